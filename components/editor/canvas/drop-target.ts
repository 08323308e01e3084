import type { DraftStage } from "@/lib/pipeline/draft";
import type { Placement } from "@/lib/pipeline/edits/placement";
import { actionGroups } from "@/lib/pipeline/graph";
import { bottom, right, type Point, type Rect } from "@/lib/pipeline/layout/geometry";
import type { GroupBox, PipelineLayout, StageBox } from "@/lib/pipeline/layout/pipeline-layout";
import { stageOfFolded } from "./fold-stages";

/** Where a dragged action would land, and where the canvas says so. */
export interface DropTarget {
  readonly placement: Placement;
  /** A line, or the outline of a node when width and height are both large. */
  readonly indicator: Rect;
  readonly words: string;
}

/** So much of a column's either side counts as beside it: the gaps themselves are too narrow to aim at. */
const BESIDE = 20;
/** So far above and below the stages a drop still counts. */
const REACH = 80;
const LINE = 3;

/** The place below a point of the canvas; null where a drop would do nothing. */
export function findDropTarget(layout: PipelineLayout, point: Point, stages: readonly DraftStage[]): DropTarget | null {
  const stageName = (key: string): string => stages.find((each) => each.key === key)?.name ?? "";
  if (layout.stages.length === 0) return newStage(layout, 0, "New stage");
  if (point.y < -REACH || point.y > layout.height + REACH) return null;
  const stageIndex = layout.stages.findIndex(({ rect }) => point.x <= right(rect));
  const stage = layout.stages[stageIndex];
  if (!stage) return newStage(layout, layout.stages.length, "New stage at the end");
  if (point.x < stage.rect.x) {
    const before = layout.stages[stageIndex - 1];
    const words = before
      ? `New stage between ${stageName(before.key)} and ${stageName(stage.key)}`
      : `New stage before ${stageName(stage.key)}`;
    return newStage(layout, stageIndex, words);
  }
  return isFolded(stage)
    ? inFolded(layout, stage, stages)
    : inStage(layout, { stage, name: stageName(stage.key) }, point);
}

/** The position before which a dragged stage would stand. */
export function findStageIndex(layout: PipelineLayout, point: Point): number {
  const index = layout.stages.findIndex(({ rect }) => point.x < rect.x + rect.width / 2);
  return index === -1 ? layout.stages.length : index;
}

/** The line in the gap before this position. */
export function stageIndicator(layout: PipelineLayout, stageIndex: number): Rect {
  const next = layout.stages[stageIndex];
  const last = layout.stages.at(-1);
  const half = layout.metrics.stageGap / 2;
  const x = next ? next.rect.x - half : last ? right(last.rect) + half : 0;
  return { x: x - LINE / 2, y: 0, width: LINE, height: layout.height };
}

function isFolded({ groups }: StageBox): boolean {
  return groups.some(({ actions }) => actions.some(({ key }) => stageOfFolded(key) !== null));
}

/** It shows no places to choose from, so what is dropped comes last; after the drop, the stage shows where that is. */
function inFolded(layout: PipelineLayout, box: StageBox, stages: readonly DraftStage[]): DropTarget | null {
  const stage = stages.find(({ key }) => key === box.key);
  if (!stage) return null;
  const groupIndex = actionGroups(stage.actions).length;
  const placement = { kind: "newGroup", stageKey: stage.key, groupIndex } as const;
  return { ...beside(layout, { stage: box, name: stage.name }, box.groups.length), placement };
}

function newStage(layout: PipelineLayout, stageIndex: number, words: string): DropTarget {
  return { placement: { kind: "newStage", stageIndex }, indicator: stageIndicator(layout, stageIndex), words };
}

interface NamedStage {
  readonly stage: StageBox;
  readonly name: string;
}

function inStage(layout: PipelineLayout, { stage, name }: NamedStage, point: Point): DropTarget {
  const isEmpty = stage.groups.every(({ actions }) => actions.length === 0);
  const columnIndex = stage.groups.findIndex(({ rect }) => point.x <= right(rect) + layout.metrics.groupGap / 2);
  const groupIndex = columnIndex === -1 ? stage.groups.length - 1 : columnIndex;
  const group = stage.groups[groupIndex];
  if (!group || isEmpty) return emptyStage({ stage, name });
  if (point.x < group.rect.x + BESIDE) return beside(layout, { stage, name }, groupIndex);
  if (point.x > right(group.rect) - BESIDE) return beside(layout, { stage, name }, groupIndex + 1);
  return inGroup(layout, { stage, name, group }, point);
}

function emptyStage({ stage, name }: NamedStage): DropTarget {
  const [group] = stage.groups;
  return {
    placement: { kind: "group", stageKey: stage.key, runOrder: group?.runOrder ?? 1 },
    indicator: group?.addAction ?? stage.rect,
    words: `First action of ${name}`,
  };
}

function beside(layout: PipelineLayout, { stage, name }: NamedStage, groupIndex: number): DropTarget {
  const next = stage.groups[groupIndex];
  const before = stage.groups[groupIndex - 1];
  const { groupGap, padding, headerHeight } = layout.metrics;
  const x = next
    ? next.rect.x - (before ? groupGap : padding) / 2
    : before
      ? right(before.rect) + padding / 2
      : stage.rect.x;
  const words = next ? `New runOrder in ${name}, before ${next.runOrder}` : `New runOrder at the end of ${name}`;
  return {
    placement: { kind: "newGroup", stageKey: stage.key, groupIndex },
    indicator: { x: x - LINE / 2, y: headerHeight + 4, width: LINE, height: layout.height - headerHeight - 8 },
    words,
  };
}

function inGroup(
  layout: PipelineLayout,
  { stage, name, group }: NamedStage & { readonly group: GroupBox },
  point: Point,
): DropTarget {
  const row = group.actions.findIndex(({ rect }) => point.y < rect.y + rect.height / 2);
  const index = row === -1 ? group.actions.length : row;
  const above = group.actions[index - 1]?.rect;
  const { rowGap } = layout.metrics;
  const y = above ? bottom(above) + rowGap / 2 : group.rect.y - 6;
  return {
    placement: { kind: "group", stageKey: stage.key, runOrder: group.runOrder, index },
    indicator: { x: group.rect.x, y: y - LINE / 2, width: group.rect.width, height: LINE },
    words: `Parallel in runOrder ${group.runOrder} of ${name}`,
  };
}
