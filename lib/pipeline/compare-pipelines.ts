import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from "./declaration";
import { diffPipelines, type PipelineChange } from "./diff";
import type { Draft, DraftAction, DraftStage } from "./draft";
import { matchPipelines, type PipelineMatch } from "./match-pipelines";

/** What became of a stage or an action. A removed one is still in the picture, as a ghost. */
export type Mark = "added" | "removed" | "changed" | "moved";

/** Two definitions as one picture. */
export interface Comparison {
  /** The later one, with what only the earlier one has put back where it stood. */
  readonly draft: Draft;
  /** By key of a stage or an action of `draft`; what is the same in both has none. */
  readonly marks: ReadonlyMap<string, Mark>;
  readonly changes: readonly PipelineChange[];
}

/** Draws what lies between two definitions, for a canvas that shows both at once. Keys are the comparison's own. */
export function comparePipelines(before: PipelineDeclaration, after: PipelineDeclaration): Comparison {
  const match = matchPipelines(before, after);
  const changes = diffPipelines(before, after);
  const marks = new Map<string, Mark>();
  const kept = new Set<unknown>([...match.stages.values(), ...match.actions.values()]);
  let count = 0;
  const keyed = <Item extends object>(item: Item, mark: Mark | null): Item & { readonly key: string } => {
    const key = `c${(count += 1)}`;
    if (mark !== null) marks.set(key, mark);
    return { ...item, key };
  };
  const ghost = (action: ActionDeclaration): DraftAction => keyed(action, "removed");
  const stages = after.stages.map((stage): DraftStage => {
    const actions = stage.actions.map((action) =>
      keyed(action, kept.has(action) ? actionMark(changes, stage, action) : "added"),
    );
    const mark = kept.has(stage) ? stageMark(changes, stage) : "added";
    return { ...keyed(stage, mark), actions: withGhosts(actions, removedActions(before, match, stage), ghost) };
  });
  const gone = before.stages.flatMap((stage, index) => (match.stages.has(stage) ? [] : [{ item: stage, index }]));
  const ghostStage = (stage: StageDeclaration): DraftStage => ({
    ...keyed(stage, "removed"),
    actions: stage.actions.filter((action) => !match.actions.has(action)).map(ghost),
  });
  return { draft: { ...after, stages: withGhosts(stages, gone, ghostStage) }, marks, changes };
}

interface Placed<Item> {
  readonly item: Item;
  /** Where it stood among its like. */
  readonly index: number;
}

/** Puts each ghost back at the place it had, or at the end when there are not that many any more. */
function withGhosts<Item, Shown>(
  shown: readonly Shown[],
  gone: readonly Placed<Item>[],
  ghost: (item: Item) => Shown,
): readonly Shown[] {
  return gone.reduce<readonly Shown[]>((all, { item, index }) => all.toSpliced(index, 0, ghost(item)), shown);
}

function removedActions(
  before: PipelineDeclaration,
  { stages, actions }: PipelineMatch,
  stage: StageDeclaration,
): readonly Placed<ActionDeclaration>[] {
  const old = before.stages.find((candidate) => stages.get(candidate) === stage);
  return (old?.actions ?? []).flatMap((action, index) => (actions.has(action) ? [] : [{ item: action, index }]));
}

function stageMark(changes: readonly PipelineChange[], { name }: StageDeclaration): Mark | null {
  const found = changes.filter(
    (change) => change.subject === "stage" && change.kind !== "removed" && change.stageName === name,
  );
  return found.find(({ kind }) => kind === "changed")?.kind ?? found[0]?.kind ?? null;
}

/** What was changed on the way is shown as changed: that it moved can be seen. */
function actionMark(
  changes: readonly PipelineChange[],
  stage: StageDeclaration,
  { name }: ActionDeclaration,
): Mark | null {
  const found = changes.filter(
    (change) =>
      change.subject === "action" &&
      change.kind !== "removed" &&
      change.stageName === stage.name &&
      change.actionName === name,
  );
  return found.find(({ kind }) => kind === "changed")?.kind ?? found[0]?.kind ?? null;
}
