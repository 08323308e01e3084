"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { Page } from "@/components/layout/page";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { Tag } from "@/components/ui/tag";
import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import type { ExecutionSummary } from "@/lib/contracts/execution-summary";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { executionQuery, executionsQuery } from "@/lib/queries/executions";
import { executionHref, historyHref, pipelineHref } from "@/lib/queries/urls";
import { shortExecutionId } from "../controls/use-execution-commands";
import { ExecutionSkeleton } from "../execution-skeleton";
import { LoadFailure } from "../load-failure";
import { revisionTitle } from "../revision";
import { STATUS } from "../status";
import { ComparisonTables } from "./comparison-tables";

/** In the address instead of an id, where it is worked out from the history. */
const PREVIOUS = "previous";
const SUCCESS = "success";
const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** One execution beside another of the same pipeline; which one stands in the address. */
export function CompareView({ address }: { readonly address: ExecutionAddress }) {
  const { connection, pipelineName, pipelineExecutionId } = address;
  const [chosen, setChosen] = useQueryState("with", { defaultValue: PREVIOUS });
  const { data: execution, error, refetch } = useQuery(executionQuery(connection, pipelineName, pipelineExecutionId));
  const history = useInfiniteQuery(executionsQuery(connection, pipelineName));
  const successes = useInfiniteQuery(executionsQuery(connection, pipelineName, { status: ["Succeeded"] }));
  const listed = (history.data?.pages.flatMap(({ executions }) => executions) ?? []).filter(
    (one) => one.pipelineExecutionId !== pipelineExecutionId,
  );
  const success = lastBefore(execution, successes.data?.pages.flatMap(({ executions }) => executions) ?? []);
  const known: Readonly<Record<string, string | null | undefined>> = {
    [PREVIOUS]: execution?.earlierExecutionId,
    [SUCCESS]: success,
  };
  const otherId = (chosen in known ? known[chosen] : chosen) ?? null;
  const other = useQuery({ ...executionQuery(connection, pipelineName, otherId ?? ""), enabled: otherId !== null });
  const isListed = chosen in known || listed.some((one) => one.pipelineExecutionId === chosen);

  return (
    <Page
      crumbs={[
        { label: "Pipelines", href: "/pipelines" },
        { label: pipelineName, href: pipelineHref(connection, pipelineName) },
        { label: "Executions", href: historyHref(connection, pipelineName) },
        {
          label: shortExecutionId(pipelineExecutionId),
          href: executionHref(connection, pipelineName, pipelineExecutionId),
        },
        { label: "Compare" },
      ]}
      note={execution?.isDemo && <Tag>demo data</Tag>}
    >
      {error ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : !execution ? (
        <ExecutionSkeleton />
      ) : (
        <>
          <Field label={`Compare ${shortExecutionId(pipelineExecutionId)} with`} className="max-w-xl">
            <Select value={chosen} onChange={(event) => void setChosen(event.target.value)}>
              <option value={PREVIOUS}>The execution before it</option>
              <option value={SUCCESS}>The last success before it</option>
              {!isListed && <option value={chosen}>{shortExecutionId(chosen)}</option>}
              {listed.map((one) => (
                <option key={one.pipelineExecutionId} value={one.pipelineExecutionId}>
                  {optionText(one)}
                </option>
              ))}
            </Select>
          </Field>
          {other.error ? (
            <LoadFailure error={other.error} onRetry={() => void other.refetch()} />
          ) : other.data ? (
            <ComparisonTables key={other.data.pipelineExecutionId} before={other.data} after={execution} />
          ) : otherId !== null || successes.isPending ? (
            <ExecutionSkeleton />
          ) : (
            <Panel>
              <EmptyState level={2} title="Nothing to compare with">
                {pipelineName} has no {chosen === SUCCESS ? "success" : "execution"} before this one. Choose another
                above.
              </EmptyState>
            </Panel>
          )}
        </>
      )}
    </Page>
  );
}

function lastBefore(execution: ExecutionDetail | undefined, successes: readonly ExecutionSummary[]): string | null {
  if (!execution) return null;
  return successes.find(({ startedAt }) => startedAt < execution.startedAt)?.pipelineExecutionId ?? null;
}

function optionText(one: ExecutionSummary): string {
  const title = one.sourceRevisions[0] ? revisionTitle(one.sourceRevisions[0]) : "";
  return [
    shortExecutionId(one.pipelineExecutionId),
    STATUS[one.status].word,
    DATE.format(Date.parse(one.startedAt)),
    title.slice(0, 60),
  ]
    .filter(Boolean)
    .join(" · ");
}
