"use client";
import { createParser, useQueryState } from "nuqs";
import { formatRange, parseRange, type Span, within, type ZoomDirection, zoomed, panned } from "./time-range";

const rangeParser = createParser<Span>({
  parse: parseRange,
  serialize: formatRange,
  eq: (one, other) => one.fromMs === other.fromMs && one.toMs === other.toMs,
});

export interface TimeRange {
  readonly shown: Span;
  readonly isZoomed: boolean;
  choose(range: Span | null): void;
  /** Around the middle, unless an instant is given. */
  zoom(direction: ZoomDirection, anchorMs?: number): void;
  pan(part: number): void;
}

/** The part of the run that is shown; it stands in the address as `range`. A run that goes on grows at its end. */
export function useTimeRange(whole: Span): TimeRange {
  const [chosen, setChosen] = useQueryState("range", rangeParser);
  const range = chosen && within(chosen, whole);
  const shown = range ?? whole;
  const choose = (next: Span | null) => void setChosen(next);
  return {
    shown,
    isZoomed: range !== null,
    choose,
    zoom: (direction, anchorMs) => choose(zoomed(shown, whole, direction, anchorMs)),
    pan: (part) => choose(range && panned(range, whole, part)),
  };
}
