import { artifactWires } from "../artifacts";
import type { Draft, DraftAction } from "../draft";
import { actionGroups, type ActionPlace } from "../graph";
import { variableWires } from "../variables";

/** A named line before it has coordinates: columns are counted over all groups of all stages, from the left. */
export interface Net {
  readonly id: string;
  readonly kind: "artifact" | "variable";
  readonly name: string;
  readonly from: NetEnd;
  readonly to: readonly NetEnd[];
  /** Counted from the top; `null` when all targets stand in the next column. */
  readonly lane: number | null;
}

export interface NetEnd {
  readonly key: string;
  readonly column: number;
}

/** Space between the lanes and what is above and below them. */
export const LANE_MARGIN = 10;
const WIDEST_LANE_SPACING = 8;
const NARROWEST_LANE_SPACING = 2;
/** All lanes together take about this much unless they are at their narrowest. */
const LANES_HEIGHT = 64;

/** Pixels from one lane to the next: many lanes move closer together. */
export function laneSpacing(lanes: number): number {
  return Math.max(NARROWEST_LANE_SPACING, Math.min(WIDEST_LANE_SPACING, LANES_HEIGHT / lanes));
}

/** The lines to draw for artifacts and variables, each that skips a column with its lane along the floor. */
export function planNets(
  draft: Draft,
  hide: { readonly artifacts?: boolean; readonly variables?: boolean },
): readonly Net[] {
  const columns = columnsOf(draft);
  const end = ({ action }: ActionPlace<DraftAction>): NetEnd => ({
    key: action.key,
    column: columns.get(action.key) ?? 0,
  });
  const nets = (kind: Net["kind"], wires: ReturnType<typeof artifactWires<DraftAction>>): readonly Net[] =>
    wires.map(({ name, from, to }) => ({
      id: `${kind}/${from.action.key}/${name}`,
      kind,
      name,
      from: end(from),
      to: to.map(end),
      lane: null,
    }));
  const artifacts = assignLanes(hide.artifacts ? [] : nets("artifact", artifactWires(draft)), 0);
  const variables = assignLanes(hide.variables ? [] : nets("variable", variableWires(draft)), countLanes(artifacts));
  return [...artifacts, ...variables];
}

export function countLanes(nets: readonly Net[]): number {
  return nets.reduce((count, { lane }) => Math.max(count, (lane ?? -1) + 1), 0);
}

/** Nets that run above the same columns get different lanes; others share one. */
function assignLanes(nets: readonly Net[], firstLane: number): readonly Net[] {
  const laneOf = new Map<Net, number>();
  const busyUntil: number[] = [];
  const skipping = nets.filter((net) => lastColumn(net) > net.from.column + 1);
  for (const net of skipping.toSorted((a, b) => a.from.column - b.from.column)) {
    const free = busyUntil.findIndex((column) => column <= net.from.column);
    const lane = free === -1 ? busyUntil.length : free;
    busyUntil[lane] = lastColumn(net);
    laneOf.set(net, firstLane + lane);
  }
  return nets.map((net) => ({ ...net, lane: laneOf.get(net) ?? null }));
}

function lastColumn({ to }: Net): number {
  return to.reduce((last, { column }) => Math.max(last, column), 0);
}

function columnsOf(draft: Draft): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  let column = 0;
  for (const { actions } of draft.stages) {
    const groups = actionGroups(actions);
    groups.forEach((group, index) => {
      for (const action of group.actions) columns.set(action.key, column + index);
    });
    column += Math.max(1, groups.length);
  }
  return columns;
}
