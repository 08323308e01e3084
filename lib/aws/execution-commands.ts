import {
  type ConditionType,
  DisableStageTransitionCommand,
  EnableStageTransitionCommand,
  OverrideStageConditionCommand,
  PutApprovalResultCommand,
  RetryStageExecutionCommand,
  RollbackStageCommand,
  type SourceRevisionOverride,
  type StageRetryMode,
  StartPipelineExecutionCommand,
  StopPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { callAws, type ConnectionClients } from "./connection-clients";

export interface StartOptions {
  readonly name: string;
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly sourceRevisions: readonly SourceRevisionOverride[];
}

/** @returns the new execution's id */
export async function startExecution(clients: ConnectionClients, start: StartOptions): Promise<string> {
  return callAws(clients, async () => {
    const { pipelineExecutionId } = await clients.codePipeline.send(
      new StartPipelineExecutionCommand({
        name: start.name,
        ...(start.variables.length > 0 ? { variables: [...start.variables] } : {}),
        ...(start.sourceRevisions.length > 0 ? { sourceRevisions: [...start.sourceRevisions] } : {}),
      }),
    );
    return pipelineExecutionId ?? "";
  });
}

export async function stopExecution(
  clients: ConnectionClients,
  stop: { pipelineName: string; pipelineExecutionId: string; abandon: boolean; reason?: string },
): Promise<void> {
  await callAws(clients, () => clients.codePipeline.send(new StopPipelineExecutionCommand(stop)));
}

export async function retryStage(
  clients: ConnectionClients,
  retry: { pipelineName: string; pipelineExecutionId: string; stageName: string; retryMode: StageRetryMode },
): Promise<void> {
  await callAws(clients, () => clients.codePipeline.send(new RetryStageExecutionCommand(retry)));
}

/** @returns the id of the new execution that runs the stage again */
export async function rollbackStage(
  clients: ConnectionClients,
  rollback: { pipelineName: string; stageName: string; targetPipelineExecutionId: string },
): Promise<string> {
  return callAws(clients, async () => {
    const { pipelineExecutionId } = await clients.codePipeline.send(new RollbackStageCommand(rollback));
    return pipelineExecutionId ?? "";
  });
}

export async function overrideStageCondition(
  clients: ConnectionClients,
  override: { pipelineName: string; pipelineExecutionId: string; stageName: string; conditionType: ConditionType },
): Promise<void> {
  await callAws(clients, () => clients.codePipeline.send(new OverrideStageConditionCommand(override)));
}

/** The inbound transition of a stage. */
export async function setTransition(
  clients: ConnectionClients,
  transition: { pipelineName: string; stageName: string } & ({ enabled: true } | { enabled: false; reason: string }),
): Promise<void> {
  const { pipelineName, stageName } = transition;
  const stage = { pipelineName, stageName, transitionType: "Inbound" } as const;
  await callAws(clients, () =>
    transition.enabled
      ? clients.codePipeline.send(new EnableStageTransitionCommand(stage))
      : clients.codePipeline.send(new DisableStageTransitionCommand({ ...stage, reason: transition.reason })),
  );
}

/** @returns when the service took the decision, epoch milliseconds */
export async function putApprovalResult(
  clients: ConnectionClients,
  decision: {
    pipelineName: string;
    stageName: string;
    actionName: string;
    token: string;
    status: "Approved" | "Rejected";
    summary: string;
  },
): Promise<number | null> {
  const { status, summary, ...approval } = decision;
  return callAws(clients, async () => {
    const { approvedAt } = await clients.codePipeline.send(
      new PutApprovalResultCommand({ ...approval, result: { status, summary } }),
    );
    return approvedAt?.getTime() ?? null;
  });
}
