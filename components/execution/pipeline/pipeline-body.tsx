"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { PipelineDetail } from "@/lib/contracts/pipeline-detail";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { executionQuery, executionsQuery } from "@/lib/queries/executions";
import { editHref, executionHref, historyHref } from "@/lib/queries/urls";
import { TransitionDialog } from "../controls/transition-dialog";
import { shortExecutionId } from "../controls/use-execution-commands";
import { drawExecution } from "../drawn-execution";
import { ExecutionFacts } from "../execution-facts";
import { RunGraph } from "../graph/run-graph";
import { structureOf } from "../graph/run-structure";
import { HistoryTable } from "../history/history-table";
import { runOfDeclaration } from "../run";
import { PipelineOutline } from "./pipeline-outline";

const SHOWN_EXECUTIONS = 10;

interface PipelineBodyProps {
  readonly pipeline: PipelineDetail;
  readonly declaration: PipelineDeclaration;
  readonly isOperable: boolean;
}

export function PipelineBody({ pipeline, declaration, isOperable }: PipelineBodyProps) {
  const { connection, pipelineName, latestExecution } = pipeline;
  const router = useRouter();
  const [gate, setGate] = useState<string | null>(null);
  const latestId = latestExecution?.pipelineExecutionId ?? "";
  const { data: drawn } = useQuery({
    ...executionQuery(connection, pipelineName, latestId),
    select: drawExecution,
    enabled: latestId !== "",
  });
  const history = useInfiniteQuery(executionsQuery(connection, pipelineName));
  const recent = history.data?.pages[0]?.executions.slice(0, SHOWN_EXECUTIONS) ?? [];

  const notRun = useMemo(() => {
    const run = runOfDeclaration(declaration, 0);
    return { run, structure: structureOf(run) };
  }, [declaration]);
  const { run, structure } = drawn ?? notRun;
  const transitions = useMemo(
    () => new Map(pipeline.transitions.map(({ stageName, state }) => [stageName, state])),
    [pipeline.transitions],
  );
  const transition = gate === null ? undefined : transitions.get(gate);

  function open(actionKey: string) {
    if (latestId === "") return;
    router.push(`${executionHref(connection, pipelineName, latestId)}?action=${encodeURIComponent(actionKey)}`);
  }

  return (
    <>
      {pipeline.isDeleted && (
        <Note tone="wait" className="rounded-none border-x-0 border-t-0 px-4">
          {pipeline.connectionName} no longer has this pipeline. Its history stays readable here.
        </Note>
      )}
      {drawn && (
        <ExecutionFacts execution={drawn.execution} run={run}>
          <LinkButton href={executionHref(connection, pipelineName, latestId)}>
            Open execution <span className="mono">{shortExecutionId(latestId)}</span>
          </LinkButton>
        </ExecutionFacts>
      )}
      <div className="shrink-0 border-b border-line max-sm:hidden">
        <RunGraph
          run={run}
          structure={structure}
          selected={null}
          onSelect={open}
          transitions={transitions}
          {...(isOperable && { onGate: setGate })}
        />
      </div>
      <div className="border-b border-line bg-surface sm:hidden">
        <PipelineOutline run={run} transitions={transitions} onSelect={open} {...(isOperable && { onGate: setGate })} />
        <div className="flex gap-2 border-t border-line px-3 py-2">
          <LinkButton href={historyHref(connection, pipelineName)}>History</LinkButton>
          <LinkButton href={editHref(connection, pipelineName)}>Edit</LinkButton>
        </div>
      </div>
      <div className="flex flex-col gap-4 p-4 max-sm:p-3">
        <Panel
          title="Executions"
          note={recent.length > 0 && "newest first"}
          actions={
            <LinkButton size="sm" href={historyHref(connection, pipelineName)}>
              Whole history
            </LinkButton>
          }
        >
          {recent.length > 0 ? (
            <HistoryTable executions={recent} />
          ) : history.isPending ? (
            <p role="status" className="px-3 py-4 text-muted">
              Reading the executions…
            </p>
          ) : (
            <EmptyState title="Not run yet">
              Every execution of {pipelineName} appears here. It starts by itself when a source changes, or when you
              start it.
            </EmptyState>
          )}
        </Panel>
        {pipeline.liveUpdatedAt && (
          <p className="text-small text-faint">
            Live definition changed <Time at={Date.parse(pipeline.liveUpdatedAt)} />.
          </p>
        )}
      </div>
      {gate !== null && transition && (
        <TransitionDialog
          connection={connection}
          pipelineName={pipelineName}
          stageName={gate}
          transition={transition}
          onClose={() => setGate(null)}
        />
      )}
    </>
  );
}
