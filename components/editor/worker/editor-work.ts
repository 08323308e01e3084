import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { applyEdits, type CodeEdit } from "@/lib/pipeline/code/code-edit";
import type { CodeLanguage } from "@/lib/pipeline/code/code-language";
import { placesOf, type CodePlaces } from "@/lib/pipeline/code/code-places";
import { editCode } from "@/lib/pipeline/code/edit-code";
import { readCode, type CodeIssue } from "@/lib/pipeline/code/read-code";
import type { PlacedExpression } from "@/lib/pipeline/formats/metadata";
import type { ValidationIssue } from "@/lib/pipeline/validation/issue";
import { checkDraft } from "@/lib/pipeline/validation/check-draft";

export type ReadText =
  | { readonly ok: true; readonly declaration: PipelineDeclaration; readonly places: CodePlaces }
  | { readonly ok: false; readonly issues: readonly CodeIssue[] };

export interface EditedText {
  /** Sorted. */
  readonly edits: readonly CodeEdit[];
  /** Of the text after the edits. */
  readonly places: CodePlaces;
}

export interface TextToEdit {
  readonly text: string;
  readonly language: CodeLanguage;
  readonly wanted: PipelineDeclaration;
}

/** What takes longer than a frame for a large pipeline. Plain data in and out, so that another thread can do it. */
export const EDITOR_WORK = {
  read: ({ text, language }: { readonly text: string; readonly language: CodeLanguage }): ReadText => {
    const read = readCode(text, language);
    if (!read.ok) return read;
    return { ok: true, declaration: read.declaration, places: placesOf(text, read.source) };
  },
  edit: ({ text, language, wanted }: TextToEdit): EditedText => {
    const { edits, source } = editCode({ text, language, wanted });
    return { edits, places: placesOf(applyEdits(text, edits), source) };
  },
  validate: ({
    declaration,
    region,
    expressions,
  }: {
    readonly declaration: PipelineDeclaration;
    readonly region: string;
    readonly expressions: readonly PlacedExpression[];
  }): readonly ValidationIssue[] => checkDraft(declaration, { region, expressions }),
} as const;

export type WorkKind = keyof typeof EDITOR_WORK;
export type WorkInput<Kind extends WorkKind> = Parameters<(typeof EDITOR_WORK)[Kind]>[0];
export type WorkResult<Kind extends WorkKind> = ReturnType<(typeof EDITOR_WORK)[Kind]>;

/** Does one kind of work, here or elsewhere. Answers come in the order of the questions. */
export interface EditorWorker {
  ask<Kind extends WorkKind>(kind: Kind, input: WorkInput<Kind>): Promise<WorkResult<Kind>>;
  stop(): void;
}

export function doWork<Kind extends WorkKind>(kind: Kind, input: WorkInput<Kind>): WorkResult<Kind> {
  // The table pairs each kind with its own input and result, which the compiler cannot follow through an index.
  const work = EDITOR_WORK[kind] as (given: WorkInput<Kind>) => WorkResult<Kind>;
  return work(input);
}
