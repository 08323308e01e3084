import type {
  GetPipelineStateOutput,
  RuleState,
  StageConditionState,
  StageExecution,
  StageState,
} from "@aws-sdk/client-codepipeline";
import type { ConditionGate } from "@/lib/pipeline/execution";
import type { PipelineState } from "@/lib/pipeline/pipeline-state";

type KeptStage = PipelineState["stages"][number];

/** Keeps of the answer what the history does not tell. */
export function pipelineStateFrom({ stageStates = [] }: GetPipelineStateOutput): PipelineState {
  return { stages: stageStates.map(stageFrom) };
}

function stageFrom(stage: StageState): KeptStage {
  const transition = stage.inboundTransitionState;
  const inbound = stage.inboundExecutions ?? (stage.inboundExecution ? [stage.inboundExecution] : []);
  return {
    stageName: stage.stageName ?? "",
    transition: transition
      ? {
          enabled: transition.enabled ?? true,
          lastChangedBy: transition.lastChangedBy ?? null,
          lastChangedAt: transition.lastChangedAt?.getTime() ?? null,
          disabledReason: transition.disabledReason ?? null,
        }
      : null,
    inboundExecutions: inbound.flatMap(executionFrom),
    latestExecution: executionFrom(stage.latestExecution)[0] ?? null,
    actions: (stage.actionStates ?? []).flatMap(({ actionName, latestExecution }) =>
      actionName && latestExecution?.status
        ? [
            {
              actionName,
              actionExecutionId: latestExecution.actionExecutionId ?? null,
              status: latestExecution.status,
              percentComplete: latestExecution.percentComplete ?? null,
              token: latestExecution.token ?? null,
            },
          ]
        : [],
    ),
    conditions: [
      ...conditionFrom("beforeEntry", stage.beforeEntryConditionState),
      ...conditionFrom("onSuccess", stage.onSuccessConditionState),
      ...conditionFrom("onFailure", stage.onFailureConditionState),
    ],
  };
}

/** A gate that was not asked yet has no status. */
function conditionFrom(gate: ConditionGate, state: StageConditionState | undefined): KeptStage["conditions"] {
  const { conditionStates = [] } = state ?? {};
  const latest = state?.latestExecution ?? conditionStates[0]?.latestExecution;
  if (!latest?.status) return [];
  const rules = conditionStates.flatMap(({ ruleStates = [] }) => ruleStates.flatMap(ruleFrom));
  return [{ gate, status: latest.status, summary: latest.summary ?? null, rules }];
}

function ruleFrom({ ruleName, latestExecution }: RuleState): KeptStage["conditions"][number]["rules"] {
  if (!ruleName || !latestExecution?.status) return [];
  const { status, summary, errorDetails } = latestExecution;
  return [{ ruleName, status, reason: errorDetails?.message ?? summary ?? null }];
}

function executionFrom(execution: StageExecution | undefined): KeptStage["inboundExecutions"] {
  if (!execution?.pipelineExecutionId || !execution.status) return [];
  return [{ pipelineExecutionId: execution.pipelineExecutionId, status: execution.status }];
}
