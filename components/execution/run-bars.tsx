"use client";
import Link from "next/link";
import { memo, useState, type PointerEvent } from "react";
import { formatDuration } from "@/components/ui/format-duration";
import { executionHref, historyHref } from "@/lib/queries/urls";
import { barPath, BAR_PITCH, BARS_HEIGHT, barHeight, gapsPath } from "./run-bar-shapes";
import { STATUS, type Status } from "./status";

/** Some pieces are drawn as a line, which differs from a filled bar without colour. */
const LOOKS = {
  Succeeded: "fill-ok-fill",
  Failed: "fill-fail-fill",
  Stopped: "fill-stop-fill",
  Stopping: "fill-stop-fill",
  Abandoned: "fill-stop-fill",
  InProgress: "fill-none stroke-run-fill",
  WaitingForApproval: "fill-wait-fill",
  Superseded: "fill-none stroke-idle-fill",
  Cancelled: "fill-none stroke-idle-fill",
  Skipped: "fill-none stroke-idle-fill",
  Queued: "fill-none stroke-idle-fill",
  NotStarted: "fill-none stroke-idle-fill",
} as const satisfies Record<Status, string>;

export interface RunBar {
  /** The whole id, or the first eight characters of it. */
  readonly pipelineExecutionId: string;
  readonly status: Status;
  readonly durationMs: number;
}

const UNFINISHED: ReadonlySet<Status> = new Set(["InProgress", "WaitingForApproval", "Stopping"]);

interface RunBarsProps {
  readonly connection: string;
  readonly pipelineName: string;
  /** Oldest first. */
  readonly runs: readonly RunBar[];
  /** Places for bars; those without a run are gaps before the first. */
  readonly places?: number;
}

/**
 * The last runs as bars: height is duration, colour and shape are the result. One picture and one link, because
 * thirty of each in hundreds of rows would be slow: the link leads to the run under the pointer, else to the history.
 */
export const RunBars = memo(function RunBars({ connection, pipelineName, runs, places = runs.length }: RunBarsProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  if (runs.length === 0) return <span className="text-faint">No runs yet</span>;
  const gaps = Math.max(0, places - runs.length);
  const run = pointed === null ? undefined : runs[pointed - gaps];
  const width = (gaps + runs.length) * BAR_PITCH;

  function point({ clientX, currentTarget }: PointerEvent<HTMLAnchorElement>) {
    const box = currentTarget.getBoundingClientRect();
    // By its share of the width, because a wall board shows the bars larger.
    setPointed(Math.floor(((clientX - box.left) / box.width) * (gaps + runs.length)));
  }

  return (
    <Link
      href={
        run ? executionHref(connection, pipelineName, run.pipelineExecutionId) : historyHref(connection, pipelineName)
      }
      // The row around it says of which pipeline.
      aria-label={`Last ${runs.length === 1 ? "run" : `${runs.length} runs`}: ${inWords(runs)}`}
      title={
        run &&
        `Run ${run.pipelineExecutionId.slice(0, 8)}: ${STATUS[run.status].word}, ${formatDuration(run.durationMs)}`
      }
      prefetch={false}
      onPointerMove={point}
      onPointerLeave={() => setPointed(null)}
      className="inline-block rounded-sm align-middle"
      style={{ width, height: BARS_HEIGHT }}
    >
      <svg aria-hidden="true" width={width} height={BARS_HEIGHT} className="block">
        {gaps > 0 && <path d={gapsPath(gaps)} className="fill-line-strong" />}
        {drawn(runs, gaps).map(([status, path]) => (
          <path key={status} d={path} className={LOOKS[status]} />
        ))}
        {run && pointed !== null && (
          <rect x={pointed * BAR_PITCH - 0.5} width={BAR_PITCH} height={BARS_HEIGHT} className="fill-hover" />
        )}
      </svg>
    </Link>
  );
});

/** One path for all bars of a status. */
function drawn(runs: readonly RunBar[], gaps: number): readonly (readonly [Status, string])[] {
  // One that has waited for days would leave the finished ones no height to differ in.
  const finished = runs.filter(({ status }) => !UNFINISHED.has(status));
  const longestMs = Math.max(1, ...(finished.length > 0 ? finished : runs).map(({ durationMs }) => durationMs));
  const paths = new Map<Status, string>();
  for (const [index, { status, durationMs }] of runs.entries()) {
    const path = barPath(status, { x: (gaps + index) * BAR_PITCH, height: barHeight(durationMs, longestMs) });
    paths.set(status, (paths.get(status) ?? "") + path);
  }
  return [...paths];
}

/** "27 succeeded, 2 failed, 1 superseded". */
function inWords(runs: readonly RunBar[]): string {
  const counts = new Map<Status, number>();
  for (const { status } of runs) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([status, count]) => `${count} ${STATUS[status].word.toLowerCase()}`)
    .join(", ");
}
