import { AwsServiceError } from "../aws-service-error";
import type { OperationContext } from "./operation";

/** A pipeline's ARN has no `pipeline/` prefix. */
export function pipelineArn({ region, accountId }: OperationContext, pipelineName: string): string {
  return `arn:aws:codepipeline:${region}:${accountId}:${pipelineName}`;
}

/** The name of the pipeline that the ARN stands for. @throws InvalidArnException, ResourceNotFoundException */
export function pipelineOfArn(context: OperationContext, arn: string): string {
  const [, , service, region, accountId, ...rest] = arn.split(":");
  if (service !== "codepipeline" || region !== context.region || accountId !== context.accountId) {
    throw new AwsServiceError("InvalidArnException", `'${arn}' is not an ARN of a resource in this account and Region`);
  }
  const name = rest.join(":");
  if (!context.engine.stateOf(name)) {
    throw new AwsServiceError("ResourceNotFoundException", `The resource '${arn}' was not found`);
  }
  return name;
}
