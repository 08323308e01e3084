"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import { LinkButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { PipelineDetail } from "@/lib/contracts/pipeline-detail";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { executionsQuery } from "@/lib/queries/executions";
import { editHref, executionHref, historyHref } from "@/lib/queries/urls";
import { ConditionsDialog } from "../controls/conditions-dialog";
import { TransitionDialog } from "../controls/transition-dialog";
import { shortExecutionId } from "../controls/use-execution-commands";
import { ExecutionFacts } from "../facts/execution-facts";
import { RunGraph } from "../graph/run-graph";
import { HistoryTable } from "../history/history-table";
import { ExecutionSwitcher } from "./execution-switcher";
import { PipelineOutline } from "./pipeline-outline";
import { usePipelineRun } from "./use-pipeline-run";

const SHOWN_EXECUTIONS = 10;

interface PipelineBodyProps {
  readonly pipeline: PipelineDetail;
  readonly declaration: PipelineDeclaration;
  readonly isOperable: boolean;
  readonly isEditable: boolean;
}

export function PipelineBody({ pipeline, declaration, isOperable, isEditable }: PipelineBodyProps) {
  const { connection, pipelineName, latestExecution } = pipeline;
  const router = useRouter();
  const [gate, setGate] = useState<string | null>(null);
  const [conditionsOf, setConditionsOf] = useState<string | null>(null);
  const [chosenId, setChosen] = useQueryState("execution", parseAsString);
  const isParallel = declaration.executionMode === "PARALLEL";
  const { run, structure, drawn, stageExecutions, error } = usePipelineRun(pipeline, declaration, chosenId);
  const shownId = chosenId ?? latestExecution?.pipelineExecutionId ?? "";
  const history = useInfiniteQuery(executionsQuery(connection, pipelineName));
  const recent = history.data?.pages[0]?.executions.slice(0, SHOWN_EXECUTIONS) ?? [];

  const transitions = useMemo(
    () => new Map(pipeline.transitions.map(({ stageName, state }) => [stageName, state])),
    [pipeline.transitions],
  );
  const transition = gate === null ? undefined : transitions.get(gate);

  const isReading = shownId !== "" && drawn === null;
  const conditionsStage = run.stages.find(({ name }) => name === conditionsOf);
  const executionOf = (stageName: string) => stageExecutions.get(stageName) ?? shownId;

  function open(actionKey: string) {
    const stage = run.stages.find(({ groups }) => groups.flat().some(({ key }) => key === actionKey));
    const id = executionOf(stage?.name ?? "");
    if (id === "") return;
    router.push(`${executionHref(connection, pipelineName, id)}?action=${encodeURIComponent(actionKey)}`);
  }

  return (
    <>
      {pipeline.isDeleted && (
        <Note tone="wait" className="rounded-none border-x-0 border-t-0 px-4">
          {pipeline.connectionName} no longer has this pipeline. Its history stays readable here.
        </Note>
      )}
      {drawn && (
        <ExecutionFacts execution={drawn.execution} run={drawn.run}>
          <LinkButton href={executionHref(connection, pipelineName, shownId)}>
            Open execution <span className="mono">{shortExecutionId(shownId)}</span>
          </LinkButton>
        </ExecutionFacts>
      )}
      <ExecutionSwitcher
        pipeline={pipeline}
        isParallel={isParallel}
        chosen={chosenId}
        onChoose={(id) => void setChosen(id)}
      />
      {error && <ErrorNotice error={error} className="m-3" />}
      <div
        // Until the execution is here, nothing is known of how the pipeline stands.
        aria-busy={isReading}
        className={cn("shrink-0 border-b border-line max-sm:hidden", isReading && "invisible")}
      >
        <RunGraph
          pipeline={pipeline}
          run={run}
          structure={structure}
          selected={null}
          onSelect={open}
          stageExecutions={stageExecutions}
          transitions={transitions}
          onConditions={setConditionsOf}
          {...(isOperable && { onGate: setGate })}
        />
      </div>
      <div className={cn("border-b border-line bg-surface sm:hidden", isReading && "invisible")}>
        <PipelineOutline
          run={run}
          transitions={transitions}
          onSelect={open}
          onConditions={setConditionsOf}
          {...(isOperable && { onGate: setGate })}
        />
        <div className="flex gap-2 border-t border-line px-3 py-2">
          <LinkButton href={historyHref(connection, pipelineName)}>History</LinkButton>
          {isEditable && <LinkButton href={editHref(connection, pipelineName)}>Edit</LinkButton>}
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
      {conditionsStage && drawn && (
        <ConditionsDialog
          address={{ connection, pipelineName, pipelineExecutionId: executionOf(conditionsStage.name) }}
          run={run}
          stage={conditionsStage}
          isOperable={isOperable}
          onClose={() => setConditionsOf(null)}
        />
      )}
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
