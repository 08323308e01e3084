import { findActionType } from "../action-types/catalogue";
import { pipelineDeclaration, type ActionTypeId, type PipelineDeclaration } from "../declaration";
import { isPlainObject } from "../is-plain-object";
import type { IssuePath, ValidationIssue } from "../validation/issue";
import { parseDeclaration } from "../validation/parse-declaration";
import type { Tag } from "../validation/tags";
import type { FoundPipeline } from "./found-pipeline";
import { remainder, type DefinitionMetadata, type PlacedExpression } from "./metadata";
import type { DefinitionParameter } from "./parameter";
import { positionOf } from "./position-of";
import { readDefinitions } from "./read-definitions";
import { readTags } from "./read-tags";
import { setAt } from "./set-at";
import { shapeValue, type ShapingNotes } from "./shape-value";
import { UnreadableText, plainValue, type Position, type SourceNode } from "./source-node";

export interface ImportedPipeline {
  readonly declaration: PipelineDeclaration;
  readonly tags: readonly Tag[];
  /** What was assumed, changed or left out, a sentence each. */
  readonly notes: readonly string[];
  /** What the declaration cannot hold, for an export back to where it came from. */
  readonly metadata: DefinitionMetadata;
}

/** Why a file cannot be imported, and where; both numbers count from 1. */
export interface ImportIssue extends Position {
  readonly message: string;
  /** For a text that could be read, but whose pipeline does not have a declaration's structure: what is wrong with it. */
  readonly problem?: { readonly pipeline: string; readonly issue: ValidationIssue };
}

export type ImportResult =
  | {
      readonly ok: true;
      readonly pipelines: readonly ImportedPipeline[];
      /** What the pipelines depend on and could be given a value for. */
      readonly parameters: readonly DefinitionParameter[];
    }
  | {
      readonly ok: false;
      readonly issues: readonly ImportIssue[];
      /** Those of the text that could be read all the same. */
      readonly pipelines: readonly ImportedPipeline[];
    };

/** More than anyone mends at once. */
const MOST_ISSUES = 1000;

