import type { Status } from "./status";

export const BARS_HEIGHT = 18;
const LEAST_HEIGHT = 5;
const BAR_WIDTH = 4;
/** From one bar to the next. */
export const BAR_PITCH = 5;

type Pattern = "solid" | "cut-once" | "cut-twice" | "cut-often" | "outline";

/** Results differ in shape as well as in colour. */
const PATTERNS = {
  Succeeded: "solid",
  Failed: "cut-twice",
  Stopped: "cut-once",
  Stopping: "cut-once",
  Abandoned: "cut-once",
  InProgress: "outline",
  WaitingForApproval: "cut-often",
  Superseded: "outline",
  Cancelled: "outline",
  Skipped: "outline",
  Queued: "outline",
  NotStarted: "outline",
} as const satisfies Record<Status, Pattern>;

/** Where a pattern is cut, from the bottom up. */
const CUTS = {
  solid: [],
  "cut-once": [3],
  "cut-twice": [3, 7],
  "cut-often": [2, 5, 8, 11, 14],
} as const satisfies Record<Exclude<Pattern, "outline">, readonly number[]>;

/** Up to the top for the longest, and for what lasts longer still. */
export function barHeight(durationMs: number, longestMs: number): number {
  return LEAST_HEIGHT + Math.round(Math.min(1, durationMs / longestMs) * (BARS_HEIGHT - LEAST_HEIGHT));
}

/** SVG path of one bar that stands on the floor; an outline is half a pixel in, where its line is sharp. */
export function barPath(status: Status, { x, height }: { readonly x: number; readonly height: number }): string {
  const pattern = PATTERNS[status];
  if (pattern === "outline") {
    return `M${x + 0.5} ${BARS_HEIGHT - height + 0.5}h${BAR_WIDTH - 1}v${height - 1}h${1 - BAR_WIDTH}z`;
  }
  const edges = [0, ...CUTS[pattern].filter((cut) => cut < height - 2), height];
  return edges
    .slice(0, -1)
    .map((from, index) => {
      const bottom = index === 0 ? from : from + 1;
      const top = edges[index + 1] ?? height;
      return `M${x} ${BARS_HEIGHT - top}h${BAR_WIDTH}v${top - bottom}h${-BAR_WIDTH}z`;
    })
    .join("");
}

/** A dash on the floor for each run that is not there. */
export function gapsPath(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `M${index * BAR_PITCH} ${BARS_HEIGHT - 1}h${BAR_WIDTH - 1}v1h${1 - BAR_WIDTH}z`,
  ).join("");
}
