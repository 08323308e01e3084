import type { GetPipelineStateOutput, StageExecution, StageState } from "@aws-sdk/client-codepipeline";
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
  };
}

function executionFrom(execution: StageExecution | undefined): KeptStage["inboundExecutions"] {
  if (!execution?.pipelineExecutionId || !execution.status) return [];
  return [{ pipelineExecutionId: execution.pipelineExecutionId, status: execution.status }];
}
