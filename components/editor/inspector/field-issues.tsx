"use client";
import { Glyph } from "@/components/ui/glyph";
import { useEditorState } from "../editor-context";
import { problemsOf, type PlacedIssue } from "../problems";

/** The findings about one member of a stage or an action: the first error, and what else there is. */
export function useFieldIssues(nodeKey: string | null, path: string): { readonly error: string | undefined } {
  const issues = useIssuesAt(nodeKey, path);
  return { error: issues.find(({ severity }) => severity === "error")?.message };
}

/** The warnings about a member, below its field; the error stands in the field itself. */
export function FieldIssues({ nodeKey, path }: { readonly nodeKey: string | null; readonly path: string }) {
  const warnings = useIssuesAt(nodeKey, path).filter(({ severity }) => severity === "warning");
  return warnings.map(({ code, message }) => (
    <p key={code} className="mt-1 flex items-start gap-1 text-label text-wait">
      <Glyph name="warning" className="mt-0.5 size-[13px]" />
      {message}
    </p>
  ));
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
