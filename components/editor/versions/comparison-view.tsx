"use client";
import { useMemo } from "react";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { comparePipelines, type Comparison } from "@/lib/pipeline/compare-pipelines";
import type { PipelineChange } from "@/lib/pipeline/diff";
import { Canvas } from "../canvas/canvas";
import { focusNode } from "../commands/focus-node";
import { EditorProvider, useEditor, useEditorState } from "../editor-context";
import { ChangeList } from "../panels/change-list";
import { createComparisonEditor } from "./create-comparison-editor";
import { sideName, useSide, type Side } from "./side";

interface ComparisonViewProps {
  readonly from: Side;
  readonly to: Side;
}

/** What lies between two definitions, on a canvas and as a list. A phone has the list. */
export function ComparisonView({ from, to }: ComparisonViewProps) {
  const before = useSide(from);
  const after = useSide(to);
  const liveVersion = useEditorState(({ live }) => live?.version ?? null);
  const comparison = useMemo(
    () => (before.declaration && after.declaration ? comparePipelines(before.declaration, after.declaration) : null),
    [before.declaration, after.declaration],
  );
  const error = before.error ?? after.error;
  if (error instanceof Error) return <ErrorNotice error={error} />;
  if (comparison === null) return <Skeleton className="h-64" />;
  const { changes } = comparison;
  const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  return (
    <>
      <p role="status" className="text-small text-muted">
        {changes.length === 0
          ? `${sideName(from, liveVersion)} and ${sideName(to, liveVersion)} are the same.`
          : `${count} from ${sideName(from, liveVersion)} to ${sideName(to, liveVersion)}`}
      </p>
      <DrawnComparison comparison={comparison} />
    </>
  );
}

function DrawnComparison({ comparison }: { readonly comparison: Comparison }) {
  const editor = useEditor();
  const drawn = useMemo(() => createComparisonEditor(editor, comparison), [editor, comparison]);
  const show = (change: PipelineChange): void => {
    const key = keyOf(comparison, change);
    drawn.store.getState().select(key === null ? [] : [key]);
    if (key !== null) focusNode(drawn, key);
  };
  return (
    <EditorProvider editor={drawn}>
      <div className="h-[min(44vh,420px)] min-h-56 shrink-0 overflow-hidden rounded-md border border-line bg-ground max-md:hidden">
        <Canvas key={drawn.store.getState().draft.stages[0]?.key ?? ""} />
      </div>
      {comparison.changes.length > 0 && <ChangeList changes={comparison.changes} onShow={show} showsRemoved />}
    </EditorProvider>
  );
}

/** What of the picture a change is about; null for the pipeline's own settings. */
function keyOf({ draft, marks }: Comparison, change: PipelineChange): string | null {
  if (change.subject === "pipeline") return null;
  const isGone = change.kind === "removed";
  const isIt = (item: { readonly key: string; readonly name: string }, name: string): boolean =>
    item.name === name && (marks.get(item.key) === "removed") === isGone;
  if (change.subject === "stage") return draft.stages.find((stage) => isIt(stage, change.stageName))?.key ?? null;
  const stages = draft.stages.filter(({ name }) => name === change.stageName);
  const candidates = stages.length > 0 ? stages : draft.stages;
  const actions = candidates.flatMap((stage) => stage.actions);
  return actions.find((action) => isIt(action, change.actionName))?.key ?? null;
}
