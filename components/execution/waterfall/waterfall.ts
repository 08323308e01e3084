import { attemptEndedAt, type Run, type RunAction, type RunStage } from "../run";
import type { Status } from "../status";
import type { Span } from "./time-range";

/** All instants are milliseconds since the execution began. */
export interface Waterfall {
  readonly rows: readonly WaterfallRow[];
  /** The right end of the axis. */
  readonly endMs: number;
  /** Null once the execution is over. */
  readonly nowMs: number | null;
  /** What the execution's length depended on, in the order it ran: the last action to end of each group. */
  readonly criticalPath: readonly CriticalAction[];
}

export interface CriticalAction extends Span {
  readonly name: string;
  readonly attempts: number;
  /** Its place among the rows. */
  readonly row: number;
}

export type WaterfallRow =
  | {
      readonly kind: "stage";
      readonly name: string;
      readonly status: Status;
      /** Null before it began. */
      readonly span: Span | null;
      /** Between the end of the stage before and its own first action, up to now while it waits for that. */
      readonly queue: Span | null;
      readonly isOpen: boolean;
    }
  | {
      readonly kind: "action";
      readonly action: RunAction;
      readonly bars: readonly Bar[];
      /** Where it is expected to end, from how long it usually takes. */
      readonly estimate: Span | null;
      readonly isCritical: boolean;
    };

export interface Bar extends Span {
  readonly kind: "queue" | "approval" | "succeeded" | "failed" | "running" | "abandoned";
  /** Counted from 1. */
  readonly attempt: number;
}

/** The axis goes on past the last end, so that the last label has a place. */
const ROOM_FOR_LABELS = 1.24;

/** Lays the execution out in time. `now` is an epoch instant; it only matters while the execution goes on. */
export function waterfallOf(run: Run, now: number): Waterfall {
  const at = (instant: number) => Math.max(0, instant - run.startedAt);
  const nowMs = run.endedAt === null ? at(now) : null;
  const rows: WaterfallRow[] = [];
  const criticalPath: CriticalAction[] = [];
  /** Where what has not begun is expected to begin; null once nothing tells. */
  let expectedMs: number | null = nowMs;
  let stageBefore: RunStage | null = null;

  for (const stage of run.stages) {
    const span = stageSpan(stage, at, nowMs);
    rows.push({
      kind: "stage",
      name: stage.name,
      status: stage.status,
      span,
      queue: queueOf(stage, stageBefore, at, span?.fromMs ?? nowMs ?? at(run.endedAt ?? now)),
      isOpen: span !== null && stage.endedAt === null && nowMs !== null,
    });
    stageBefore = stage;
    let readyMs = span?.fromMs ?? null;
    for (const group of stage.groups) {
      const critical = lastToEnd(group, now);
      const groupStartMs: number | null = expectedMs;
      for (const action of group) {
        const estimate = estimateOf(action, at, nowMs, groupStartMs);
        const bars = barsOf(action, at, readyMs, nowMs);
        if (action === critical) criticalPath.push(criticalAction(action, bars, rows.length));
        rows.push({ kind: "action", action, bars, estimate, isCritical: action === critical });
        expectedMs = expectedAfter(expectedMs, action, estimate);
      }
      readyMs = critical ? endOf(critical, at, nowMs) : readyMs;
    }
  }

  const lastMs = Math.max(1_000, ...rows.flatMap(endsOfRow), nowMs ?? 0, run.endedAt === null ? 0 : at(run.endedAt));
  const endMs = Math.ceil(lastMs * ROOM_FOR_LABELS);
  return { rows, endMs, nowMs, criticalPath };
}

type FromStart = (instant: number) => number;

/** In these a stage without an attempt was held in front of its actions, by its turn or by a condition. */
const HELD: ReadonlySet<Status> = new Set(["Queued", "InProgress", "Stopping", "Stopped", "Failed"]);

function queueOf(stage: RunStage, before: RunStage | null, at: FromStart, untilMs: number): Span | null {
  const hasWaited = stage.startedAt !== null || HELD.has(stage.status);
  if (!before?.endedAt || !hasWaited) return null;
  const fromMs = at(before.endedAt);
  return fromMs < untilMs ? { fromMs, toMs: untilMs } : null;
}

