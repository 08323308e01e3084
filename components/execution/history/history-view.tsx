"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useDeferredValue } from "react";
import { FreshnessPill } from "@/components/layout/freshness";
import { Page } from "@/components/layout/page";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { Tag } from "@/components/ui/tag";
import type { ExecutionSummary } from "@/lib/contracts/execution-summary";
import { type ExecutionFilterChoice, executionsQuery } from "@/lib/queries/executions";
import { pipelineHref } from "@/lib/queries/urls";
import { LoadFailure } from "../load-failure";
import { executionDurationMs, executionStatus } from "../run";
import { type RunBar, RunBars } from "../run-bars";
import { HISTORY_FILTERS } from "./history-filters";
import { HistoryFilterBar } from "./history-filter-bar";
import { HistoryTable } from "./history-table";

const BARS = 30;

interface HistoryViewProps {
  readonly connection: string;
  readonly pipelineName: string;
}

/** Every execution of a pipeline, newest first. */
export function HistoryView({ connection, pipelineName }: HistoryViewProps) {
  const [filters, setFilters] = useQueryStates(HISTORY_FILTERS);
  const chosen = useDeferredValue(choiceOf(filters));
  const query = useInfiniteQuery({
    ...executionsQuery(connection, pipelineName, chosen),
    placeholderData: (previous) => previous,
  });
  const executions = query.data?.pages.flatMap((page) => page.executions) ?? [];
  const isFiltered = Object.values(choiceOf(filters)).some((value) => value !== undefined);
  const clear = () => void setFilters(null);

  return (
    <Page
      crumbs={[
        { label: "Pipelines", href: "/pipelines" },
        { label: pipelineName, href: pipelineHref(connection, pipelineName), isSubject: true },
        { label: "History" },
      ]}
      note={executions[0]?.isDemo && <Tag>demo data</Tag>}
      actions={
        <>
          <span className="max-md:hidden">
            <FreshnessPill connection={connection} />
          </span>
          <LinkButton href={pipelineHref(connection, pipelineName)} className="max-sm:hidden">
            Open pipeline
          </LinkButton>
        </>
      }
      strip={<HistoryFilterBar filters={filters} onChange={(change) => void setFilters(change)} />}
    >
      {query.error && query.data === undefined ? (
        <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <HistorySkeleton />
      ) : executions.length === 0 ? (
        <Panel>
          <EmptyState
            level={2}
            icon={<History aria-hidden="true" />}
            title={isFiltered ? "No execution matches" : "Not run yet"}
            action={
              isFiltered ? (
                <Button onClick={clear}>Clear filters</Button>
              ) : (
                <LinkButton href={pipelineHref(connection, pipelineName)} variant="primary">
                  Open {pipelineName} to start it
                </LinkButton>
              )
            }
          >
            {isFiltered
              ? "The filters above leave nothing of this pipeline’s history."
              : "Every execution of this pipeline appears here, newest first, with its revision and how it went."}
          </EmptyState>
        </Panel>
      ) : (
        <>
          <div className="flex items-end justify-between gap-4">
            <RunBars
              connection={connection}
              pipelineName={pipelineName}
              runs={executions.slice(0, BARS).map(barOf).toReversed()}
            />
            <span className="text-small text-faint max-sm:hidden">Bar height is duration, oldest first</span>
          </div>
          <Panel>
            <HistoryTable executions={executions} />
          </Panel>
          <div className="flex items-center gap-3 pb-2 text-small text-muted">
            {query.hasNextPage ? (
              <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show older executions
              </Button>
            ) : (
              <span>That is every execution{isFiltered ? " the filters leave" : ""}.</span>
            )}
            <span role="status">{executions.length} shown</span>
          </div>
        </>
      )}
    </Page>
  );
}

function choiceOf(filters: {
  readonly status: ExecutionFilterChoice["status"] & {};
  readonly trigger: ExecutionFilterChoice["trigger"] & {};
  readonly from: Date | null;
  readonly to: Date | null;
  readonly revision: string;
}): ExecutionFilterChoice {
  return {
    ...(filters.status.length > 0 && { status: filters.status }),
    ...(filters.trigger.length > 0 && { trigger: filters.trigger }),
    ...(filters.from && { from: isoDay(filters.from) }),
    ...(filters.to && { to: isoDay(filters.to) }),
    ...(filters.revision.trim() && { revision: filters.revision.trim() }),
  };
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function barOf(execution: ExecutionSummary): RunBar {
  return {
    pipelineExecutionId: execution.pipelineExecutionId,
    status: executionStatus(execution),
    durationMs: executionDurationMs(execution),
  };
}

function HistorySkeleton() {
  return (
    <div role="status" aria-busy="true" aria-label="Reading the history" className="flex flex-col gap-3">
      <Skeleton className="h-5 w-40" />
      <div className="rounded-lg border border-line bg-surface">
        {[80, 64, 92, 70, 58, 84].map((width) => (
          <div key={width} className="flex h-11 items-center gap-4 border-b border-line px-3 last:border-b-0">
            <Skeleton className="h-3 w-24" />
            <span style={{ width: `${width / 2}%` }}>
              <Skeleton className="h-3" />
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
