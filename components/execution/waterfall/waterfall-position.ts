import type { CSSProperties } from "react";
import type { Span } from "./time-range";

/**
 * Where things stand on the track is left to CSS: the range is two properties of the plot, and what lies in it is
 * placed by its own times. So zooming, and an axis that grows with the clock, render no row again.
 */
export function rangeStyle({ fromMs, toMs }: Span): CSSProperties {
  const properties: Record<`--${string}`, number> = { "--from": fromMs, "--length": toMs - fromMs };
  return { ...properties };
}

/** Where an instant lies, as a CSS length. */
export function positionOf(ms: number): string {
  return `calc((${ms} - var(--from)) / var(--length) * 100%)`;
}

/** How long a stretch is, as a CSS length. */
export function lengthOf({ fromMs, toMs }: Span): string {
  return `calc(${toMs - fromMs} / var(--length) * 100%)`;
}

export function spanStyle(span: Span): CSSProperties {
  return { left: positionOf(span.fromMs), width: lengthOf(span) };
}
