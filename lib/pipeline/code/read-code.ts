import { pipelineDeclaration, type PipelineDeclaration } from "../declaration";
import { withExpressions } from "../formats/cloudformation/unresolved";
import { positionOf } from "../formats/position-of";
import { readJson } from "../formats/read-json";
import { readYaml } from "../formats/read-yaml";
import { refusePrototypes } from "../formats/refuse-prototypes";
import { shapeValue } from "../formats/shape-value";
import { UnreadableText, type Position, type SourceMap } from "../formats/source-node";
import { parseDeclaration } from "../validation/parse-declaration";
import type { CodeLanguage } from "./code-language";

/** Why a text is no declaration, and where; both numbers count from 1. */
export interface CodeIssue extends Position {
  readonly message: string;
}

export type ReadCode =
  | { readonly ok: true; readonly declaration: PipelineDeclaration; readonly source: SourceMap }
  | { readonly ok: false; readonly issues: readonly CodeIssue[] };

/** What is typed by hand stays far below; a text that large would only stop the browser. */
const MAX_CODE_LENGTH = 2 * 1024 * 1024;
const START: Position = { line: 1, column: 1 };

/** Reads a text as one declaration in the API's words. Any text is safe to read. */
export function readCode(text: string, language: CodeLanguage): ReadCode {
  try {
    const source = readSource(text, language);
    const notes = { isCoerced: false, encoded: [], expressions: [] };
    const shaped = shapeValue(withExpressions(source), pipelineDeclaration, { path: [], notes });
    const parsed = parseDeclaration(shaped);
    if (parsed.ok) return { ok: true, declaration: parsed.declaration, source };
    return { ok: false, issues: parsed.issues.map(({ path, message }) => ({ ...positionOf(source, path), message })) };
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    return { ok: false, issues: [{ ...error.position, message: error.message }] };
  }
}

function readSource(text: string, language: CodeLanguage): SourceMap {
  if (text.length > MAX_CODE_LENGTH) {
    throw new UnreadableText("The text has more than 2 million characters. Import it as a file instead.", START);
  }
  if (text.trim() === "") throw new UnreadableText("The text is empty. Write a definition, or undo.", START);
  const source = language === "json" ? readJson(text) : readYaml(text);
  if (source.kind !== "map")
    throw new UnreadableText("A definition is a map of members such as name.", source.position);
  refusePrototypes(source);
  if (
    !source.entries.has("stages") &&
    ["pipeline", "Resources", "resources"].some((name) => source.entries.has(name))
  ) {
    const message = "This is a whole file. Put only the definition itself here, or use “Import a definition…”.";
    throw new UnreadableText(message, source.position);
  }
  return source;
}
