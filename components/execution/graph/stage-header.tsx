"use client";
import Link from "next/link";
import { memo } from "react";
import { Duration } from "@/components/ui/duration";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import { executionHref } from "@/lib/queries/urls";
import { shortExecutionId } from "../controls/use-execution-commands";
import { StatusGlyph, StatusText } from "../status";
import type { RunStage } from "../run";
import { ConditionShield } from "./condition-shield";

interface StageHeaderProps {
  readonly pipeline: PipelineAddress;
  /** The execution the stage shows, where its neighbours may show another. */
  readonly pipelineExecutionId: string | null;
  readonly stage: RunStage;
  readonly number: number;
  readonly height: number;
  readonly isNarrow: boolean;
  /** The instant shown, where it is not the present and the stage had not ended. */
  readonly at: number | null;
  readonly onConditions?: (stageName: string) => void;
}

export const StageHeader = memo(function StageHeader(props: StageHeaderProps) {
  const { pipeline, pipelineExecutionId, stage, number, height, isNarrow, at, onConditions } = props;
  return (
    <header
      className="flex min-w-0 items-center gap-1.5 rounded-t-[7px] border-b border-line bg-surface pr-2.5 pl-2.5"
      style={{ height }}
    >
      <span className="text-faint">{number}</span>
      <h2 title={stage.name} className="min-w-0 grow truncate text-base">
        {stage.name}
      </h2>
      {stage.detail && (
        <ConditionShield
          stageName={stage.name}
          conditions={stage.detail.conditions}
          hasBegun={stage.startedAt !== null}
          {...(onConditions && { onOpen: onConditions })}
        />
      )}
      {pipelineExecutionId !== null && (
        <Link
          href={executionHref(pipeline.connection, pipeline.pipelineName, pipelineExecutionId)}
          title={`Execution ${pipelineExecutionId}`}
          className="link mono shrink-0 text-tiny"
        >
          {shortExecutionId(pipelineExecutionId)}
        </Link>
      )}
      {isNarrow ? (
        <StatusGlyph status={stage.status} />
      ) : (
        // One line high: what does not fit beside the name wraps out of sight, the duration before the status.
        <div className="flex h-4 min-w-min shrink-[9999] flex-wrap items-center justify-end gap-x-1.5 overflow-hidden">
          <StatusText status={stage.status} />
          {stage.startedAt !== null && pipelineExecutionId === null && (
            <span className="text-tiny whitespace-nowrap text-faint">
              <Duration from={stage.startedAt} to={stage.endedAt ?? at ?? undefined} />
            </span>
          )}
        </div>
      )}
    </header>
  );
});
