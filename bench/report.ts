/** Prints one figure as `name value unit`. */
export type Report = (name: string, value: number, unit: string) => void;

/** The middle of a sample; for an even one, the upper of the two. @throws when the sample is empty */
export function median(sample: readonly number[]): number {
  return percentile(sample, 0.5);
}

/** Nearest-rank percentile, `share` from 0 to 1. @throws when the sample is empty */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error("There is nothing to measure: the sample is empty.");
  return value;
}

/** Frame times while something goes on, and the tasks that held the page's thread meanwhile. */
export function reportFrames(
  report: Report,
  name: string,
  { p50, p95, longTasks }: { readonly p50: number; readonly p95: number; readonly longTasks: readonly number[] },
): void {
  report(`${name}.frame.p50`, p50, "ms");
  report(`${name}.frame.p95`, p95, "ms");
  report(`${name}.long-tasks`, longTasks.length, "tasks over 50 ms");
  report(`${name}.longest-task`, Math.max(0, ...longTasks), "ms");
}