export interface ImportOptions {
  readonly filename?: string | undefined;
  /** Values of the definition's parameters by name; those left out take their defaults. */
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * Reads every pipeline of a file, whatever tool wrote it: `aws codepipeline get-pipeline`, a CloudFormation template
 * in YAML or JSON, Terraform, or a `resources` list. The result has the structure of a declaration; whether it is a
 * valid one is for validation to say. Any text is safe to read.
 */
export function importPipelines(text: string, { filename, values = {} }: ImportOptions = {}): ImportResult {
  try {
    const { pipelines, parameters } = readDefinitions(text, filename, values);
    const results = pipelines.map(importPipeline);
    const issues = results.flatMap((result) => ("issues" in result ? result.issues : []));
    const read = results.flatMap((result) => ("issues" in result ? [] : [result]));
    return issues.length > 0 ? { ok: false, issues, pipelines: read } : { ok: true, pipelines: read, parameters };
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    return { ok: false, issues: [{ ...error.position, message: error.message }], pipelines: [] };
  }
}

function importPipeline(found: FoundPipeline): ImportedPipeline | { readonly issues: readonly ImportIssue[] } {
  const shaping: ShapingNotes = { isCoerced: false, encoded: [], expressions: [] };
  const shaped = shapeValue(found.declaration, pipelineDeclaration, { path: [], notes: shaping });
  const kept = readRemainder(found.remainder);
  const complete = (kept?.members ?? []).reduce((value, { path, value: member }) => setAt(value, path, member), shaped);
  const notes = [...found.notes];
  const named = withName(complete, found.fallbackName, notes);
  const parsed = parseDeclaration(named);
  if (!parsed.ok) {
    const issues = parsed.issues.slice(0, MOST_ISSUES).map((issue): ImportIssue => {
      const message = explainMissing(issue.path, shaping.expressions) ?? issue.message;
      const problem = { pipeline: nameOf(named), issue: { ...issue, message } };
      return { ...positionOf(found.declaration, issue.path), message, problem };
    });
    return { issues };
  }
  const declaration = withType(parsed.declaration, notes);
  const tags = readTags(found.tags, shaping.expressions);
  if (shaping.isCoerced) notes.push("Numbers and switches became texts where AWS takes texts.");
  if (shaping.encoded.length > 0) notes.push(`AWS takes a text there: ${shaping.encoded.join(", ")} became JSON.`);
  const expressions = [
    ...shaping.expressions.map((placed) => assumedType(placed, declaration)),
    ...(kept?.expressions ?? []),
  ];
  notes.push(...describeExpressions(expressions));
  const origin = kept?.origin ?? found.origin;
  return { declaration, tags, notes, metadata: { expressions, ...(origin && { origin }) } };
}

/** What an export of ours left beside the pipeline; anything else in its place is not ours and says nothing. */
function readRemainder(node: SourceNode | undefined) {
  return node === undefined ? undefined : remainder.safeParse(plainValue(node)).data;
}

function withName(shaped: unknown, fallbackName: string | undefined, notes: string[]): unknown {
  if (!isPlainObject(shaped) || "name" in shaped || fallbackName === undefined) return shaped;
  notes.push(`The pipeline is called ${fallbackName}, after its resource: it has no name of its own.`);
  return { name: fallbackName, ...shaped };
}

function nameOf(named: unknown): string {
  return isPlainObject(named) && typeof named.name === "string" ? named.name : "";
}

/** AWS's pages call V1 the default, and V2 what V2's features make of it. */
function withType(declaration: PipelineDeclaration, notes: string[]): PipelineDeclaration {
  if (declaration.pipelineType !== undefined) return declaration;
  const { executionMode, variables = [], triggers = [], stages } = declaration;
  const isV2 =
    (executionMode !== undefined && executionMode !== "SUPERSEDED") ||
    variables.length > 0 ||
    triggers.length > 0 ||
    stages.some(({ beforeEntry, onSuccess, onFailure }) => beforeEntry ?? onSuccess ?? onFailure) ||
    stages.some(({ actions }) => actions.some(({ actionTypeId }) => isOnlyV2(actionTypeId)));
  const pipelineType = isV2 ? "V2" : "V1";
  const reason = isV2 ? "it uses features of V2" : "that is AWS's default";
  notes.push(`No pipelineType is given: taken as ${pipelineType}, since ${reason}.`);
  return { ...declaration, pipelineType };
}

function isOnlyV2(actionTypeId: ActionTypeId): boolean {
  const type = findActionType(actionTypeId);
  return type !== null && !type.pipelineTypes.includes("V1");
}

/** The type that was taken stands in for an expression that computes it. */
function assumedType(placed: PlacedExpression, { pipelineType }: PipelineDeclaration): PlacedExpression {
  if (placed.kind !== "value" || placed.path.length !== 1 || placed.path[0] !== "pipelineType") return placed;
  return { ...placed, standIn: placed.standIn ?? pipelineType };
}

function describeExpressions(expressions: readonly PlacedExpression[]): readonly string[] {
  const texts = [
    ...new Set(expressions.flatMap((placed) => (placed.kind === "value" ? [placed.expression.text] : []))),
  ];
  if (texts.length === 0) return [];
  const isTerraform = expressions.some(
    (placed) => placed.kind === "value" && placed.expression.language === "terraform",
  );
  const shown = texts.slice(0, 3).join(", ");
  const more = texts.length > 3 ? ` and ${texts.length - 3} more` : "";
  const tool = isTerraform ? "Terraform" : "CloudFormation";
  return [`${tool} would compute ${shown}${more}. Replace them by values before you publish.`];
}

function explainMissing(path: IssuePath, expressions: readonly PlacedExpression[]): string | null {
  const place = path.join(" / ");
  const placed = expressions.find((other) => other.kind === "value" && other.path.join(" / ") === place);
  if (placed?.kind !== "value") return null;
  return `${place} is ${placed.expression.text}, and nothing can stand in for it. Give what it depends on a value.`;
}
