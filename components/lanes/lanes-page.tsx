"use client";
import { useQuery } from "@tanstack/react-query";
import { Columns3, GitCompareArrows } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { LoadFailure } from "@/components/execution/load-failure";
import { Page } from "@/components/layout/page";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterChoice } from "@/components/ui/filter-choice";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { type CommitLanes, MOST_COMMITS } from "@/lib/contracts/commit-lanes";
import { commitLanesQuery } from "@/lib/queries/commit-lanes";
import { type End, endToText } from "./compare";
import { ComparePanel } from "./compare-panel";
import { LANE_COMPARISON, LANE_FILTERS, laneQuestion } from "./lane-filters";
import { LanesTable } from "./lanes-table";

/** Which commit is where: commits down, stages across the pipelines that follow the same source. */
export function LanesPage() {
  const [choice, setChoice] = useQueryStates(LANE_FILTERS);
  const [{ compare }, setComparison] = useQueryStates(LANE_COMPARISON);
  const onPick = useCallback(
    (end: End) => void setComparison((before) => ({ compare: withPicked(before.compare, endToText(end)) })),
    [setComparison],
  );
  const { data, error, refetch, isPlaceholderData } = useQuery(commitLanesQuery(laneQuestion(choice)));
  return (
    <Page
      crumbs={[{ label: "Commit lanes" }]}
      actions={
        data &&
        data.commits.length > 0 && (
          <Button
            className="max-sm:h-9"
            variant={compare ? "chosen" : "default"}
            aria-pressed={compare !== null}
            onClick={() => void setComparison({ compare: compare ? null : ["", ""] })}
          >
            <GitCompareArrows aria-hidden="true" />
            <span>
              Compare<span className="max-sm:hidden"> two stages…</span>
            </span>
          </Button>
        )
      }
      strip={
        data &&
        data.sources.length > 0 && (
          <div className="flex flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2 max-sm:px-3">
            <Select
              aria-label="Source"
              className="w-72 max-sm:w-full"
              value={data.source ?? ""}
              onChange={(event) => {
                void setChoice({ source: event.target.value, pipeline: null, commits: null });
                void setComparison({ compare: null });
              }}
            >
              {data.sources.map(({ name, pipelines }) => (
                <option key={name} value={name}>
                  {name} · {pipelines === 1 ? "1 pipeline" : `${pipelines} pipelines`}
                </option>
              ))}
            </Select>
            <FilterChoice
              label="Pipelines"
              options={data.followers}
              wordOf={(key) => key}
              chosen={choice.pipeline}
              onChange={(pipeline) => void setChoice({ pipeline })}
            />
            <Legend />
          </div>
        )
      }
    >
      {error && !data ? (
        <LoadFailure error={error} onRetry={() => void refetch()}>
          <LinkButton href="/lanes">Show every source</LinkButton>
        </LoadFailure>
      ) : !data ? (
        <Skeleton className="h-96" />
      ) : (
        <Lanes
          lanes={data}
          isLoading={isPlaceholderData}
          ends={compare && [compare[0] ?? "", compare[1] ?? ""]}
          onPick={onPick}
          onEnds={(ends) => void setComparison({ compare: ends && [...ends] })}
          onShowOlder={() => void setChoice({ commits: Math.min(MOST_COMMITS, choice.commits * 2) })}
        />
      )}
    </Page>
  );
}

/** Fills the side that is empty; once both are set, the one that was chosen longer ago gives way. */
function withPicked(sides: readonly string[] | null, picked: string): string[] {
  const [first = "", second = ""] = sides ?? [];
  if (!first) return [picked, second];
  return second ? [second, picked] : [first, picked];
}

function Legend() {
  return (
    <p className="ml-auto flex items-center gap-4 text-small text-muted max-lg:hidden">
      <span className="flex items-center gap-1.5">
        <span aria-hidden="true" className="h-3 w-4 border-t-2 border-accent bg-accent-soft" />
        commit is live here, or part of what is
      </span>
      <span>
        <span aria-hidden="true">— </span>never came here
      </span>
    </p>
  );
}

interface LanesProps {
  readonly lanes: CommitLanes;
  readonly isLoading: boolean;
  /** The two sides of a comparison; null while there is none. */
  readonly ends: readonly [string, string] | null;
  readonly onEnds: (ends: readonly [string, string] | null) => void;
  readonly onPick: (end: End) => void;
  readonly onShowOlder: () => void;
}

function Lanes({ lanes, isLoading, ends, onEnds, onPick, onShowOlder }: LanesProps) {
  if (lanes.source === null || lanes.commits.length === 0) return <NoCommits source={lanes.source} />;
  return (
    <>
      {ends && <ComparePanel lanes={lanes} ends={ends} onChange={onEnds} onClose={() => onEnds(null)} />}
      <Panel>
        <LanesTable lanes={lanes} onPick={ends ? onPick : null} />
      </Panel>
      {lanes.hasOlder && lanes.commits.length < MOST_COMMITS && (
        <Button className="shrink-0 self-center max-sm:h-11" disabled={isLoading} onClick={onShowOlder}>
          Show older ones
        </Button>
      )}
      {lanes.hasOlder && lanes.commits.length >= MOST_COMMITS && (
        <p className="text-center text-small text-muted">
          The newest {MOST_COMMITS}. Older ones stand in the history of their pipelines.
        </p>
      )}
    </>
  );
}

function NoCommits({ source }: { readonly source: string | null }) {
  return (
    <Panel>
      <EmptyState
        level={2}
        icon={<Columns3 aria-hidden="true" />}
        title={source === null ? "No pipeline follows a source yet" : "No commit came in yet"}
        action={<LinkButton href="/pipelines">Open pipelines</LinkButton>}
      >
        {source === null
          ? "Once a pipeline with a source is live, its commits appear here, with the stages they have reached."
          : `Commits of ${source} appear here with the first execution that carries one.`}
      </EmptyState>
    </Panel>
  );
}
