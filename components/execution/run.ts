import type { Approval } from "@/lib/contracts/approval";
import type { ActionAttempt, ExecutionAction, ExecutionDetail, ExecutionStage } from "@/lib/contracts/execution-detail";
import type { ExecutionSummary } from "@/lib/contracts/execution-summary";
import type { ActionDeclaration, PipelineDeclaration } from "@/lib/pipeline/declaration";
import { isTerminal } from "@/lib/pipeline/execution";
import type { Status } from "./status";

/** One execution as its pages show it: statuses with the waiting approvals in them, actions in the groups they run in. */
export interface Run {
  readonly status: Status;
  /** Epoch milliseconds, here and below. */
  readonly startedAt: number;
  /** Null while it goes on. */
  readonly endedAt: number | null;
  readonly stages: readonly RunStage[];
}

export interface RunStage {
  readonly name: string;
  readonly status: Status;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Actions that run together, group after group. */
  readonly groups: readonly (readonly RunAction[])[];
  /** Null where the run is only a declaration that has not run. */
  readonly detail: ExecutionStage | null;
}

export interface RunAction {
  /** `Stage/Action`: unique within an execution, and what the address of a page says. */
  readonly key: string;
  readonly stageName: string;
  readonly name: string;
  readonly runOrder: number;
  readonly category: string;
  readonly provider: string;
  readonly status: Status;
  readonly attempts: readonly ActionAttempt[];
  readonly latest: ActionAttempt | null;
  /** What waits for a person here now. */
  readonly approval: Approval | null;
  readonly typicalDurationMs: number | null;
  /** Null where the definition of the execution's version is not known. */
  readonly declaration: ActionDeclaration | null;
  /** The local engine did not really do it, and must never look as if it had. */
  readonly isSimulated: boolean;
}

/** How the local engine begins the summary of what it only simulates. */
const SIMULATED = "Simulated locally";

/** *Waiting for approval* wins over *In progress* where one status stands for a whole execution. */
export function executionStatus(execution: Pick<ExecutionSummary, "status" | "waitingApprovals">): Status {
  return execution.status === "InProgress" && execution.waitingApprovals > 0 ? "WaitingForApproval" : execution.status;
}

/** How long it took; how long so far while it goes on, as of its last change. */
export function executionDurationMs(execution: Pick<ExecutionSummary, "startedAt" | "lastUpdatedAt">): number {
  return Math.max(0, Date.parse(execution.lastUpdatedAt) - Date.parse(execution.startedAt));
}

export function runOf(execution: ExecutionDetail): Run {
  return {
    status: executionStatus(execution),
    startedAt: Date.parse(execution.startedAt),
    endedAt: isTerminal(execution.status) ? Date.parse(execution.lastUpdatedAt) : null,
    stages: execution.stages.map((stage) => stageOf(stage, execution)),
  };
}

/** A pipeline that has not run yet: everything of it, not started. */
export function runOfDeclaration(declaration: PipelineDeclaration, at: number): Run {
  return {
    status: "NotStarted",
    startedAt: at,
    endedAt: at,
    stages: declaration.stages.map((stage) => ({
      name: stage.name,
      status: "NotStarted",
      startedAt: null,
      endedAt: null,
      detail: null,
      groups: inGroups(
        stage.actions.map((action) =>
          actionOf({ name: action.name, attempts: [], typicalDurationMs: null }, stage.name, {
            declaration: action,
            place: 1,
            approvals: [],
          }),
        ),
      ),
    })),
  };
}

export function actionsOf(run: Run): readonly RunAction[] {
  return run.stages.flatMap((stage) => stage.groups.flat());
}

export function actionKey(stageName: string, actionName: string): string {
  return `${stageName}/${actionName}`;
}

/** When an attempt ended; null while it runs. */
export function attemptEndedAt(attempt: ActionAttempt): number | null {
  return attempt.status === "InProgress" ? null : Date.parse(attempt.lastUpdatedAt);
}

