"use client";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { quickFix } from "@/lib/pipeline/edits/quick-fix";
import { useEditor, useEditorState } from "../editor-context";
import { problemsOf, type PlacedIssue } from "../problems";

/** The findings about one member of a stage or an action: the first error, and what else there is. */
export function useFieldIssues(nodeKey: string | null, path: string): { readonly error: string | undefined } {
  const issues = useIssuesAt(nodeKey, path);
  return { error: issues.find(({ severity }) => severity === "error")?.message };
}

/** Below a field: its warnings, and the button of a safe way out; the error itself stands in the field. */
export function FieldIssues({ nodeKey, path }: { readonly nodeKey: string | null; readonly path: string }) {
  const issues = useIssuesAt(nodeKey, path);
  const firstError = issues.find(({ severity }) => severity === "error");
  return issues
    .filter((issue) => issue === firstError || issue.severity === "warning")
    .map((issue) => <FieldIssue key={`${issue.code} ${issue.field} ${issue.message}`} issue={issue} />);
}

function FieldIssue({ issue }: { readonly issue: PlacedIssue }) {
  const editor = useEditor();
  const fix = editor.canEdit ? quickFix(editor.store.getState().draft, issue) : null;
  const isWarning = issue.severity === "warning";
  if (!isWarning && !fix) return null;
  return (
    <div className="mt-1 flex flex-col items-start gap-1 text-label text-wait">
      {isWarning && (
        <p className="flex items-start gap-1">
          <Glyph name="warning" className="mt-0.5 size-[13px]" />
          {issue.message}
        </p>
      )}
      {fix && (
        <Button size="sm" onClick={() => editor.edit(fix.label.toLowerCase(), fix.apply)}>
          {fix.label}
        </Button>
      )}
    </div>
  );
}

const NONE: readonly PlacedIssue[] = [];

function useIssuesAt(nodeKey: string | null, path: string): readonly PlacedIssue[] {
  return (
    useEditorState((state) => problemsOf(state).byNode.get(nodeKey))?.filter((issue) => covers(path, issue.field)) ??
    NONE
  );
}

/** A finding about a member's inside belongs to its field, unless a field of its own shows it. */
function covers(path: string, field: string): boolean {
  return field === path || field.startsWith(`${path}.`);
}
