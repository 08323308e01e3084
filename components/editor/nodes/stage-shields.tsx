"use client";
import { ShieldAlert, ShieldCheck, ShieldEllipsis } from "lucide-react";
import type { DraftStage } from "@/lib/pipeline/draft";
import { focusField } from "../commands/focus-node";
import { useEditor } from "../editor-context";

const SHIELDS = [
  { member: "beforeEntry", icon: ShieldEllipsis },
  { member: "onSuccess", icon: ShieldCheck },
  { member: "onFailure", icon: ShieldAlert },
] as const;

interface StageShieldsProps {
  readonly stage: DraftStage;
  /** The groups of the stage, which decide how wide its header is. */
  readonly columnCount: number;
}

/** The conditions of a stage, named where there is room; each leads to its fields. */
export function StageShields({ stage, columnCount }: StageShieldsProps) {
  const editor = useEditor();
  const shown = SHIELDS.filter(({ member }) => stage[member] !== undefined);
  const isNarrow = columnCount <= shown.length;
  return shown.map(({ member, icon: Icon }) => {
    const description = describeCondition(stage, member);
    return (
      <button
        key={member}
        type="button"
        tabIndex={-1}
        title={description}
        aria-label={`${stage.name}, ${description}`}
        onClick={(event) => {
          event.stopPropagation();
          editor.store.getState().select([stage.key]);
          focusField(editor, member);
        }}
        className="nopan inline-flex h-5 shrink-0 items-center gap-[3px] rounded-sm px-1 text-tiny font-medium text-muted hover:bg-hover hover:text-accent [&_svg]:size-3.5"
      >
        <Icon aria-hidden="true" />
        {!isNarrow && member}
      </button>
    );
  });
}

function describeCondition(stage: DraftStage, member: (typeof SHIELDS)[number]["member"]): string {
  const setting = stage[member];
  const conditions = setting?.conditions ?? [];
  const rules = conditions.flatMap((condition) => condition.rules ?? []).length;
  const result = (member === "onFailure" ? stage.onFailure?.result : undefined) ?? conditions[0]?.result;
  const asked = rules === 0 ? "" : rules === 1 ? "1 rule" : `${rules} rules`;
  return `${member}: ${[asked, result].filter(Boolean).join(", else ")}`;
}
