import { LineCounter, parseDocument } from "yaml";
import type { PipelineDeclaration } from "../declaration";
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

/**
 * The least that has to change in a text so that it says `wanted`. Comments, blank lines, the order of members and the
 * way values are quoted stay, and a moved item takes its comments along. A text that cannot be changed in place,
 * because what changes hangs on an anchor for instance, is written anew.
 * @returns sorted; empty when the text says it already
 */
export function editCode({ text, language, wanted }: CodeToEdit): readonly CodeEdit[] {
  const read = readCode(text, language);
  if (read.ok && sameValue(read.declaration, wanted)) return [];
  const edits = read.ok ? editInPlace({ text, language, wanted }, read.declaration) : null;
  if (edits !== null && says(applyEdits(text, edits), language, wanted)) return edits;
  return [trimEdit(text, { from: 0, to: text.length, insert: printCode(wanted, language) })];
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

function says(text: string, language: CodeLanguage, wanted: PipelineDeclaration): boolean {
  const read = readCode(text, language);
  return read.ok && sameValue(read.declaration, wanted);
}