/** What it says of its time changes every second. */
export function isUnderWay({ latest }: RunAction): boolean {
  return latest?.status === "InProgress";
}

function stageOf(stage: ExecutionStage, execution: ExecutionDetail): RunStage {
  const declared = execution.declaration?.stages.find(({ name }) => name === stage.name)?.actions ?? [];
  const places = placesByTime(stage.actions);
  const actions = stage.actions.map((action) =>
    actionOf(action, stage.name, {
      declaration: declared.find(({ name }) => name === action.name) ?? null,
      place: places.get(action.name) ?? 1,
      approvals: execution.approvals,
    }),
  );
  const isOver = stage.status !== null && stage.status !== "InProgress" && stage.status !== "Stopping";
  return {
    name: stage.name,
    status: stageStatus(stage, actions, execution.pipelineExecutionId),
    startedAt: stage.startedAt === null ? null : Date.parse(stage.startedAt),
    endedAt: isOver && stage.lastUpdatedAt !== null ? Date.parse(stage.lastUpdatedAt) : null,
    groups: inGroups(actions),
    detail: stage,
  };
}

/**
 * What stands in for `runOrder` where the declaration is not known: actions whose first attempts overlap in time ran
 * together, and one that began when all before it had ended may have waited for them.
 */
function placesByTime(actions: readonly ExecutionAction[]): ReadonlyMap<string, number> {
  const begun = actions
    .flatMap(({ name, attempts: [first] }) => (first ? [{ name, first }] : []))
    .toSorted((one, other) => Date.parse(one.first.startedAt) - Date.parse(other.first.startedAt));
  const places = new Map<string, number>();
  let place = 0;
  let endsAt = -Infinity;
  for (const { name, first } of begun) {
    if (Date.parse(first.startedAt) >= endsAt) place += 1;
    endsAt = Math.max(endsAt, attemptEndedAt(first) ?? Infinity);
    places.set(name, place);
  }
  return places;
}

function actionOf(
  action: ExecutionAction,
  stageName: string,
  {
    declaration,
    place,
    approvals,
  }: {
    readonly declaration: ActionDeclaration | null;
    readonly place: number;
    readonly approvals: readonly Approval[];
  },
): RunAction {
  const latest = action.attempts.at(-1) ?? null;
  const approval = approvals.find((one) => one.stageName === stageName && one.actionName === action.name) ?? null;
  return {
    key: actionKey(stageName, action.name),
    stageName,
    name: action.name,
    runOrder: declaration ? (declaration.runOrder ?? 1) : place,
    category: latest?.category ?? declaration?.actionTypeId.category ?? "",
    provider: latest?.provider ?? declaration?.actionTypeId.provider ?? "",
    declaration,
    status: actionStatus(latest, approval),
    attempts: action.attempts,
    latest,
    approval,
    typicalDurationMs: action.typicalDurationMs,
    isSimulated: latest?.summary?.startsWith(SIMULATED) ?? false,
  };
}

function actionStatus(latest: ActionAttempt | null, approval: Approval | null): Status {
  if (!latest) return "NotStarted";
  return latest.status === "InProgress" && approval ? "WaitingForApproval" : latest.status;
}

function stageStatus(stage: ExecutionStage, actions: readonly RunAction[], pipelineExecutionId: string): Status {
  if (stage.status === "InProgress" && actions.some(({ status }) => status === "WaitingForApproval")) {
    return "WaitingForApproval";
  }
  if (stage.status !== null) return stage.status;
  const waits = stage.inboundExecutions.some((inbound) => inbound.pipelineExecutionId === pipelineExecutionId);
  return waits ? "Queued" : "NotStarted";
}

function inGroups(actions: readonly RunAction[]): RunAction[][] {
  const orders = [...new Set(actions.map(({ runOrder }) => runOrder))].sort((a, b) => a - b);
  return orders.map((order) => actions.filter(({ runOrder }) => runOrder === order));
}
