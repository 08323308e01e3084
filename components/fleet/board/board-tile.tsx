import Link from "next/link";
import { memo } from "react";
import { revisionTitle, shortRevisionId } from "@/components/execution/revision";
import { RunBars } from "@/components/execution/run-bars";
import { executionStatus } from "@/components/execution/run";
import { STATUS, type Status } from "@/components/execution/status";
import { cn } from "@/components/ui/cn";
import { Duration } from "@/components/ui/duration";
import { formatDuration } from "@/components/ui/format-duration";
import { Glyph } from "@/components/ui/glyph";
import { Time } from "@/components/ui/time";
import { SOFT_OF_TONE, TEXT_OF_TONE, type Tone } from "@/components/ui/tone";
import { type FleetPipeline, RUN_BARS } from "@/lib/contracts/fleet";
import { isTerminal } from "@/lib/pipeline/execution";
import { pipelineHref } from "@/lib/queries/urls";
import { barsOf } from "../bars-of";

/** What asks for somebody has a coloured ground; the rest is quiet. */
const LOUD: ReadonlySet<Tone> = new Set(["fail", "wait", "run"]);

interface BoardTileProps {
  readonly pipeline: FleetPipeline;
  /** Its connection cannot be read just now. */
  readonly isOutOfDate: boolean;
}

/** One pipeline, to be read from across a room. Its text grows with the tile. */
export const BoardTile = memo(function BoardTile({ pipeline, isOutOfDate }: BoardTileProps) {
  const { connection, connectionName, pipelineName, latestRun: run, waiting, figures } = pipeline;
  const status: Status = run
    ? executionStatus({ status: run.status, waitingApprovals: waiting?.count ?? 0 })
    : "NotStarted";
  const { glyph, word, tone } = STATUS[status];
  const [revision] = run?.revisions ?? [];
  return (
    <li className="@container min-h-0 min-w-0">
      <article
        aria-label={`${pipelineName}: ${run ? word : "No runs yet"}`}
        className={cn(
          "flex h-full flex-col justify-between gap-1 overflow-hidden rounded-lg border border-l-8 p-[clamp(10px,3cqw,28px)]",
          TEXT_OF_TONE[tone],
          run && LOUD.has(tone) ? cn(SOFT_OF_TONE[tone], "border-current") : "border-line bg-surface",
        )}
      >
        <div className="min-h-0">
          <Link
            href={pipelineHref(connection, pipelineName)}
            prefetch={false}
            title={pipelineName}
            className="block truncate text-[clamp(18px,6.4cqw,56px)]/[1.2] font-semibold text-ink"
          >
            {pipelineName}
          </Link>
          <p className="flex items-center gap-2 text-[clamp(14px,4.6cqw,40px)]/[1.3] font-medium whitespace-nowrap">
            <Glyph name={glyph} className="size-[1em]" />
            <span>{run ? word : "No runs yet"}</span>
            <span className="truncate font-normal text-muted">
              <Since pipeline={pipeline} />
            </span>
          </p>
        </div>
        <p className="min-h-0 truncate text-[clamp(12px,3.6cqw,28px)]/[1.3] text-muted">
          {revision && (
            <>
              <span className="mono">{shortRevisionId(revision.revisionId)}</span> {revisionTitle(revision)}
              {run?.author && `, ${run.author}`}
            </>
          )}
        </p>
        <div className="flex min-h-0 items-end justify-between gap-3 text-[clamp(12px,3.4cqw,26px)]/[1.3] text-muted">
          <span className="shrink-0 @[520px]:[zoom:2]">
            <RunBars
              connection={connection}
              pipelineName={pipelineName}
              runs={barsOf(pipeline.recentRuns)}
              places={RUN_BARS}
            />
          </span>
          <span className="truncate text-right" title={connectionName}>
            {isOutOfDate ? (
              <span className="font-medium text-wait">Out of date: {connectionName}</span>
            ) : (
              [
                figures.successRate !== null && `${(figures.successRate * 100).toFixed(0)}%`,
                figures.medianDurationMs !== null && formatDuration(figures.medianDurationMs),
              ]
                .filter(Boolean)
                .join(" · ") || connectionName
            )}
          </span>
        </div>
      </article>
    </li>
  );
});

function Since({ pipeline: { latestRun: run, waiting } }: { readonly pipeline: FleetPipeline }) {
  if (!run) return null;
  if (waiting) return <Duration from={Date.parse(waiting.since)} />;
  if (isTerminal(run.status)) return <Time at={Date.parse(run.lastUpdatedAt)} />;
  return <Duration from={Date.parse(run.startedAt)} />;
}
