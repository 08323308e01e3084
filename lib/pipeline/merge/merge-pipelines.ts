import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from "../declaration";
import { sameValue } from "../same-value";
import { identify, type IdentifiedAction, type IdentifiedPipeline, type IdentifiedStage } from "./identify";
import { mergeMembers, type Sides } from "./merge-members";
import { mergeOrder, withOthers } from "./merge-order";

/** One place that both sides changed, each in its own way. */
export interface MergeConflict {
  readonly stageName?: string;
  readonly actionName?: string;
  /** The member in question, `configuration.ProjectName`; absent when a whole stage or action is. */
  readonly member?: string;
  /** What happened, as a sentence. */
  readonly message: string;
}

export type MergeResult =
  | { readonly ok: true; readonly declaration: PipelineDeclaration }
  | { readonly ok: false; readonly conflicts: readonly MergeConflict[] };

/**
 * Joins two edits of one declaration. What one side changed is taken, what both changed alike is taken once, and what
 * both changed differently is a conflict: per member of the pipeline, of each stage and of each action. Renamed and
 * moved actions are followed. Whether the result is a valid pipeline is for validation to say.
 */
export function mergePipelines(declarations: Sides<PipelineDeclaration>): MergeResult {
  const sides = identify(declarations);
  const conflicts: MergeConflict[] = [];

  const root = mergeMembers({ base: sides.base.root, mine: sides.mine.root, theirs: sides.theirs.root });
  conflicts.push(...root.conflicts.map((member) => ({ member, message: `Both sides changed ${member}.` })));

  const stages = mergeItems(stagesOf(sides), conflicts, ({ members }) => ({ stageName: members.name }));
  const actions = mergeItems(actionsOf(sides), conflicts, ({ stageId, members }) => ({
    stageName: stages.get(stageId)?.members.name ?? nameOfStage(sides, stageId),
    actionName: members.name,
  }));
  for (const { stageId, members } of actions.values()) {
    if (stages.has(stageId)) continue;
    const stageName = nameOfStage(sides, stageId);
    const message = `One side removed the stage ${stageName}, in which the other has ${members.name}.`;
    conflicts.push({ stageName, actionName: members.name, message });
  }
  const stageOrder = mergeOrder(mapSides(stagesOf(sides), (items) => [...items.keys()]));
  if (stageOrder === null) conflicts.push({ message: "Both sides moved stages, each into an order of its own." });
  if (conflicts.length > 0) return { ok: false, conflicts };

  // Among parallel actions order means nothing, so mine can stand whatever theirs is.
  const actionOrder = withOthers([...sides.mine.actions.keys()], [...sides.theirs.actions.keys()]);
  const placed = actionOrder.flatMap((id) => actions.get(id) ?? []);
  const declared = (stageOrder ?? []).flatMap((id): readonly StageDeclaration[] => {
    const stage = stages.get(id);
    const own: ActionDeclaration[] = placed.filter(({ stageId }) => stageId === id).map(({ members }) => members);
    return stage ? [{ ...stage.members, actions: own }] : [];
  });
  return { ok: true, declaration: { ...root.merged, stages: declared } };
}

/** Joins things that have ids. What one side removed and the other left alone is gone. */
function mergeItems<Item extends IdentifiedStage | IdentifiedAction>(
  sides: Sides<ReadonlyMap<string, Item>>,
  conflicts: MergeConflict[],
  placeOf: (item: Item) => Omit<MergeConflict, "message">,
): ReadonlyMap<string, Item> {
  const merged = new Map<string, Item>();
  for (const id of new Set([...sides.mine.keys(), ...sides.theirs.keys()])) {
    const base = sides.base.get(id);
    const mine = sides.mine.get(id);
    const theirs = sides.theirs.get(id);
    if (mine && theirs) {
      const joined = mergeMembers<Item>({ base: base ?? { ...mine, members: {} }, mine, theirs });
      merged.set(id, joined.merged);
      conflicts.push(...joined.conflicts.map((path) => memberConflict(placeOf(mine), path)));
      continue;
    }
    const only = mine ?? theirs;
    if (only === undefined || (base !== undefined && sameValue(base, only))) continue;
    merged.set(id, only);
    if (base === undefined) continue;
    const place = placeOf(only);
    const message = `One side removed ${place.actionName ?? place.stageName}, the other changed it.`;
    conflicts.push({ ...place, message });
  }
  return merged;
}

function memberConflict(place: Omit<MergeConflict, "message">, path: string): MergeConflict {
  const name = place.actionName ?? place.stageName;
  if (path === "stageId") return { ...place, message: `Both sides moved ${name} to another stage.` };
  const member = path.replace(/^members\./, "");
  return { ...place, member, message: `Both sides changed ${member} of ${name}.` };
}

function stagesOf(sides: Sides<IdentifiedPipeline>): Sides<ReadonlyMap<string, IdentifiedStage>> {
  return mapSides(sides, ({ stages }) => stages);
}

function actionsOf(sides: Sides<IdentifiedPipeline>): Sides<ReadonlyMap<string, IdentifiedAction>> {
  return mapSides(sides, ({ actions }) => actions);
}

function mapSides<From, To>({ base, mine, theirs }: Sides<From>, map: (side: From) => To): Sides<To> {
  return { base: map(base), mine: map(mine), theirs: map(theirs) };
}

function nameOfStage({ base, mine, theirs }: Sides<IdentifiedPipeline>, stageId: string): string {
  const found = [mine, theirs, base].find(({ stages }) => stages.has(stageId));
  return found?.stages.get(stageId)?.members.name ?? "";
}
