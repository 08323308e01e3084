import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { AwsServiceError } from "../aws-service-error";
import { isPolled } from "../source-watch/polling-pause";
import { currentDeclaration } from "./find";
import type { OperationContext } from "./operation";

/** @throws LimitExceededException when it would be one more pipeline with a polled source than there may be */
export function checkPolling(declaration: PipelineDeclaration, { engine, accountId }: OperationContext): void {
  const { pollingPipelines } = engine.quotas;
  if (pollingPipelines === null || !isPolling(declaration)) return;
  const others = engine.states().filter(({ pipelineName }) => pipelineName !== declaration.name);
  if (others.filter((state) => isPolling(currentDeclaration(state))).length < pollingPipelines) return;
  throw new AwsServiceError(
    "LimitExceededException",
    `Account '${accountId}' has ${pollingPipelines} pipelines with a polled source already`,
  );
}

function isPolling({ stages }: PipelineDeclaration): boolean {
  return stages.some(({ actions }) => actions.some(isPolled));
}
