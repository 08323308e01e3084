import type { Node } from "@xyflow/react";
import type { Draft, DraftAction, DraftStage } from "@/lib/pipeline/draft";
import type { Rect } from "@/lib/pipeline/layout/geometry";
import type { PipelineLayout, StageBox, Wire } from "@/lib/pipeline/layout/pipeline-layout";
import { stageOfFolded } from "./fold-stages";

/** A column of a stage, measured from the stage's own corner. */
export interface StageColumn {
  readonly runOrder: number;
  readonly isParallel: boolean;
  readonly label: Rect;
  readonly addAction: Rect;
}

export type ActionNode = Node<{ readonly action: DraftAction; readonly stageName: string }, "action">;
export type StageNode = Node<
  { readonly stage: DraftStage; readonly number: number; readonly columns: readonly StageColumn[] },
  "stage"
>;
/** The space before a stage, or after the last one: a gate where a transition is, and a place for a new stage. */
export type GapNode = Node<
  { readonly stageIndex: number; readonly before: string | null; readonly gateY: number | null },
  "gap"
>;
export type WiresNode = Node<
  { readonly wires: readonly Wire[]; readonly width: number; readonly height: number },
  "wires"
>;
/** All actions of a folded stage. */
export type FoldedNode = Node<{ readonly stage: DraftStage }, "folded">;
export type CanvasNode = ActionNode | StageNode | FoldedNode | GapNode | WiresNode;

/** These lie over others; only what they hold takes the pointer. */
const LETS_THROUGH = { pointerEvents: "none" } as const;
const LAYERS = { stage: 0, wires: 1, gap: 2, action: 3 } as const;

interface Projection {
  readonly draft: Draft;
  readonly layout: PipelineLayout;
  readonly selected: readonly string[];
}

/** Draws one draft after another, and remembers the last nodes so that they can be kept. */
export function createProjector(): (projection: Projection) => CanvasNode[] {
  let previous: readonly CanvasNode[] = [];
  return (projection) => {
    const nodes = projectNodes(projection, previous);
    previous = nodes;
    return [...nodes];
  };
}

/**
 * Draws a draft as nodes. A node that neither changed nor moved stays the very object it was, so that only what an
 * edit touched renders again. Positions follow from the structure; nothing of them is stored.
 */
export function projectNodes(
  { draft, layout, selected }: Projection,
  previous: readonly CanvasNode[],
): readonly CanvasNode[] {
  const known = new Map(previous.map((node) => [node.id, node]));
  const isSelected = new Set(selected);
  const keep = <Projected extends CanvasNode>(node: Projected): CanvasNode => {
    const before = known.get(node.id);
    return before && isSameNode(before, node) ? before : node;
  };
  const actions = new Map(
    draft.stages.flatMap((stage) => stage.actions.map((action) => [action.key, action] as const)),
  );
  return [
    ...layout.stages.map((box, index) => keep(stageNode(box, index, draft, isSelected))),
    keep(wiresNode(layout)),
    ...layout.stageAdders.map(({ stageIndex, center }) => keep(gapNode(layout, stageIndex, center.x))),
    ...layout.stages.flatMap((box, index) =>
      box.groups.flatMap((group) =>
        group.actions.flatMap(({ key, rect }) => {
          const stage = draft.stages[index];
          if (stage && stageOfFolded(key) !== null) return [keep(foldedNode(stage, key, rect))];
          const action = actions.get(key);
          return action ? [keep(actionNode(action, rect, draft.stages[index]?.name ?? "", isSelected))] : [];
        }),
      ),
    ),
  ];
}

function stageNode(box: StageBox, index: number, draft: Draft, selected: ReadonlySet<string>): StageNode {
  const stage = draft.stages[index] ?? { key: box.key, name: "", actions: [] };
  const columns = box.groups.map((group) => ({
    runOrder: group.runOrder,
    isParallel: group.actions.length > 1,
    label: within(group.label, box.rect),
    addAction: within(group.addAction, box.rect),
  }));
  return {
    id: box.key,
    type: "stage",
    position: { x: box.rect.x, y: box.rect.y },
    width: box.rect.width,
    height: box.rect.height,
    zIndex: LAYERS.stage,
    selected: selected.has(box.key),
    data: { stage, number: index + 1, columns },
  };
}

function actionNode(action: DraftAction, rect: Rect, stageName: string, selected: ReadonlySet<string>): ActionNode {
  return {
    id: action.key,
    type: "action",
    position: { x: rect.x, y: rect.y },
    width: rect.width,
    height: rect.height,
    zIndex: LAYERS.action,
    selected: selected.has(action.key),
    data: { action, stageName },
  };
}

function foldedNode(stage: DraftStage, id: string, rect: Rect): FoldedNode {
  return {
    id,
    type: "folded",
    position: { x: rect.x, y: rect.y },
    width: rect.width,
    height: rect.height,
    zIndex: LAYERS.action,
    selectable: false,
    data: { stage },
  };
}

function gapNode(layout: PipelineLayout, stageIndex: number, center: number): GapNode {
  const before = layout.stages[stageIndex]?.key ?? null;
  const gate = layout.gates.find(({ stageKey }) => stageKey === before);
  const width = layout.metrics.stageGap;
  return {
    id: `gap/${before ?? "end"}`,
    type: "gap",
    position: { x: center - width / 2, y: 0 },
    width,
    height: layout.height,
    zIndex: LAYERS.gap,
    selectable: false,
    style: LETS_THROUGH,
    data: { stageIndex, before, gateY: gate?.center.y ?? null },
  };
}

function wiresNode({ wires, width, height }: PipelineLayout): WiresNode {
  return {
    id: "wires",
    type: "wires",
    position: { x: 0, y: 0 },
    width,
    height,
    zIndex: LAYERS.wires,
    selectable: false,
    style: LETS_THROUGH,
    data: { wires, width, height },
  };
}

function isSameNode(a: CanvasNode, b: CanvasNode): boolean {
  return (
    a.type === b.type &&
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.width === b.width &&
    a.height === b.height &&
    a.selected === b.selected &&
    hasSameData(a.data, b.data)
  );
}

/** Member by member; columns are made anew by each layout, so they are compared by what they hold. */
function hasSameData(a: CanvasNode["data"], b: CanvasNode["data"]): boolean {
  const entries = Object.entries(a);
  const others: Readonly<Record<string, unknown>> = b;
  return entries.every(([name, value]) => {
    if (name === "stage") return hasSameHeader(value as DraftStage, others[name] as DraftStage); // by construction
    return value === others[name] || (name === "columns" && JSON.stringify(value) === JSON.stringify(others[name]));
  });
}

/** A stage draws its header; its actions draw themselves. */
function hasSameHeader(a: DraftStage, b: DraftStage): boolean {
  return (
    a.name === b.name &&
    a.beforeEntry === b.beforeEntry &&
    a.onSuccess === b.onSuccess &&
    a.onFailure === b.onFailure &&
    a.actions.length === b.actions.length
  );
}

function within(rect: Rect, parent: Rect): Rect {
  return { ...rect, x: rect.x - parent.x, y: rect.y - parent.y };
}
