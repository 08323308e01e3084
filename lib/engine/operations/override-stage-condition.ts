import { entryOf } from "@/lib/pipeline/entry-of";
import { AwsServiceError } from "../aws-service-error";
import { checkExecutionLimit } from "../execution-limit";
import type { EngineEventBody } from "../events";
import type { OverrideStageConditionInput } from "../protocol/generated/service-types";
import type { Quotas } from "../quotas";
import type { ExecutionState, PipelineState } from "../state";
import { currentDeclaration, getStage, submit } from "./find";
import type { Operation } from "./operation";

const GATES = { BEFORE_ENTRY: "beforeEntry", ON_SUCCESS: "onSuccess" } as const;

/** Lets an execution past a condition that has failed. A condition that skips its stage has nothing to override. */
export const overrideStageCondition: Operation<OverrideStageConditionInput, void> = async (input, context) => {
  await submit(context, input.pipelineName, (state) => decideOverride(state, input, context.engine.quotas));
};

export function decideOverride(
  state: PipelineState,
  { stageName, pipelineExecutionId, conditionType }: Omit<OverrideStageConditionInput, "pipelineName">,
  quotas: Quotas,
): EngineEventBody {
  const gate = GATES[conditionType];
  const execution = state.executions[pipelineExecutionId];
  // An update may have taken away the stage that a PARALLEL execution of an earlier version is still in.
  if (!entryOf(execution?.stages, stageName)) getStage(state, stageName);
  const isParallel = (execution?.record ?? currentDeclaration(state)).executionMode === "PARALLEL";
  const isLatest = entryOf(state.gates, stageName)?.latestExecutionId === pipelineExecutionId;
  if (!isLatest && !isParallel) {
    throw new AwsServiceError(
      "NotLatestPipelineExecutionException",
      `The execution is not the latest one in stage '${stageName}'`,
    );
  }
  if (!execution || !isHeldBy(state, execution, { stageName, gate })) {
    throw new AwsServiceError(
      "ConditionNotOverridableException",
      `The ${conditionType} condition of stage '${stageName}' is not in a state that can be overridden`,
    );
  }
  if (gate === "onSuccess") checkExecutionLimit(state, quotas);
  return { type: "conditionOverridden", pipelineExecutionId, stageName, gate };
}

function isHeldBy(
  state: PipelineState,
  { record, stages, ending }: ExecutionState,
  { stageName, gate }: { readonly stageName: string; readonly gate: "beforeEntry" | "onSuccess" },
): boolean {
  const pinned = state.declarations[record.pipelineVersion]?.stages.find(({ name }) => name === stageName);
  if (ending !== null || pinned?.[gate]?.conditions[0]?.result === "SKIP") return false;
  if (entryOf(stages, stageName)?.conditions[gate]?.status !== "Failed") return false;
  return record.status === (gate === "onSuccess" ? "Failed" : "InProgress");
}
