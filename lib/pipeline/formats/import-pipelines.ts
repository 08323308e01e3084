import { pipelineDeclaration, type PipelineDeclaration } from "../declaration";
import { MAX_IMPORT_BYTES } from "../limits";
import type { IssuePath } from "../validation/issue";
import { parseDeclaration } from "../validation/parse-declaration";
import type { Tag } from "../validation/tags";
import { findPipelines, readTags, type FoundPipeline } from "./find-pipelines";
import { readJson } from "./read-json";
import { readYaml } from "./read-yaml";
import { apiName, shapeValue, type ShapingNotes } from "./shape-value";
import { UnreadableText, type Position, type SourceNode } from "./source-node";

export interface ImportedPipeline {
  readonly declaration: PipelineDeclaration;
  readonly tags: readonly Tag[];
  /** What was assumed, changed or left out, a sentence each. */
  readonly notes: readonly string[];
}

/** Why a file cannot be imported, and where; both numbers count from 1. */
export interface ImportIssue extends Position {
  readonly message: string;
}

export type ImportResult =
  | { readonly ok: true; readonly pipelines: readonly ImportedPipeline[] }
  | { readonly ok: false; readonly issues: readonly ImportIssue[] };

/** YAML is read at about 1 MB a second, and CloudFormation takes templates up to 1 MB. */
const MAX_YAML_BYTES = 2 * 1024 * 1024;
const START: Position = { line: 1, column: 1 };

/**
 * Reads every pipeline of a file, whatever tool wrote it: `aws codepipeline get-pipeline`, a CloudFormation template
 * in YAML or JSON, or a `resources` list. The result has the structure of a declaration; whether it is a valid one is
 * for validation to say. Any text is safe to read.
 */
export function importPipelines(text: string, filename?: string): ImportResult {
  try {
    const root = readText(text.replace(/^\uFEFF/, ""), filename);
    refusePrototypes(root);
    const results = findPipelines(root).map(importPipeline);
    const issues = results.flatMap((result) => ("issues" in result ? result.issues : []));
    if (issues.length > 0) return { ok: false, issues };
    return { ok: true, pipelines: results.flatMap((result) => ("issues" in result ? [] : [result])) };
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    return { ok: false, issues: [{ ...error.position, message: error.message }] };
  }
}

function readText(text: string, filename?: string): SourceNode {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_IMPORT_BYTES) {
    throw new UnreadableText(`The file has ${megabytes(bytes)}; ${megabytes(MAX_IMPORT_BYTES)} is the most.`, START);
  }
  if (text.trim() === "") throw new UnreadableText("The file is empty.", START);
  refuseBinary(text, filename);
  if (/^\s*[[{]/.test(text)) return readJsonOrYaml(text);
  if (bytes > MAX_YAML_BYTES) {
    throw new UnreadableText(
      `The YAML has ${megabytes(bytes)}; ${megabytes(MAX_YAML_BYTES)} is the most. Use JSON, or split it.`,
      START,
    );
  }
  return readYaml(text);
}

/** What begins like JSON may still be YAML in flow style; then JSON's complaint is the one to show if neither reads. */
function readJsonOrYaml(text: string): SourceNode {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof UnreadableText) || text.length > MAX_YAML_BYTES || /^\s*[[{]\s*"/.test(text)) throw error;
    return readYaml(text);
  }
}

function refuseBinary(text: string, filename = "The file"): void {
  const index = findBinary(text);
  if (index < 0) return;
  const lines = text.slice(0, index).split("\n");
  const position = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  throw new UnreadableText(`${filename} is not a text file in UTF-8. Choose a JSON or YAML file.`, position);
}

/** Text holds no control characters but tab, line feed, form feed and carriage return; U+FFFD stands for broken UTF-8. */
function findBinary(text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const isControl = code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13;
    if (isControl || code === 0xfffd) return index;
  }
  return -1;
}

/** A member called __proto__ is never part of a definition, and trouble for whoever copies objects carelessly. */
export function refusePrototypes(node: SourceNode): void {
  if (node.kind === "list") node.items.forEach(refusePrototypes);
  if (node.kind !== "map") return;
  for (const [name, value] of node.entries) {
    if (name === "__proto__") throw new UnreadableText("A member cannot be called __proto__.", value.position);
    refusePrototypes(value);
  }
}

function importPipeline(found: FoundPipeline): ImportedPipeline | { readonly issues: readonly ImportIssue[] } {
  const shaping: ShapingNotes = { isCoerced: false, intrinsics: [] };
  const shaped = shapeValue(found.declaration, pipelineDeclaration, shaping);
  const notes = [...found.notes];
  const named = withName(shaped, found.fallbackName, notes);
  const parsed = parseDeclaration(named);
  if (!parsed.ok) {
    const issues = parsed.issues.map(({ path, message }) => ({ ...positionOf(found.declaration, path), message }));
    return { issues };
  }
  const declaration = withType(parsed.declaration, notes);
  if (shaping.isCoerced) notes.push("Numbers and switches became texts where AWS takes texts.");
  if (shaping.intrinsics.length > 0) notes.push(describeIntrinsics(shaping.intrinsics));
  return { declaration, tags: readTags(found.tags), notes };
}

function withName(shaped: unknown, fallbackName: string | undefined, notes: string[]): unknown {
  if (typeof shaped !== "object" || shaped === null || "name" in shaped || fallbackName === undefined) return shaped;
  notes.push(`The pipeline is called ${fallbackName}, after its resource: it has no name of its own.`);
  return { name: fallbackName, ...shaped };
}

/** AWS's pages call V1 the default, and V2 what V2's features make of it. */
function withType(declaration: PipelineDeclaration, notes: string[]): PipelineDeclaration {
  if (declaration.pipelineType !== undefined) return declaration;
  const { executionMode, variables = [], triggers = [], stages } = declaration;
  const isV2 =
    (executionMode !== undefined && executionMode !== "SUPERSEDED") ||
    variables.length > 0 ||
    triggers.length > 0 ||
    stages.some(({ beforeEntry, onSuccess, onFailure }) => beforeEntry ?? onSuccess ?? onFailure);
  const pipelineType = isV2 ? "V2" : "V1";
  const reason = isV2 ? "it uses features of V2" : "that is AWS's default";
  notes.push(`No pipelineType is given: taken as ${pipelineType}, since ${reason}.`);
  return { ...declaration, pipelineType };
}

function describeIntrinsics(texts: readonly string[]): string {
  const shown = texts.slice(0, 3).join(", ");
  const more = texts.length > 3 ? ` and ${texts.length - 3} more` : "";
  return `CloudFormation would compute ${shown}${more}. Replace them by values before you publish.`;
}

/** Where the member stands, or the nearest thing around it that does. */
export function positionOf(node: SourceNode, [part, ...rest]: IssuePath): Position {
  if (part === undefined || node.kind === "text") return node.position;
  const child =
    node.kind === "list"
      ? node.items[Number(part)]
      : [...node.entries].find(([name]) => name === part || apiName(name) === part)?.[1];
  return child ? positionOf(child, rest) : node.position;
}

function megabytes(bytes: number): string {
  return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;
}
