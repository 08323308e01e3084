"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ChevronsUpDown } from "lucide-react";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { Page } from "@/components/layout/page";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import type { ExecutionSummary } from "@/lib/contracts/execution-summary";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { executionQuery, executionsQuery } from "@/lib/queries/executions";
import { executionHref, historyHref, pipelineHref } from "@/lib/queries/urls";
import { shortExecutionId } from "../controls/use-execution-commands";
import { ExecutionSkeleton } from "../execution-skeleton";
import { LoadFailure } from "../load-failure";
import { CompareDialog, NAMED_EXECUTIONS } from "./compare-dialog";
import { ComparisonTables } from "./comparison-tables";

/** One execution beside another of the same pipeline; which one stands in the address. */
export function CompareView({ address }: { readonly address: ExecutionAddress }) {
  const { connection, pipelineName, pipelineExecutionId } = address;
  const [chosen, setChosen] = useQueryState("with", { defaultValue: "previous" });
  const [isChoosing, setChoosing] = useState(false);
  const { data: execution, error, refetch } = useQuery(executionQuery(address));
  const successes = useInfiniteQuery(executionsQuery(connection, pipelineName, { status: ["Succeeded"] }));
  const success = lastBefore(execution, successes.data?.pages.flatMap(({ executions }) => executions) ?? []);
  const known = {
    previous: execution?.earlierExecutionId,
    success,
  } satisfies Record<keyof typeof NAMED_EXECUTIONS, unknown>;
  const otherId = (isNamed(chosen) ? known[chosen] : chosen) ?? null;
  const other = useQuery({
    ...executionQuery({ ...address, pipelineExecutionId: otherId ?? "" }),
    enabled: otherId !== null,
  });

  return (
    <Page
      crumbs={[
        { label: "Pipelines", href: "/pipelines" },
        { label: pipelineName, href: pipelineHref(connection, pipelineName), isSubject: true },
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
          <p className="flex flex-wrap items-center gap-2">
            Compare <b className="mono">{shortExecutionId(pipelineExecutionId)}</b> with
            <Button aria-haspopup="dialog" onClick={() => setChoosing(true)}>
              {isNamed(chosen) ? NAMED_EXECUTIONS[chosen] : shortExecutionId(chosen)}
              <ChevronsUpDown aria-hidden="true" />
            </Button>
          </p>
          {isChoosing && (
            <CompareDialog
              address={address}
              onClose={() => setChoosing(false)}
              onChoose={(id) => {
                setChoosing(false);
                void setChosen(id);
              }}
            />
          )}
          {other.error ? (
            <LoadFailure error={other.error} onRetry={() => void other.refetch()} />
          ) : other.data ? (
            <ComparisonTables key={other.data.pipelineExecutionId} before={other.data} after={execution} />
          ) : otherId !== null || successes.isPending ? (
            <ExecutionSkeleton />
          ) : (
            <Panel>
              <EmptyState level={2} title="Nothing to compare with">
                {pipelineName} has no {chosen === "success" ? "success" : "execution"} before this one. Choose another
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

function isNamed(chosen: string): chosen is keyof typeof NAMED_EXECUTIONS {
  return Object.hasOwn(NAMED_EXECUTIONS, chosen);
}
