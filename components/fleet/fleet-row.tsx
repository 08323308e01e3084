"use client";
import { Star } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { revisionTitle, shortRevisionId } from "@/components/execution/revision";
import { RunBars } from "@/components/execution/run-bars";
import { ConnectionFreshness } from "@/components/layout/freshness";
import { cn } from "@/components/ui/cn";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { type FleetPipeline, RUN_BARS } from "@/lib/contracts/fleet";
import { pipelineHref } from "@/lib/queries/urls";
import { barsOf } from "./bars-of";
import { MedianFigure, SuccessFigure } from "./figure-cells";
import { COLUMNS, type FleetColumn, hiddenClass } from "./fleet-columns";
import { FleetStatusCell } from "./fleet-status-cell";
import { formatPerWeek } from "./format-per-week";

interface FleetRowProps {
  readonly pipeline: FleetPipeline;
  readonly onToggleFavourite: (pipeline: FleetPipeline) => void;
  /** The same array until the choice changes. */
  readonly hidden: readonly FleetColumn[];
}

/** One pipeline: what it does now, what it carried last, how it fared. Rendered again only when it changed. */
export const FleetRow = memo(function FleetRow({ pipeline, onToggleFavourite, hidden }: FleetRowProps) {
  const { connection, pipelineName, latestRun: run, figures, isFavourite } = pipeline;
  const cell = (column: FleetColumn, className: string) => cn(className, hiddenClass(hidden, column));
  return (
    <div
      className={cn(
        COLUMNS,
        "h-[41px] px-2.5 leading-[18px] hover:bg-hover max-sm:h-[96px] max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:grid-rows-[18px_34px_22px] max-sm:content-center max-sm:gap-y-1",
      )}
    >
      <div role="cell" className="max-sm:hidden">
        <button
          type="button"
          aria-pressed={isFavourite}
          aria-label={`${pipelineName} is a favourite`}
          onClick={() => onToggleFavourite(pipeline)}
          className={cn(
            "grid size-6 place-items-center rounded-sm hover:bg-hover",
            isFavourite ? "text-accent" : "text-faint hover:text-ink",
          )}
        >
          <Star aria-hidden="true" className="size-4" fill={isFavourite ? "currentColor" : "none"} />
        </button>
      </div>
      <div role="cell" className="min-w-0">
        <Link
          data-row-link
          href={pipelineHref(connection, pipelineName)}
          prefetch={false}
          title={pipelineName}
          className="block truncate font-semibold hover:underline"
        >
          {pipelineName}
        </Link>
        <span className="flex items-center gap-1.5 overflow-hidden text-label whitespace-nowrap text-muted max-sm:hidden">
          {pipeline.liveVersion === null && <Tag>draft, not published</Tag>}
          {pipeline.liveVersion !== null && pipeline.hasDraft && (
            <span title={`A draft differs from live v${pipeline.liveVersion}`}>
              <Tag>draft</Tag>
            </span>
          )}
          {pipeline.isDemo && <Tag className="lg:hidden">demo data</Tag>}
          {pipeline.liveVersion !== null && (
            <span className="truncate">
              {[pipeline.pipelineType, pipeline.executionMode].filter(Boolean).join(" · ")}
            </span>
          )}
        </span>
      </div>
      <div role="cell" className={cell("status", "min-w-0 max-sm:row-span-2 max-sm:self-start max-sm:text-right")}>
        <FleetStatusCell pipeline={pipeline} />
      </div>
      <div role="cell" className={cell("connection", "min-w-0 overflow-hidden whitespace-nowrap max-lg:hidden")}>
        <span className="block truncate text-muted" title={pipeline.connectionName}>
          {pipeline.connectionName}
        </span>
        {pipeline.isDemo ? <Tag>demo data</Tag> : <ConnectionFreshness connection={connection} />}
      </div>
      <div role="cell" className={cell("revision", "min-w-0 max-md:hidden max-sm:block")}>
        {run ? <LatestRevision run={run} /> : <NothingYet liveVersion={pipeline.liveVersion} />}
      </div>
      <div role="cell" className={cell("runs", "")}>
        <RunBars
          connection={connection}
          pipelineName={pipelineName}
          runs={barsOf(pipeline.recentRuns)}
          places={RUN_BARS}
        />
      </div>
      <div role="cell" className={cell("success", "text-right whitespace-nowrap max-md:hidden")}>
        <SuccessFigure figures={figures} />
      </div>
      <div role="cell" className={cell("median", "text-right whitespace-nowrap max-lg:hidden max-sm:block")}>
        <MedianFigure figures={figures} />
      </div>
      <div role="cell" className={cell("frequency", "text-right max-xl:hidden")}>
        {formatPerWeek(figures.runsPerWeek)}
      </div>
    </div>
  );
});

function LatestRevision({ run }: { readonly run: NonNullable<FleetPipeline["latestRun"]> }) {
  const [first, ...others] = run.revisions;
  if (!first) return <span className="text-faint">No revision yet</span>;
  const id = shortRevisionId(first.revisionId);
  return (
    <>
      <span className="block truncate" title={revisionTitle(first)}>
        {revisionTitle(first) || id}
      </span>
      <span className="block truncate text-label text-muted">
        {first.revisionUrl ? (
          <a href={first.revisionUrl} target="_blank" rel="noreferrer" className="mono hover:underline">
            {id}
          </a>
        ) : (
          <span className="mono">{id}</span>
        )}
        {run.author && ` by ${run.author}`}
        <span className="max-sm:hidden">
          , <Time at={Date.parse(run.startedAt)} />
        </span>
        {others.length > 0 && `, and ${others.length} more`}
      </span>
    </>
  );
}

function NothingYet({ liveVersion }: { readonly liveVersion: number | null }) {
  return (
    <span className="block truncate text-faint">
      {liveVersion === null ? "Publish it to run it" : "Start it to see its first revision"}
    </span>
  );
}
