"use client";
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import type { GapNode } from "../canvas/projection";
import { useEditor, useEditorState } from "../editor-context";
import { useStageTransition } from "../use-stage-transition";
import { PlusButton } from "./stage-node";

const GATE_HALF_PX = 9;

/** Between two stages: the valve of the transition on the main line, and a `+` for a stage above it. */
export const GapNodeView = memo(function GapNodeView({ data }: NodeProps<GapNode>) {
  const editor = useEditor();
  const { stageIndex, before, gateY } = data;
  const into = useEditorState(({ draft }) => draft.stages.find(({ key }) => key === before)?.name ?? null);
  return (
    <div className="pointer-events-none relative size-full">
      {editor.canEdit && (
        <div className="pointer-events-auto absolute top-[9px] left-1/2 -translate-x-1/2">
          <PlusButton
            label={into === null ? "Add a stage at the end" : `Add a stage before ${into}`}
            className="size-4 rounded-full border-line-strong bg-surface"
            onClick={() =>
              editor.store.getState().openDialog({ kind: "add-action", placement: { kind: "newStage", stageIndex } })
            }
          />
        </div>
      )}
      {gateY !== null && into !== null && <Gate stageName={into} stageKey={before ?? ""} y={gateY} />}
    </div>
  );
});

interface GateProps {
  readonly stageKey: string;
  readonly stageName: string;
  readonly y: number;
}

/** The transition into a stage: hollow while enabled, filled while disabled. */
function Gate({ stageKey, stageName, y }: GateProps) {
  const editor = useEditor();
  const transition = useStageTransition(stageName);
  const isShut = transition?.enabled === false;
  const label = isShut
    ? `Transition into ${stageName}, disabled: ${transition.disabledReason ?? "no reason given"}`
    : `Transition into ${stageName}`;
  const open = (): void => {
    const { select, openDialog } = editor.store.getState();
    if (transition && editor.canEdit) openDialog({ kind: "transition", stageName });
    else select([stageKey]);
  };
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        open();
      }}
      className={cn(
        "nopan pointer-events-auto absolute left-1/2 -translate-x-1/2 rounded-sm p-0 hover:text-accent",
        isShut ? "text-fail" : "text-muted",
      )}
      style={{ top: y - GATE_HALF_PX }}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" className="size-[18px]">
        <path
          d="M2.5 4v8L8 8zM13.5 4v8L8 8z"
          fill={isShut ? "currentColor" : "var(--surface)"}
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinejoin="round"
        />
      </svg>
    </button>
  );
}
