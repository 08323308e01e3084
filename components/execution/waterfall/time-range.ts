/** A stretch of an execution, in milliseconds since it began. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Closer than this there is nothing to see: times come in milliseconds. */
const SHORTEST_MS = 20;
const ZOOM_STEP = 2;

export type ZoomDirection = "in" | "out";

/**
 * Half or twice as much time, with the anchor staying where it is on the screen.
 * @returns null once everything is in sight
 */
export function zoomed(shown: Span, whole: Span, direction: ZoomDirection, anchorMs = middleOf(shown)): Span | null {
  const factor = direction === "in" ? 1 / ZOOM_STEP : ZOOM_STEP;
  return within(
    { fromMs: anchorMs - (anchorMs - shown.fromMs) * factor, toMs: anchorMs + (shown.toMs - anchorMs) * factor },
    whole,
  );
}

/** The same length, moved by a part of it (negative: to the left). Stops at the ends. */
export function panned(shown: Span, whole: Span, part: number): Span | null {
  const length = shown.toMs - shown.fromMs;
  const fromMs = clamp(shown.fromMs + length * part, whole.fromMs, Math.max(whole.fromMs, whole.toMs - length));
  return within({ fromMs, toMs: fromMs + length }, whole);
}

/** Between two instants, in either order. */
export function brushed(oneMs: number, otherMs: number, whole: Span): Span | null {
  return within({ fromMs: Math.min(oneMs, otherMs), toMs: Math.max(oneMs, otherMs) }, whole);
}

/** What of a range there is to show: whole milliseconds, never too short. Null where that is everything, or nothing. */
export function within(range: Span, whole: Span): Span | null {
  if (range.toMs <= whole.fromMs || range.fromMs >= whole.toMs) return null;
  const shortest = Math.min(SHORTEST_MS, whole.toMs - whole.fromMs);
  const fromMs = Math.floor(clamp(range.fromMs, whole.fromMs, whole.toMs - shortest));
  const toMs = Math.ceil(clamp(range.toMs, fromMs + shortest, whole.toMs));
  return fromMs <= whole.fromMs && toMs >= whole.toMs ? null : { fromMs, toMs };
}

/** As it stands in the address: `1500-90000`. Null where it makes no sense. */
export function parseRange(text: string): Span | null {
  const match = /^(\d{1,12})-(\d{1,12})$/.exec(text);
  const [fromMs, toMs] = [Number(match?.[1]), Number(match?.[2])];
  return fromMs < toMs ? { fromMs, toMs } : null;
}

export function formatRange({ fromMs, toMs }: Span): string {
  return `${fromMs}-${toMs}`;
}

function middleOf({ fromMs, toMs }: Span): number {
  return (fromMs + toMs) / 2;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