function criticalAction({ name, attempts }: RunAction, bars: readonly Bar[], row: number): CriticalAction {
  const worked = bars.filter(({ kind }) => kind !== "queue");
  return {
    name,
    attempts: attempts.length,
    row,
    fromMs: worked[0]?.fromMs ?? 0,
    toMs: Math.max(0, ...worked.map(({ toMs }) => toMs)),
  };
}

function stageSpan(stage: RunStage, at: FromStart, nowMs: number | null): Span | null {
  const attempts = stage.groups.flat().flatMap((action) => action.attempts);
  const starts = [
    ...(stage.startedAt === null ? [] : [stage.startedAt]),
    ...attempts.map((one) => Date.parse(one.startedAt)),
  ];
  if (starts.length === 0) return null;
  const ends = [
    ...(stage.endedAt === null ? [] : [stage.endedAt]),
    ...attempts.map((one) => Date.parse(one.lastUpdatedAt)),
  ];
  const fromMs = at(Math.min(...starts));
  return { fromMs, toMs: stage.endedAt === null && nowMs !== null ? nowMs : Math.max(fromMs, at(Math.max(...ends))) };
}

function barsOf(action: RunAction, at: FromStart, readyMs: number | null, nowMs: number | null): Bar[] {
  return action.attempts.flatMap((attempt, index): Bar[] => {
    const fromMs = at(Date.parse(attempt.startedAt));
    const endedAt = attemptEndedAt(attempt);
    const toMs = endedAt === null ? (nowMs ?? at(Date.parse(attempt.lastUpdatedAt))) : Math.max(fromMs, at(endedAt));
    const bar: Bar = { kind: barKind(action, attempt.status), fromMs, toMs, attempt: index + 1 };
    // A later attempt did not queue: nobody had asked for it yet.
    const isQueued = index === 0 && readyMs !== null && readyMs < fromMs;
    return isQueued ? [{ kind: "queue", fromMs: readyMs, toMs: fromMs, attempt: 1 }, bar] : [bar];
  });
}

function barKind(action: RunAction, status: RunAction["attempts"][number]["status"]): Bar["kind"] {
  // The time an approval took is waiting, however it was answered.
  if (action.category === "Approval" && (status === "InProgress" || status === "Succeeded")) return "approval";
  const kinds = { InProgress: "running", Succeeded: "succeeded", Failed: "failed", Abandoned: "abandoned" } as const;
  return kinds[status];
}

function estimateOf(
  action: RunAction,
  at: FromStart,
  nowMs: number | null,
  expectedStartMs: number | null,
): Span | null {
  if (nowMs === null || action.typicalDurationMs === null) return null;
  if (action.latest === null) {
    return expectedStartMs === null
      ? null
      : { fromMs: expectedStartMs, toMs: expectedStartMs + action.typicalDurationMs };
  }
  if (action.latest.status !== "InProgress") return null;
  const toMs = at(Date.parse(action.latest.startedAt)) + action.typicalDurationMs;
  return toMs > nowMs ? { fromMs: nowMs, toMs } : null;
}

/** The next group begins when this one's last action is expected to end; one action nobody can tell ends all telling. */
function expectedAfter(expectedMs: number | null, action: RunAction, estimate: Span | null): number | null {
  if (expectedMs === null) return null;
  if (estimate) return Math.max(expectedMs, estimate.toMs);
  const isOpen = action.latest === null || action.latest.status === "InProgress";
  return isOpen && action.typicalDurationMs === null ? null : expectedMs;
}

function lastToEnd(group: readonly RunAction[], now: number): RunAction | null {
  const begun = group.filter((action) => action.latest !== null);
  const end = (action: RunAction) => (action.latest ? (attemptEndedAt(action.latest) ?? now) : 0);
  return begun.reduce<RunAction | null>((last, action) => (last && end(last) >= end(action) ? last : action), null);
}

function endOf(action: RunAction, at: FromStart, nowMs: number | null): number | null {
  const endedAt = action.latest ? attemptEndedAt(action.latest) : null;
  return endedAt === null ? nowMs : at(endedAt);
}

function endsOfRow(row: WaterfallRow): number[] {
  if (row.kind === "stage") return row.span ? [row.span.toMs] : [];
  return [...row.bars.map((bar) => bar.toMs), ...(row.estimate ? [row.estimate.toMs] : [])];
}
