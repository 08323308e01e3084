"use client";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { quickFix } from "@/lib/pipeline/edits/quick-fix";
import { goToProblem } from "../commands/go-to-problem";
import { useEditor, useEditorState } from "../editor-context";
import { problemsOf, type PlacedIssue } from "../problems";

/** Every finding, errors first; each leads to its node and its field. */
export function ProblemsPanel() {
  const problems = useEditorState((state) => problemsOf(state));
  if (problems.all.length === 0 && !problems.isCurrent) {
    return <p className="px-3 py-3 text-muted">Checking the definition…</p>;
  }
  if (problems.all.length === 0) {
    return (
      <p className="flex items-center gap-2 px-3 py-3 text-muted">
        <Glyph name="succeeded" className="size-3.5 text-ok" /> No problems found. AWS would accept this definition.
      </p>
    );
  }
  return (
    <ul
      aria-label="Problems"
      aria-busy={!problems.isCurrent}
      className="grid grid-cols-[auto_minmax(0,1fr)_auto] divide-y divide-line lg:grid-cols-[auto_minmax(0,1fr)_fit-content(220px)_auto] xl:grid-cols-[auto_minmax(0,1fr)_fit-content(240px)_auto_auto]"
    >
      {problems.all.map((issue) => (
        <Problem key={`${issue.code} ${issue.path.join(".")} ${issue.message}`} issue={issue} />
      ))}
    </ul>
  );
}

function Problem({ issue }: { readonly issue: PlacedIssue }) {
  const editor = useEditor();
  const fix = editor.canEdit ? quickFix(editor.store.getState().draft, issue) : null;
  const isError = issue.severity === "error";
  return (
    <li className="col-span-full grid min-h-[30px] grid-cols-subgrid items-center gap-x-5 px-3 text-control max-md:min-h-11 max-md:gap-x-2.5">
      <span
        className={`inline-flex items-center gap-1.5 text-small font-medium ${isError ? "text-fail" : "text-wait"}`}
      >
        <Glyph name={isError ? "problem" : "warning"} />
        <span className="max-md:sr-only">{isError ? "Error" : "Warning"}</span>
      </span>
      <span className="min-w-0 py-1">
        <span className="block lg:truncate" title={issue.message}>
          {issue.message}
        </span>
        <span className="block truncate text-small text-muted lg:hidden">{issue.place}</span>
      </span>
      <span className="truncate text-muted max-lg:hidden">{issue.place}</span>
      <code className="truncate font-mono text-tiny text-faint max-xl:hidden">{issue.awsError ?? issue.code}</code>
      <span className="flex items-center justify-end gap-1.5 max-md:flex-col max-md:items-stretch max-md:py-1">
        {fix && (
          <Button size="sm" onClick={() => editor.edit(fix.label.toLowerCase(), fix.apply)}>
            {fix.label}
          </Button>
        )}
        <Button size="sm" variant={fix ? "quiet" : "default"} onClick={() => goToProblem(editor, issue)}>
          {issue.field === "" ? "Show" : "Go to field"}
        </Button>
      </span>
    </li>
  );
}
