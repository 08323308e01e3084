import type { z } from "zod";
import { pipelineDeclaration, type PipelineDeclaration } from "../declaration";
import type { IssuePath, ValidationIssue } from "./issue";

export type ParsedDeclaration =
  | { readonly ok: true; readonly declaration: PipelineDeclaration }
  | { readonly ok: false; readonly issues: readonly ValidationIssue[] };

type ZodIssue = z.core.$ZodIssue;

/** Reads a value as a declaration. What does not have its structure comes back as issues, one per member. */
export function parseDeclaration(value: unknown): ParsedDeclaration {
  const parsed = pipelineDeclaration.safeParse(value);
  if (parsed.success) return { ok: true, declaration: parsed.data };
  return { ok: false, issues: parsed.error.issues.map((issue) => issueFrom(issue, value)) };
}

function issueFrom(issue: ZodIssue, root: unknown): ValidationIssue {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const place = path.length === 0 ? "The definition" : path.map(String).join(" / ");
  const found = valueAt(root, path);
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const message = `${place} is "${String(found)}". Use ${values.join(" or ")}.`;
    return shape("member-value", path, message, `Member must satisfy enum value set: [${values.join(", ")}]`);
  }
  if (found === undefined || found === null) {
    return shape("member-missing", path, `${place} is missing. Add it.`, "Member must not be null");
  }
  const expected = issue.code === "invalid_type" ? nounFor(issue.expected) : "something else";
  return {
    code: "member-type",
    severity: "error",
    // A value of the wrong type is refused before the service looks at constraints.
    awsError: "SerializationException",
    path,
    message: `${place} has to be ${expected}, not ${nounOf(found)}.`,
  };
}

function shape(code: string, path: IssuePath, message: string, constraint: string): ValidationIssue {
  return { code, severity: "error", awsError: "ValidationException", path, message, constraint };
}

function valueAt(root: unknown, path: IssuePath): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined),
    root,
  );
}

function nounFor(type: string): string {
  const nouns: Readonly<Record<string, string>> = {
    string: "a text",
    number: "a number",
    int: "a whole number",
    array: "a list",
    object: "an object",
    record: "an object",
  };
  return nouns[type] ?? type;
}

function nounOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? "a text" : `a ${typeof value}`;
}
