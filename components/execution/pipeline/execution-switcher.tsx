"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, LinkButton } from "@/components/ui/button";
import type { PipelineDetail } from "@/lib/contracts/pipeline-detail";
import { executionsQuery } from "@/lib/queries/executions";
import { historyHref } from "@/lib/queries/urls";
import { shortExecutionId } from "../controls/use-execution-commands";
import { executionStatus } from "../run";
import { StatusGlyph } from "../status";

const MOST_SHOWN = 24;

interface ExecutionSwitcherProps {
  readonly pipeline: PipelineDetail;
  /** In PARALLEL mode every execution has the whole pipeline to itself, so there is nothing to show together. */
  readonly isParallel: boolean;
  readonly chosen: string | null;
  readonly onChoose: (pipelineExecutionId: string | null) => void;
}

/** The executions that are in the pipeline now, where there are several or one was chosen; each can have the graph. */
export function ExecutionSwitcher({ pipeline, isParallel, chosen, onChoose }: ExecutionSwitcherProps) {
  const { connection, pipelineName, latestExecution } = pipeline;
  const { data } = useInfiniteQuery(executionsQuery(connection, pipelineName, { status: ["InProgress", "Stopping"] }));
  const active = data?.pages.flatMap(({ executions }) => executions) ?? [];
  const isChosenActive = chosen === null || active.some((one) => one.pipelineExecutionId === chosen);
  if (active.length < 2 && chosen === null) return null;
  const pressed = chosen ?? (isParallel ? latestExecution?.pipelineExecutionId : undefined);
  const more = active.length > MOST_SHOWN || data?.pages.at(-1)?.nextCursor;
  return (
    <section
      aria-label="Executions in the pipeline"
      className="flex shrink-0 items-center gap-1.5 overflow-x-auto border-b border-line bg-surface px-4 py-1.5 max-sm:px-3"
    >
      <span className="shrink-0 text-small text-muted">
        {active.length === 1 ? "1 execution" : `${active.length} executions`} {isParallel ? "in parallel" : "at once"}
      </span>
      {!isParallel && (
        <Button
          size="sm"
          aria-pressed={chosen === null}
          variant={chosen === null ? "chosen" : "default"}
          onClick={() => onChoose(null)}
          className="max-sm:h-9"
        >
          All, as the pipeline stands
        </Button>
      )}
      {!isChosenActive && chosen !== null && (
        <Button size="sm" aria-pressed variant="chosen" className="mono max-sm:h-9" onClick={() => onChoose(null)}>
          {shortExecutionId(chosen)}
        </Button>
      )}
      {active.slice(0, MOST_SHOWN).map((one) => {
        const isPressed = one.pipelineExecutionId === pressed;
        return (
          <Button
            key={one.pipelineExecutionId}
            size="sm"
            aria-pressed={isPressed}
            variant={isPressed ? "chosen" : "default"}
            onClick={() => onChoose(one.pipelineExecutionId)}
            className="max-sm:h-9"
          >
            <StatusGlyph status={executionStatus(one)} className="size-3" />
            <span className="mono">{shortExecutionId(one.pipelineExecutionId)}</span>
          </Button>
        );
      })}
      {more && (
        <LinkButton size="sm" href={historyHref(connection, pipelineName)}>
          All in the history
        </LinkButton>
      )}
    </section>
  );
}
