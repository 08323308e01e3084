import type { Draft, DraftStage } from "../draft";
import { actionGroups } from "../graph";
import { right, type Rect } from "./geometry";
import { metricsFor, type Density, type Metrics } from "./metrics";
import { LANE_MARGIN, countLanes, laneSpacing, planNets } from "./nets";
import { routeNets } from "./net-wires";
import { routeOrder } from "./order-wires";
import type { GroupBox, PipelineLayout, StageBox } from "./pipeline-layout";

export interface LayoutOptions {
  readonly density: Density;
  /** Width to share, for the density `run`. */
  readonly width?: number;
  /** Wires to leave out; they then need no room on the floor either. */
  readonly hide?: { readonly artifacts?: boolean; readonly variables?: boolean };
}

/**
 * Places a pipeline: x is order, y is parallelism. Stages stand left to right and are equally tall, the groups of a
 * stage stand left to right, and the actions of a group stand below each other. Position follows structure alone,
 * so a layout is never stored. Takes time in proportion to actions and wires.
 */
export function layoutPipeline(draft: Draft, options: LayoutOptions): PipelineLayout {
  const metrics = metricsFor(draft, options.density, options.width);
  const nets = planNets(draft, options.hide ?? {});
  const height = stageHeight(draft, metrics, countLanes(nets));
  let x = 0;
  const stages = draft.stages.map((stage) => {
    const box = placeStage(stage, x, height, metrics);
    x = right(box.rect) + metrics.stageGap;
    return box;
  });
  const mainLine = metrics.headerHeight + metrics.groupLabelHeight + metrics.orderOffset;
  return {
    metrics,
    width: Math.max(0, x - metrics.stageGap),
    height,
    mainLine,
    stages,
    gates: stages.slice(1).map(({ key, rect }) => ({
      stageKey: key,
      center: { x: rect.x - metrics.stageGap / 2, y: mainLine },
    })),
    stageAdders: stages.map(({ rect }, index) => ({
      stageIndex: index + 1,
      center: { x: right(rect) + metrics.stageGap / 2, y: metrics.headerHeight / 2 },
    })),
    wires: [...routeOrder(stages, mainLine, metrics), ...routeNets(nets, stages, height, metrics)],
  };
}

function placeStage(stage: DraftStage, x: number, height: number, metrics: Metrics): StageBox {
  const top = metrics.headerHeight + metrics.groupLabelHeight;
  const groups = actionGroups(stage.actions);
  const columns = groups.length > 0 ? groups : [{ runOrder: 1, actions: [] }];
  const boxes = columns.map(({ runOrder, actions }, column): GroupBox => {
    const left = x + metrics.padding + column * (metrics.nodeWidth + metrics.groupGap);
    const cell = (row: number): Rect => ({
      x: left,
      y: top + row * (metrics.nodeHeight + metrics.rowGap),
      width: metrics.nodeWidth,
      height: metrics.nodeHeight,
    });
    return {
      runOrder,
      rect: { ...cell(0), height: rowsHeight(Math.max(1, actions.length), metrics) },
      label: { ...cell(0), y: metrics.headerHeight, height: metrics.groupLabelHeight },
      actions: actions.map(({ key }, row) => ({ key, rect: cell(row) })),
      addAction: actions.length === 0 ? cell(0) : { ...cell(actions.length), height: metrics.addActionHeight },
    };
  });
  const width = 2 * metrics.padding + columns.length * (metrics.nodeWidth + metrics.groupGap) - metrics.groupGap;
  return {
    key: stage.key,
    rect: { x, y: 0, width, height },
    header: { x, y: 0, width, height: metrics.headerHeight },
    groups: boxes,
  };
}

/** Every stage is as tall as the one with the most parallel actions, with room for the lanes along the floor. */
function stageHeight(draft: Draft, metrics: Metrics, lanes: number): number {
  const rows = draft.stages.reduce(
    (most, { actions }) => actionGroups(actions).reduce((max, group) => Math.max(max, group.actions.length), most),
    1,
  );
  const adder = metrics.addActionHeight > 0 ? metrics.rowGap + metrics.addActionHeight : 0;
  const floor = Math.max(metrics.floorPadding, lanes === 0 ? 0 : 2 * LANE_MARGIN + (lanes - 1) * laneSpacing(lanes));
  return metrics.headerHeight + metrics.groupLabelHeight + rowsHeight(rows, metrics) + adder + floor;
}

function rowsHeight(rows: number, metrics: Metrics): number {
  return rows * metrics.nodeHeight + (rows - 1) * metrics.rowGap;
}
