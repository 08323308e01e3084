"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Star } from "lucide-react";
import Link from "next/link";
import { Revision } from "@/components/execution/revision";
import { executionStatus } from "@/components/execution/run";
import { RunBars } from "@/components/execution/run-bars";
import { StatusText } from "@/components/execution/status";
import { ConnectionFreshness } from "@/components/layout/freshness";
import { Change } from "@/components/ui/change";
import { cn } from "@/components/ui/cn";
import { Duration } from "@/components/ui/duration";
import { formatDuration } from "@/components/ui/format-duration";
import { Glyph } from "@/components/ui/glyph";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { PipelineSummary } from "@/lib/contracts/pipeline-summary";
import { isTerminal } from "@/lib/pipeline/execution";
import { setFavourite } from "@/lib/queries/pipelines";
import { executionHref, pipelineHref } from "@/lib/queries/urls";
import { formatPerWeek } from "./format-per-week";

/** One pipeline per row: what it does now, what it carried last, how it fared. */
export function FleetTable({ pipelines }: { readonly pipelines: readonly PipelineSummary[] }) {
  return (
    <Table label="Pipelines">
      <thead>
        <tr>
          <HeaderCell className="w-9 max-sm:hidden">
            <span className="sr-only">Favourite</span>
          </HeaderCell>
          <HeaderCell>Pipeline</HeaderCell>
          <HeaderCell>Status</HeaderCell>
          <HeaderCell className="max-lg:hidden">Connection</HeaderCell>
          <HeaderCell className="max-md:hidden">Last revision</HeaderCell>
          <HeaderCell className="max-sm:hidden">Last 30 runs</HeaderCell>
          <HeaderCell className="text-right max-md:hidden">Success</HeaderCell>
          <HeaderCell className="text-right max-lg:hidden">Median</HeaderCell>
          <HeaderCell className="text-right max-xl:hidden">Per week</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {pipelines.map((pipeline) => (
          <FleetRow key={`${pipeline.connection}/${pipeline.pipelineName}`} pipeline={pipeline} />
        ))}
      </tbody>
    </Table>
  );
}

function FleetRow({ pipeline }: { readonly pipeline: PipelineSummary }) {
  const { connection, pipelineName, latestExecution: run, figures } = pipeline;
  return (
    <Row>
      <Cell className="pr-0 max-sm:hidden">
        <FavouriteButton pipeline={pipeline} />
      </Cell>
      <Cell className="max-w-64">
        <Link
          href={pipelineHref(connection, pipelineName)}
          title={pipelineName}
          className="block truncate font-semibold hover:underline"
        >
          {pipelineName}
        </Link>
        <span className="flex flex-wrap items-center gap-1.5 text-label text-muted">
          {[pipeline.pipelineType, pipeline.executionMode].filter(Boolean).join(" · ")}
          {pipeline.liveVersion === null && <Tag>draft, not published</Tag>}
          {pipeline.liveVersion !== null && pipeline.hasDraft && <Tag>draft differs</Tag>}
          {pipeline.isDemo && <Tag className="lg:hidden">demo data</Tag>}
        </span>
      </Cell>
      <Cell>
        <FleetStatusCell pipeline={pipeline} />
      </Cell>
      <Cell className="max-w-56 max-lg:hidden">
        <span className="block truncate text-muted" title={pipeline.connectionName}>
          {pipeline.connectionName}
        </span>
        {pipeline.isDemo ? <Tag>demo data</Tag> : <ConnectionFreshness connection={connection} />}
      </Cell>
      <Cell className="max-w-72 max-md:hidden">
        {run ? (
          <>
            <Revision revisions={run.sourceRevisions} />
            <span className="text-label text-muted">
              started <Time at={Date.parse(run.startedAt)} />
            </span>
          </>
        ) : (
          <span className="text-faint">
            {pipeline.liveVersion === null ? "Publish it to run it" : "Start it to see its first revision"}
          </span>
        )}
      </Cell>
      <Cell className="max-sm:hidden">
        <RunBars connection={connection} pipelineName={pipelineName} runs={pipeline.recentRuns} />
      </Cell>
      <Cell className="text-right whitespace-nowrap max-md:hidden">
        {figures.successRate === null ? (
          <TooFew finished={figures.finished} />
        ) : (
          <>
            <span className="block">{(figures.successRate * 100).toFixed(1)}%</span>
            {figures.successRateChange === null ? (
              <span className="text-label text-muted">of {figures.finished} runs</span>
            ) : (
              <Change amount={figures.successRateChange} unit="pt" digits={1} isGood={(amount) => amount > 0} />
            )}
          </>
        )}
      </Cell>
      <Cell className="text-right whitespace-nowrap max-lg:hidden">
        {figures.medianDurationMs === null ? (
          <TooFew finished={figures.finished} />
        ) : (
          <>
            <span className="block">{formatDuration(figures.medianDurationMs)}</span>
            {figures.medianDurationChange !== null && (
              <Change amount={figures.medianDurationChange * 100} unit="%" isGood={(amount) => amount < 0} />
            )}
          </>
        )}
      </Cell>
      <Cell className="text-right max-xl:hidden">{formatPerWeek(figures.runsPerWeek)}</Cell>
    </Row>
  );
}

function FleetStatusCell({ pipeline }: { readonly pipeline: PipelineSummary }) {
  const { connection, pipelineName, latestExecution: run, approvalWaitingSince } = pipeline;
  if (!run) {
    return (
      <span className="inline-flex items-center gap-[5px] text-small text-muted">
        <Glyph name="idle" />
        No runs yet
      </span>
    );
  }
  const href = executionHref(connection, pipelineName, run.pipelineExecutionId);
  if (approvalWaitingSince) {
    return (
      <>
        <Link href={href} className="block hover:underline">
          <StatusText status="WaitingForApproval" />
        </Link>
        <Link href="/approvals" className="-my-1 inline-block py-1 text-label text-wait underline">
          for <Duration from={Date.parse(approvalWaitingSince)} />
        </Link>
      </>
    );
  }
  return (
    <Link href={href} className="block hover:underline">
      <StatusText status={executionStatus(run)} />
      <span className="block text-label text-muted">
        {isTerminal(run.status) ? (
          <Time at={Date.parse(run.lastUpdatedAt)} />
        ) : (
          <>
            <Duration from={Date.parse(run.startedAt)} /> so far
          </>
        )}
      </span>
    </Link>
  );
}

function TooFew({ finished }: { readonly finished: number }) {
  return (
    <span className="text-label text-muted">{finished === 0 ? "no data" : `${finished} runs, too few to say`}</span>
  );
}

function FavouriteButton({ pipeline }: { readonly pipeline: PipelineSummary }) {
  const { connection, pipelineName, isFavourite } = pipeline;
  const queryClient = useQueryClient();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (next: boolean) => setFavourite(connection, pipelineName, next),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["pipelines"] }),
    onError: (error) => toast.failed(error.message),
  });
  const isOn = isPending ? variables : isFavourite;
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-label={`${pipelineName} is a favourite`}
      onClick={() => mutate(!isOn)}
      className={cn(
        "grid size-6 place-items-center rounded-sm hover:bg-hover",
        isOn ? "text-accent" : "text-faint hover:text-ink",
      )}
    >
      <Star aria-hidden="true" className="size-4" fill={isOn ? "currentColor" : "none"} />
    </button>
  );
}
