import { AwsServiceError } from "../aws-service-error";
import type { Operation, OperationContext } from "./operation";
import type { ExecutionRecord } from "../records";
import type { GetPipelineExecutionInput, GetPipelineExecutionOutput } from "../protocol/generated/service-types";
import { epochSeconds } from "./epoch-seconds";
import { getState } from "./find";

/** Tells more than the list about one execution, but not when it started and ended. */
export const getPipelineExecution: Operation<GetPipelineExecutionInput, GetPipelineExecutionOutput> = async (
  { pipelineName, pipelineExecutionId },
  context,
) => {
  getState(context, pipelineName);
  const execution = await getExecution(context, pipelineName, pipelineExecutionId);
  return {
    pipelineExecution: {
      pipelineName,
      pipelineExecutionId,
      pipelineVersion: execution.pipelineVersion,
      status: execution.status,
      statusSummary: execution.statusSummary,
      artifactRevisions: execution.artifactRevisions.map((revision) => ({
        name: revision.artifactName,
        revisionId: revision.revisionId,
        revisionChangeIdentifier: revision.revisionChangeIdentifier,
        revisionSummary: revision.revisionSummary,
        revisionUrl: revision.revisionUrl,
        ...(revision.createdAt !== undefined && { created: epochSeconds(revision.createdAt) }),
      })),
      variables: execution.variables,
      trigger: execution.trigger,
      executionMode: execution.executionMode,
      executionType: execution.executionType,
      ...rollbackMetadata(execution),
    },
  };
};

/** @throws PipelineExecutionNotFoundException */
export async function getExecution(
  { engine }: OperationContext,
  pipelineName: string,
  pipelineExecutionId: string,
): Promise<ExecutionRecord> {
  const execution = await engine.store.findExecution(pipelineName, pipelineExecutionId);
  if (!execution) {
    throw new AwsServiceError(
      "PipelineExecutionNotFoundException",
      `The pipeline '${pipelineName}' does not have an execution with id '${pipelineExecutionId}'`,
    );
  }
  return execution;
}

export function rollbackMetadata({ rollbackTargetPipelineExecutionId }: ExecutionRecord): {
  rollbackMetadata?: { rollbackTargetPipelineExecutionId: string };
} {
  return rollbackTargetPipelineExecutionId === undefined
    ? {}
    : { rollbackMetadata: { rollbackTargetPipelineExecutionId } };
}
