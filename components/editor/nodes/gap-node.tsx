"use client";
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { GapNode } from "../canvas/projection";
import { useEditor, useEditorState } from "../editor-context";
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
      {gateY !== null && (
        <span
          role="img"
          aria-label={`Transition into ${into ?? ""}`}
          title={`Transition into ${into ?? ""}`}
          className="pointer-events-auto absolute left-1/2 -translate-x-1/2 text-muted"
          style={{ top: gateY - GATE_HALF_PX }}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true" className="size-[18px]">
            <path
              d="M2.5 4v8L8 8zM13.5 4v8L8 8z"
              fill="var(--surface)"
              stroke="currentColor"
              strokeWidth="1.5"
              strokeLinejoin="round"
            />
          </svg>
        </span>
      )}
    </div>
  );
});
