import { CORNER_RADIUS, right, type Point, type Rect } from "./geometry";
import type { Metrics } from "./metrics";
import type { GroupBox, StageBox, Wire, WireBranch } from "./pipeline-layout";

/** Distance of the bus from the nodes: inside a stage from those it leaves, at a stage's edge from those nearby. */
const BUS_INSIDE = 6;
const BUS_AT_EDGE = 5;

/** What the lines keep to: the main line, and where on a node they meet it. */
interface Course {
  readonly mainLine: number;
  readonly orderOffset: number;
}

/** The lines that show what runs after what. Forks and joins meet at one bus per gap, on the main line. */
export function routeOrder(stages: readonly StageBox[], mainLine: number, metrics: Metrics): readonly Wire[] {
  const course = { mainLine, orderOffset: metrics.orderOffset };
  return stages.flatMap((stage, index) => {
    const next = stages[index + 1];
    const entry = index === 0 ? [] : [entryWire(stage, course)];
    const exit = next === undefined ? [] : [exitWire(stage, course), transitionWire(stage, next, course)];
    return [...entry, ...wiresBetweenGroups(stage, course), ...exit];
  });
}

function wiresBetweenGroups(stage: StageBox, course: Course): readonly Wire[] {
  return stage.groups.slice(1).map((group, index) => {
    const before = stage.groups[index] ?? group;
    const bus = right(before.rect) + BUS_INSIDE;
    const branches = [
      ...join(before, bus, bus + CORNER_RADIUS, course),
      ...fork(bus - CORNER_RADIUS, bus, group, course),
    ];
    return orderWire(`order/${stage.key}/${group.runOrder}`, branches);
  });
}

function entryWire(stage: StageBox, course: Course): Wire {
  const [first] = stage.groups;
  const branches = first ? fork(stage.rect.x, first.rect.x - BUS_AT_EDGE, first, course) : [];
  return orderWire(`order/${stage.key}/entry`, branches);
}

function exitWire(stage: StageBox, course: Course): Wire {
  const last = stage.groups.at(-1);
  const branches = last ? join(last, right(last.rect) + BUS_AT_EDGE, right(stage.rect), course) : [];
  return orderWire(`order/${stage.key}/exit`, branches);
}

function transitionWire(from: StageBox, into: StageBox, { mainLine: y }: Course): Wire {
  const points = [
    { x: right(from.rect), y },
    { x: into.rect.x, y },
  ];
  return { ...orderWire(`transition/${into.key}`, [{ to: into.key, points }]), kind: "transition" };
}

/** From the main line at `from` to every action of a group. The first action lies on the main line itself. */
function fork(from: number, bus: number, group: GroupBox, { mainLine, orderOffset }: Course): readonly WireBranch[] {
  return ends(group).map(({ key, rect }, row): WireBranch => {
    const start: Point = { x: from, y: mainLine };
    const end: Point = { x: rect.x, y: rect.y + orderOffset };
    return { to: key, points: row === 0 ? [start, end] : [start, { x: bus, y: mainLine }, { x: bus, y: end.y }, end] };
  });
}

/** From every action of a group to the main line at `to`. */
function join(group: GroupBox, bus: number, to: number, { mainLine, orderOffset }: Course): readonly WireBranch[] {
  return ends(group).map(({ rect }, row): WireBranch => {
    const start: Point = { x: right(rect), y: rect.y + orderOffset };
    const end: Point = { x: to, y: mainLine };
    return {
      to: null,
      points: row === 0 ? [start, end] : [start, { x: bus, y: start.y }, { x: bus, y: mainLine }, end],
    };
  });
}

/** What a line meets in a group: its actions, or the empty place of a stage that has none. */
function ends(group: GroupBox): readonly { readonly key: string | null; readonly rect: Rect }[] {
  return group.actions.length > 0 ? group.actions : [{ key: null, rect: group.addAction }];
}

function orderWire(id: string, branches: readonly WireBranch[]): Wire {
  return { id, kind: "order", name: "", from: null, branches, chip: null };
}
