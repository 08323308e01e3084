import { LineCounter, parseDocument, visit, type Alias, type Document } from "yaml";
import { z } from "zod";
import { refuseDeepNesting } from "@/lib/pipeline/formats/nesting";

/** The library looks for repeated keys in time squared in their number, so a longer file could hold the engine up. */
const LONGEST_SPEC = 128 * 1024;
const MAX_ALIASES = 100;

/** A buildspec or appspec that cannot be read. The message names the file, the line and what to change. */
export class SpecError extends Error {
  override readonly name = "SpecError";
}

/**
 * Reads a YAML file of AWS's against a schema. Every scalar is text, as written: `8080`, `yes`, `0755` and a command
 * `true` mean what their author typed.
 * @throws SpecError
 */
export function parseSpec<Output>(schema: z.ZodType<Output>, text: string, fileName: string): Output {
  if (text.length > LONGEST_SPEC) throw new SpecError(`${fileName} is larger than ${LONGEST_SPEC} characters.`);
  const lines = new LineCounter();
  const document = readYaml(text, fileName, lines);
  const parsed = schema.safeParse(valueOf(document, fileName, lines), { reportInput: true });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = issue ? positionOf(document, issue.path, lines) : "";
  throw new SpecError(`${fileName}${at}: ${issue ? describe(issue) : "is not valid"}`);
}

/** A member that may be left out, or be there with nothing behind it: `hooks:`. */
export function orNothing<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === "" || value === null ? undefined : value), schema.optional());
}

function readYaml(text: string, fileName: string, lines: LineCounter): Document {
  const document = parseYaml(text, fileName, lines);
  const [error] = document.errors;
  if (!error) return document;
  const { line, col } = lines.linePos(error.pos[0]);
  if (error.code === "MULTIPLE_DOCS") {
    throw new SpecError(
      `${fileName} holds several YAML documents, and only one is read: remove the --- in line ${line}`,
    );
  }
  const [reason = "not readable"] = error.message.split("\n");
  throw new SpecError(`${fileName} is not YAML: line ${line}, column ${col}: ${reason.replace(/ at line \d+.*$/, "")}`);
}

function parseYaml(text: string, fileName: string, lines: LineCounter): Document {
  try {
    refuseDeepNesting(text);
    return parseDocument(text, { schema: "failsafe", merge: true, lineCounter: lines });
  } catch (error) {
    const reason = error instanceof Error ? `: ${error.message}` : ".";
    throw new SpecError(`${fileName} is not YAML that can be read${reason}`, { cause: error });
  }
}

function valueOf(document: Document, fileName: string, lines: LineCounter): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const alias = message.startsWith("Unresolved alias") ? firstUnresolved(document) : null;
    if (!alias) {
      const isTooMuch = message.startsWith("Excessive alias count");
      const reason = isTooMuch ? "uses more aliases than are accepted." : `is not YAML that can be read: ${message}.`;
      throw new SpecError(`${fileName} ${reason}`, { cause: error });
    }
    const { line, col } = lines.linePos(alias.range?.[0] ?? 0);
    throw new SpecError(
      `${fileName}, line ${line}, column ${col}: has no anchor &${alias.source} in front of *${alias.source}. ` +
        "Put quotes around text that begins with *",
      { cause: error },
    );
  }
}

function firstUnresolved(document: Document): Alias | null {
  let found: Alias | null = null;
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document)) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

/** Where the value is, or the nearest thing around it that exists. */
function positionOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): string {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (hasRange(node)) {
      const { line, col } = lines.linePos(node.range[0]);
      return `, line ${line}, column ${col}`;
    }
  }
  return "";
}

function hasRange(node: unknown): node is { range: readonly [number, ...number[]] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

function describe(issue: z.core.$ZodIssue): string {
  const place = issue.path.length > 0 ? issue.path.map(String).join(".") : "the file";
  if (issue.code === "unrecognized_keys") {
    const isSaid = !issue.message.startsWith("Unrecognized key");
    return `${place} has ${isSaid ? issue.message : `a key that is not known: ${issue.keys.join(", ")}`}`;
  }
  if (issue.input === undefined && (issue.code === "invalid_value" || issue.code === "invalid_type")) {
    return `${place} is missing`;
  }
  if (issue.code === "invalid_value") {
    const isSaid = !issue.message.startsWith("Invalid ");
    return `${place} ${isSaid ? issue.message : `must be ${issue.values.map(String).join(" or ")}`}`;
  }
  if (issue.code !== "invalid_type") return `${place}: ${issue.message}`;
  const hint = isCommand(issue.path) ? `. Put quotes around a command that contains ": "` : "";
  return `${place} must be ${KIND_WORDS[issue.expected] ?? issue.expected}${hint}`;
}

function isCommand(path: readonly PropertyKey[]): boolean {
  const list = path.at(-2);
  return list === "commands" || list === "finally";
}
