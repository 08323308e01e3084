"use client";
import { cn } from "@/components/ui/cn";
import { Glyph } from "@/components/ui/glyph";
import { useEditorState } from "../editor-context";
import { problemsOf, type PlacedIssue } from "../problems";
import type { EditorState } from "../store/editor-state";

/** How many findings a stage or an action has: red with an error among them, else amber. */
export function NodeBadge({ nodeKey, className }: { readonly nodeKey: string; readonly className?: string }) {
  const count = useEditorState((state) => issuesOf(state, nodeKey).length);
  const hasError = useEditorState((state) => issuesOf(state, nodeKey)[0]?.severity === "error");
  if (count === 0) return null;
  return (
    <span
      title={count === 1 ? "1 problem" : `${count} problems`}
      className={cn(
        "inline-flex h-[17px] items-center gap-[3px] rounded-full border border-current pr-[5px] pl-1 text-[11px]/[15px] font-semibold",
        hasError ? "bg-fail-soft text-fail" : "bg-wait-soft text-wait",
        className ?? "absolute -top-2 -right-[5px]",
      )}
    >
      <Glyph name={hasError ? "problem" : "warning"} className="size-[11px]" />
      {count}
      <span className="sr-only">{count === 1 ? " problem" : " problems"}</span>
    </span>
  );
}

const NONE: readonly PlacedIssue[] = [];

/** A picture of two definitions is no definition: nothing of it is judged. */
function issuesOf(state: EditorState, nodeKey: string): readonly PlacedIssue[] {
  return state.marks === null ? (problemsOf(state).byNode.get(nodeKey) ?? NONE) : NONE;
}
