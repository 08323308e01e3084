import { actionGroups, type PipelineShape } from "../graph";

/** `regular` and `compact` are the editor's nodes; `run` is the overlay of an execution, whose nodes share the width. */
export type Density = "regular" | "compact" | "run";

/** Sizes in pixels; offsets of lines are measured from a node's top. */
export interface Metrics {
  readonly nodeWidth: number;
  readonly nodeHeight: number;
  readonly rowGap: number;
  readonly groupGap: number;
  readonly stageGap: number;
  readonly padding: number;
  readonly headerHeight: number;
  readonly groupLabelHeight: number;
  /** Least space between the last row and the floor of a stage. */
  readonly floorPadding: number;
  readonly orderOffset: number;
  readonly artifactOffset: number;
  readonly variableOffset: number;
  /** Height of the button that adds a parallel action; 0 where nothing is edited. */
  readonly addActionHeight: number;
}

const REGULAR: Metrics = {
  nodeWidth: 148,
  nodeHeight: 88,
  rowGap: 20,
  groupGap: 22,
  stageGap: 28,
  padding: 10,
  headerHeight: 34,
  groupLabelHeight: 24,
  floorPadding: 28,
  orderOffset: 17,
  artifactOffset: 48,
  variableOffset: 68,
  addActionHeight: 20,
};

export const METRICS: Readonly<Record<Density, Metrics>> = {
  regular: REGULAR,
  compact: { ...REGULAR, nodeWidth: 118 },
  run: {
    ...REGULAR,
    nodeHeight: 44,
    rowGap: 8,
    headerHeight: 30,
    groupLabelHeight: 10,
    floorPadding: 10,
    orderOffset: 22,
    artifactOffset: 36,
    variableOffset: 41,
    addActionHeight: 0,
  },
};

/** Nodes of a run keep between these widths while they share the space. */
export const MIN_RUN_NODE_WIDTH = 118;
export const MAX_RUN_NODE_WIDTH = 220;

/** The sizes to use. For a run, nodes take an equal share of `width` where it is known. */
export function metricsFor(pipeline: PipelineShape, density: Density, width?: number): Metrics {
  const metrics = METRICS[density];
  if (density !== "run" || width === undefined) return metrics;
  const columns = columnCount(pipeline);
  const share = Math.floor((width - (pipelineWidth(pipeline, metrics) - columns * metrics.nodeWidth)) / columns);
  return { ...metrics, nodeWidth: Math.min(MAX_RUN_NODE_WIDTH, Math.max(MIN_RUN_NODE_WIDTH, share)) };
}

/** Compact where regular nodes would not fit into this width. */
export function editorDensity(pipeline: PipelineShape, width: number): Density {
  return pipelineWidth(pipeline, METRICS.regular) <= width ? "regular" : "compact";
}

function pipelineWidth(pipeline: PipelineShape, metrics: Metrics): number {
  const stages = pipeline.stages.length;
  const columns = columnCount(pipeline);
  return (
    columns * metrics.nodeWidth +
    (columns - stages) * metrics.groupGap +
    stages * 2 * metrics.padding +
    (stages - 1) * metrics.stageGap
  );
}

/** A stage without actions still takes one column, to drop an action on. */
function columnCount(pipeline: PipelineShape): number {
  return pipeline.stages.reduce((count, { actions }) => count + Math.max(1, actionGroups(actions).length), 0);
}
