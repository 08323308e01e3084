import { LineCounter, parseDocument } from "yaml";
import type { PipelineDeclaration } from "../declaration";
import type { SourceMap } from "../formats/source-node";
import { sameValue } from "../same-value";
import { applyEdits, sortEdits, trimEdit, type CodeEdit } from "./code-edit";
import type { CodeLanguage } from "./code-language";
import { CodeChange } from "./code-change";
import { printCode } from "./print-code";
import { readCode } from "./read-code";

interface CodeToEdit {
  readonly text: string;
  readonly language: CodeLanguage;
  readonly wanted: PipelineDeclaration;
}

export interface EditedCode {
  /** Sorted; empty when the text said it already. */
  readonly edits: readonly CodeEdit[];
  /** What the text says after the edits, read again. */
  readonly source: SourceMap;
}

/**
 * The least that has to change in a text so that it says `wanted`. Comments, blank lines, the order of members and the
 * way values are quoted stay, and a moved item takes its comments along. A text that cannot be changed in place,
 * because what changes hangs on an anchor for instance, is written anew.
 * @throws Error when `wanted` is no declaration that a text could say
 */
export function editCode({ text, language, wanted }: CodeToEdit): EditedCode {
  const read = readCode(text, language);
  if (read.ok && sameValue(read.declaration, wanted)) return { edits: [], source: read.source };
  const edits = read.ok ? editInPlace({ text, language, wanted }, read.declaration) : null;
  const edited = edits && readCode(applyEdits(text, edits), language);
  if (edits && edited?.ok && sameValue(edited.declaration, wanted)) return { edits, source: edited.source };
  const printed = printCode(wanted, language);
  const whole = readCode(printed, language);
  if (!whole.ok) throw new Error(`The definition cannot be written as ${language}: ${whole.issues[0]?.message ?? ""}`);
  return { edits: [trimEdit(text, { from: 0, to: text.length, insert: printed })], source: whole.source };
}

function editInPlace({ text, language, wanted }: CodeToEdit, was: PipelineDeclaration): readonly CodeEdit[] | null {
  const { contents, errors } = parseDocument(text, {
    schema: "failsafe",
    prettyErrors: false,
    uniqueKeys: false,
    lineCounter: new LineCounter(),
  });
  if (errors.length > 0) return null;
  const edits = new CodeChange(text, language).change(contents, was, wanted);
  return edits && sortEdits(edits);
}
