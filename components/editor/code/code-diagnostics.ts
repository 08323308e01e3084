import { setDiagnostics, type Diagnostic } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { offsetOf } from "@/lib/pipeline/code/code-places";
import { quickFix } from "@/lib/pipeline/edits/quick-fix";
import { goToProblem } from "../commands/go-to-problem";
import type { Editor } from "../editor";
import { problemsOf, type PlacedIssue } from "../problems";

/** Marks what cannot be read, or else what is wrong with the draft, where it stands in the text. */
export function showDiagnostics(view: EditorView, editor: Editor): void {
  const found = diagnosticsOf(view.state.doc, editor);
  if (found) view.dispatch(setDiagnostics(view.state, found));
}

/** Null while nobody knows: what is marked then moves along with the text. */
function diagnosticsOf(doc: Text, editor: Editor): Diagnostic[] | null {
  const { status, places } = editor.code.state.getState();
  if (status.kind === "unreadable") {
    return status.issues.map(({ line, column, message }) => {
      const at = doc.line(Math.min(line, doc.lines));
      const { from, to } = rest(doc, Math.min(at.from + column - 1, at.to));
      return { from, to, severity: "error", message: `${message} (line ${line}, column ${column})` };
    });
  }
  if (status.kind !== "settled" || places === null || editor.code.isUnread()) return null;
  return problemsOf(editor.store.getState()).all.map((issue) => ({
    ...rest(doc, Math.min(offsetOf(places, issue.path), doc.length)),
    severity: issue.severity,
    message: issue.message,
    source: issue.awsError ?? issue.code,
    actions: actionsOf(editor, issue),
  }));
}

function actionsOf(editor: Editor, issue: PlacedIssue): NonNullable<Diagnostic["actions"]> {
  const fix = editor.canEdit ? quickFix(editor.store.getState().draft, issue) : null;
  return [
    ...(fix ? [{ name: fix.label, apply: () => editor.edit(fix.label.toLowerCase(), fix.apply) }] : []),
    { name: "Show", apply: () => goToProblem(editor, issue) },
  ];
}

/** From a place to the end of its line, and something of the line in any case. */
function rest(doc: Text, offset: number): { readonly from: number; readonly to: number } {
  const line = doc.lineAt(offset);
  if (offset < line.to) return { from: offset, to: line.to };
  return { from: Math.max(line.from, offset - 1), to: line.to };
}
