import { entryOf } from "@/lib/pipeline/entry-of";
import { AwsServiceError } from "../aws-service-error";
import type { RollbackTarget } from "../events";
import type { RollbackStageInput, RollbackStageOutput } from "../protocol/generated/service-types";
import type { ActionExecutionRecord, ExecutionRecord } from "../records";
import type { PipelineState } from "../state";
import { currentDeclaration, getStage, submit } from "./find";
import { getExecution } from "./get-pipeline-execution";
import type { Operation, OperationContext } from "./operation";

const PAGE_SIZE = 100;

/**
 * Runs a stage again in a new execution, on what an earlier execution brought in and produced. The new execution ends
 * with that stage: the service documents an operation on a stage, and does not say that later stages follow.
 */
export const rollbackStage: Operation<RollbackStageInput, RollbackStageOutput> = async (input, context) => {
  const { pipelineName, stageName, targetPipelineExecutionId } = input;
  const { engine, principalArn } = context;
  const pipelineExecutionId = engine.ids.next();
  await submit(context, pipelineName, async (state) => {
    getStage(state, stageName);
    const target = await getExecution(context, pipelineName, targetPipelineExecutionId);
    checkRollback(state, stageName, target);
    return {
      type: "stageRolledBack",
      stageName,
      pipelineExecutionId,
      trigger: { triggerType: "ManualRollback", triggerDetail: principalArn },
      target: rollbackTarget(target, await attemptsOf(context, target)),
    };
  });
  return { pipelineExecutionId };
};

/** @throws UnableToRollbackStageException, PipelineExecutionOutdatedException, StageNotFoundException */
export function checkRollback(state: PipelineState, stageName: string, target: ExecutionRecord): void {
  checkStage(state, stageName);
  checkTarget(state, stageName, target);
}

function checkStage(state: PipelineState, stageName: string): void {
  getStage(state, stageName);
  const { stages, executionMode, pipelineType } = currentDeclaration(state);
  if (pipelineType !== "V2") throw unable("only pipelines of type V2 can be rolled back");
  if (executionMode === "PARALLEL") throw unable("a pipeline in PARALLEL mode cannot be rolled back");
  if (stages[0]?.name === stageName) throw unable("the source stage cannot be rolled back");
  const gate = entryOf(state.gates, stageName);
  if (gate?.lockedBy) throw unable(`stage '${stageName}' is in progress`);
  const latest = gate?.latestExecutionId ? state.executions[gate.latestExecutionId] : undefined;
  if (entryOf(latest?.stages, stageName)?.status === "Skipped") throw unable(`stage '${stageName}' was skipped`);
}

function checkTarget(state: PipelineState, stageName: string, target: ExecutionRecord): void {
  if (target.executionType === "ROLLBACK") throw unable("the target execution is a rollback itself");
  if (target.pipelineVersion !== state.version) {
    throw new AwsServiceError(
      "PipelineExecutionOutdatedException",
      `The execution '${target.pipelineExecutionId}' ran with version ${target.pipelineVersion} of the pipeline, which has been updated since`,
    );
  }
  if (!target.succeededStages.includes(stageName)) {
    throw unable(`the target execution has not succeeded in stage '${stageName}'`);
  }
}

/** Newest first. */
async function attemptsOf({ engine }: OperationContext, target: ExecutionRecord): Promise<ActionExecutionRecord[]> {
  const { pipelineName, pipelineExecutionId } = target;
  const attempts: ActionExecutionRecord[] = [];
  for (let more = true; more;) {
    const last = attempts.at(-1);
    const page = { ...(last && { beforeOrdinal: last.ordinal }), limit: PAGE_SIZE };
    const found = await engine.store.listActionExecutions(pipelineName, page, { pipelineExecutionId });
    attempts.push(...found);
    more = found.length === PAGE_SIZE;
  }
  return attempts;
}

/** What the new execution takes over. `attempts` are the target's, newest first. */
export function rollbackTarget(target: ExecutionRecord, attempts: readonly ActionExecutionRecord[]): RollbackTarget {
  const { pipelineExecutionId, artifactRevisions, variables } = target;
  // Oldest first, so that of repeated attempts the newest one wins.
  const succeeded = attempts.toReversed().filter((attempt) => attempt.status === "Succeeded");
  return {
    pipelineExecutionId,
    artifactRevisions,
    variables,
    artifacts: Object.fromEntries(
      succeeded.flatMap(({ outputArtifacts }) => outputArtifacts.map(({ name, location }) => [name, location])),
    ),
    outputVariables: Object.fromEntries(
      succeeded.flatMap(({ input, outputVariables }) =>
        input.namespace === undefined ? [] : [[input.namespace, outputVariables ?? {}]],
      ),
    ),
  };
}

function unable(reason: string): AwsServiceError {
  return new AwsServiceError("UnableToRollbackStageException", `The stage cannot be rolled back: ${reason}`);
}
