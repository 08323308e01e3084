import { writtenDurationMs } from "@/components/ui/format-duration";
import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import type { SourceRevision } from "@/lib/contracts/execution-summary";
import { diffPipelines, type PipelineChange } from "@/lib/pipeline/diff";
import { attemptEndedAt, type Run, type RunAction, runOf } from "../run";
import type { Status } from "../status";

/** Two executions of one pipeline side by side. `before` is the one that is compared with. */
export interface Comparison {
  readonly revisions: readonly Pair<SourceRevision>[];
  readonly variables: readonly Pair<string>[];
  /** Null where the definition of one of them is not known. */
  readonly changes: readonly PipelineChange[] | null;
  readonly rows: readonly ComparisonRow[];
  /** By `Stage/Action.name`. */
  readonly outputVariables: readonly Pair<string>[];
}

export interface Pair<Value> {
  readonly name: string;
  readonly before: Value | null;
  readonly after: Value | null;
  readonly isSame: boolean;
}

/** A stage, or an action in one. */
export interface ComparisonRow {
  readonly key: string;
  readonly name: string;
  readonly isStage: boolean;
  readonly before: Side | null;
  readonly after: Side | null;
  /** How much longer it took, in milliseconds, by the durations as they are written; null unless both ended. */
  readonly longerMs: number | null;
}

export interface Side {
  readonly status: Status;
  /** Null while it has not ended, or never began. */
  readonly tookMs: number | null;
  readonly attempts: number;
}

export function compareExecutions(before: ExecutionDetail, after: ExecutionDetail): Comparison {
  const [runBefore, runAfter] = [runOf(before), runOf(after)];
  return {
    revisions: pairs(
      new Map(before.sourceRevisions.map((revision) => [revision.actionName, revision])),
      new Map(after.sourceRevisions.map((revision) => [revision.actionName, revision])),
      (one, other) => one.revisionId === other.revisionId,
    ),
    variables: textPairs(variablesOf(before), variablesOf(after)),
    changes: changesBetween(before, after),
    rows: rowsOf(runBefore, runAfter),
    outputVariables: textPairs(outputsOf(runBefore), outputsOf(runAfter)),
  };
}

function changesBetween(before: ExecutionDetail, after: ExecutionDetail): readonly PipelineChange[] | null {
  if (before.pipelineVersion !== null && before.pipelineVersion === after.pipelineVersion) return [];
  const areKnown = [before, after].every(({ declarationSource }) => declarationSource === "pipelineVersion");
  if (!areKnown || !before.declaration || !after.declaration) return null;
  return diffPipelines(before.declaration, after.declaration);
}

function rowsOf(before: Run, after: Run): ComparisonRow[] {
  const [sidesBefore, sidesAfter] = [sidesOf(before), sidesOf(after)];
  return inOrder([...sidesAfter.keys()], [...sidesBefore.keys()]).map((key) => {
    const [one, other] = [sidesBefore.get(key) ?? null, sidesAfter.get(key) ?? null];
    const slash = key.indexOf("/");
    return {
      key,
      name: slash === -1 ? key : key.slice(slash + 1),
      isStage: slash === -1,
      before: one,
      after: other,
      longerMs: longerMs(one?.tookMs ?? null, other?.tookMs ?? null),
    };
  });
}

function longerMs(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : writtenDurationMs(after) - writtenDurationMs(before);
}

/** The keys of the later run in its order; what only the earlier one has follows what it stood behind there. */
function inOrder(later: readonly string[], earlier: readonly string[]): string[] {
  const order = [...later];
  let place = 0;
  for (const key of earlier) {
    const known = order.indexOf(key);
    if (known === -1) order.splice(place, 0, key);
    place = (known === -1 ? place : known) + 1;
  }
  return order;
}

function sidesOf(run: Run): Map<string, Side> {
  return new Map(
    run.stages.flatMap((stage): [string, Side][] => [
      [
        stage.name,
        {
          status: stage.status,
          tookMs: stage.startedAt === null || stage.endedAt === null ? null : stage.endedAt - stage.startedAt,
          attempts: 1,
        },
      ],
      ...stage.groups.flat().map((action): [string, Side] => [action.key, sideOf(action)]),
    ]),
  );
}

/** Of an action that was tried more than once, the time of all its attempts, without what lay between them. */
function sideOf({ status, attempts }: RunAction): Side {
  const ends = attempts.map(attemptEndedAt);
  const isOver = attempts.length > 0 && ends.every((end) => end !== null);
  const tookMs = attempts.reduce((sum, { startedAt }, index) => sum + ((ends[index] ?? 0) - Date.parse(startedAt)), 0);
  return { status, tookMs: isOver ? tookMs : null, attempts: attempts.length };
}

function variablesOf(execution: ExecutionDetail): Map<string, string> {
  return new Map(execution.variables.map(({ name, resolvedValue }) => [name, resolvedValue]));
}

function outputsOf(run: Run): Map<string, string> {
  return new Map(
    run.stages
      .flatMap(({ groups }) => groups.flat())
      .flatMap(({ key, latest }) =>
        Object.entries(latest?.outputVariables ?? {}).map(([name, value]) => [`${key}.${name}`, value] as const),
      ),
  );
}

function textPairs(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Pair<string>[] {
  return pairs(before, after, (one, other) => one === other);
}

function pairs<Value>(
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
  isEqual: (before: Value, after: Value) => boolean,
): Pair<Value>[] {
  return inOrder([...after.keys()], [...before.keys()]).map((name) => {
    const [one, other] = [before.get(name) ?? null, after.get(name) ?? null];
    return { name, before: one, after: other, isSame: one !== null && other !== null && isEqual(one, other) };
  });
}
