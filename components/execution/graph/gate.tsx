"use client";
import Link from "next/link";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Tooltip } from "@/components/ui/tooltip";
import { Glyph } from "@/components/ui/glyph";
import { cn } from "@/components/ui/cn";
import type { ExecutionStage } from "@/lib/contracts/execution-detail";
import type { TransitionState } from "@/lib/contracts/transition";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { Point } from "@/lib/pipeline/layout/geometry";
import { executionHref } from "@/lib/queries/urls";
import { shortExecutionId } from "../controls/use-execution-commands";

interface GateProps {
  readonly pipeline: PipelineAddress;
  readonly stageName: string;
  readonly center: Point;
  readonly transition: TransitionState | null;
  /** Nobody recorded how it stood at the instant that is shown. */
  readonly isUnknown: boolean;
  readonly inbound: ExecutionStage["inboundExecutions"];
  readonly onOpen?: (stageName: string) => void;
}

/** The transition into a stage: hollow while enabled, filled while disabled. Below it, who waits in front of it. */
export function Gate({ pipeline, stageName, center, transition, isUnknown, inbound, onOpen }: GateProps) {
  const isEnabled = transition?.enabled ?? true;
  const state = isUnknown
    ? "not recorded at this instant"
    : isEnabled
      ? "enabled"
      : `disabled: ${transition?.disabledReason ?? "no reason given"}`;
  const label = `Transition into ${stageName}, ${state}`;
  return (
    <div
      className="absolute z-3 grid w-7 -translate-x-1/2 justify-items-center"
      style={{ left: center.x, top: center.y - 12 }}
    >
      <Tooltip content={label}>
        <button
          type="button"
          aria-label={label}
          aria-disabled={!onOpen || !transition}
          onClick={() => transition && onOpen?.(stageName)}
          className={cn(
            "grid size-6 place-items-center rounded-sm hover:bg-hover",
            isUnknown ? "opacity-40" : "",
            isEnabled ? "text-muted hover:text-ink" : "text-fail",
          )}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true" className="size-[18px]">
            <path
              d="M2.5 4v8L8 8zM13.5 4v8L8 8z"
              fill={isEnabled ? "var(--surface)" : "currentColor"}
              stroke="currentColor"
              strokeWidth="1.5"
              strokeLinejoin="round"
            />
          </svg>
        </button>
      </Tooltip>
      {inbound.length > 0 && (
        <Popover>
          <PopoverTrigger className="mt-0.5 inline-flex h-[18px] items-center gap-[3px] rounded-full border border-line-strong bg-surface px-[5px] text-tiny text-muted hover:bg-hover">
            <Glyph name="queued" className="size-[11px]" />
            {inbound.length}
            <span className="sr-only"> waiting for {stageName}</span>
          </PopoverTrigger>
          <PopoverContent className="w-60">
            <h3 className="text-small font-semibold">
              {inbound.length === 1 ? "1 execution waits" : `${inbound.length} executions wait`} for {stageName}
            </h3>
            <ul className="mt-1.5 grid grid-cols-2 gap-1">
              {inbound.map(({ pipelineExecutionId: id }) => (
                <li key={id}>
                  <Link
                    href={executionHref(pipeline.connection, pipeline.pipelineName, id)}
                    className="link mono max-sm:inline-block max-sm:py-2.5"
                  >
                    {shortExecutionId(id)}
                  </Link>
                </li>
              ))}
            </ul>
          </PopoverContent>
        </Popover>
      )}
    </div>
  );
}
