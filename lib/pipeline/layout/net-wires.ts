import { bottom, right, type Point, type Rect } from "./geometry";
import type { Metrics } from "./metrics";
import { countLanes, LANE_MARGIN, laneSpacing, type Net } from "./nets";
import type { StageBox, Wire, WireBranch } from "./pipeline-layout";
import { assignTracks, type Tracks } from "./tracks";

/** A target that a trunk or a riser reaches: where its port is. */
interface Port extends Point {
  readonly key: string;
}

/**
 * The lines of artifacts and variables. A net leaves its node into the gap behind it, runs down or up one trunk
 * there, and reaches its neighbours at once. What stands further away is reached along the floor: down the trunk,
 * along the net's lane, and up a riser in the gap before each target's column. Nothing crosses a node this way.
 */
export function routeNets(
  nets: readonly Net[],
  stages: readonly StageBox[],
  floor: number,
  metrics: Metrics,
): readonly Wire[] {
  const rects = new Map(
    stages.flatMap(({ groups }) =>
      groups.flatMap(({ actions }) => actions.map(({ key, rect }) => [key, rect] as const)),
    ),
  );
  const tracks = assignTracks(nets, stages);
  const lanes = countLanes(nets);
  const laneY = (lane: number): number => floor - LANE_MARGIN - (lanes - 1 - lane) * laneSpacing(lanes);
  const chips = new Map<string, number>();
  return nets.flatMap((net) => {
    const source = rects.get(net.from.key);
    if (source === undefined) return [];
    const offset = net.kind === "artifact" ? metrics.artifactOffset : metrics.variableOffset;
    const ports = net.to.flatMap(({ key, column }) => {
      const rect = rects.get(key);
      return rect ? [{ column, key, x: rect.x, y: rect.y + offset }] : [];
    });
    const start = { x: right(source), y: source.y + offset };
    const branches = routeNet(net, { start, ports, laneY: net.lane === null ? floor : laneY(net.lane) }, tracks);
    return [
      { id: net.id, kind: net.kind, name: net.name, from: net.from.key, branches, chip: chipAt(source, metrics) },
    ];
  });

  /** The row gap below the source; a second name of the same source moves to the left, so both can be read. */
  function chipAt(source: Rect, { rowGap, nodeWidth }: Metrics): Point {
    const place = `${source.x}/${source.y}`;
    const taken = chips.get(place) ?? 0;
    chips.set(place, taken + 1);
    return { x: source.x + nodeWidth * (0.75 - 0.5 * (taken % 2)), y: bottom(source) + rowGap / 2 };
  }
}

interface Ends {
  readonly start: Point;
  readonly ports: readonly (Port & { readonly column: number })[];
  /** Where it runs along the floor. */
  readonly laneY: number;
}

function routeNet(net: Net, { start, ports, laneY }: Ends, tracks: Tracks): readonly WireBranch[] {
  const foot = { x: tracks.trunk(net), y: start.y };
  const next = net.from.column + 1;
  const neighbours = ports.filter(({ column }) => column === next);
  const branches = [...reachNeighbours(start, foot, neighbours)];
  const columns = [...new Set(ports.map(({ column }) => column))]
    .filter((column) => column > next)
    .sort((a, b) => a - b);
  let lead = [
    ...(neighbours.length === 0 ? [start, foot] : [lowestOnTrunk(foot, neighbours)]),
    { x: foot.x, y: laneY },
  ];
  for (const column of columns) {
    const corner = { x: tracks.riser(net, column), y: laneY };
    const targets = ports.filter((target) => target.column === column).sort((a, b) => a.y - b.y);
    branches.push(...reachAlong([...lead, corner], targets));
    lead = [corner];
  }
  return branches;
}

/** From the source to the next column: one trunk upwards, one downwards, and a short branch for what lies between. */
function reachNeighbours(start: Point, foot: Point, targets: readonly Port[]): readonly WireBranch[] {
  const branches = targets.filter(({ y }) => y === start.y).map((target) => branch(target, [start]));
  const above = targets.filter(({ y }) => y < start.y).sort((a, b) => a.y - b.y);
  const below = targets.filter(({ y }) => y > start.y).sort((a, b) => b.y - a.y);
  for (const side of [above, below]) {
    branches.push(...reachAlong(branches.length === 0 ? [start, foot] : [foot], side));
  }
  return branches;
}

/** Up or down from the last corner of `lead` to the first target, which is the furthest; the others branch off. */
function reachAlong(lead: readonly Point[], targets: readonly Port[]): readonly WireBranch[] {
  const x = lead.at(-1)?.x ?? 0;
  return targets.map((target, index) => branch(target, [...(index === 0 ? lead : []), { x, y: target.y }]));
}

function branch(target: Port, lead: readonly Point[]): WireBranch {
  return { to: target.key, points: [...lead, { x: target.x, y: target.y }] };
}

function lowestOnTrunk(foot: Point, neighbours: readonly Port[]): Point {
  return { x: foot.x, y: Math.max(foot.y, ...neighbours.map(({ y }) => y)) };
}
