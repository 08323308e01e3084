"use client";
import { formatDuration } from "./format-duration";
import { useNow } from "./use-now";

interface DurationProps {
  /** Epoch milliseconds. */
  readonly from: number;
  /** Left out while it still lasts; then the text grows with the clock. */
  readonly to?: number | undefined;
}

export function Duration({ from, to }: DurationProps) {
  const now = useNow(to === undefined);
  const end = to ?? now;
  return end === null ? null : <span className="tabular-nums">{formatDuration(end - from)}</span>;
}
