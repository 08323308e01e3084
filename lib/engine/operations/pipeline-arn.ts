import type { OperationContext } from "./operation";

/** A pipeline's ARN has no `pipeline/` prefix. */
export function pipelineArn(
  { region, accountId }: Pick<OperationContext, "region" | "accountId">,
  pipelineName: string,
): string {
  return `arn:aws:codepipeline:${region}:${accountId}:${pipelineName}`;
}
