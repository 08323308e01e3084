import { entryOf } from "@/lib/pipeline/entry-of";
import { isDefinite } from "../../json-path/json-path";
import { parseJsonPath } from "../../json-path/parse-json-path";
import { selectByPath } from "../../json-path/select-by-path";
import { callIntrinsic } from "./intrinsics";
import { isIntrinsic, parseIntrinsic } from "./parse-intrinsic";
import { runtimeError } from "./state-error";

type Members = Record<string, unknown>;

/** What paths are read from: the state's data, and what `$$` tells of the execution. */
export interface PathScope {
  readonly input: unknown;
  readonly context: unknown;
  /** For functions that make something up. */
  newId(): string;
}

/**
 * Reads a path: what `$.order.items[0].id` or `$$.Execution.Id` leads to, and the list of all that `$.items[*].id` does.
 * @throws StateError when a path that leads to one thing leads to nothing
 */
export function readPath(path: string, scope: Pick<PathScope, "input" | "context">): unknown {
  const found = findPath(path, scope);
  if (found === undefined) throw runtimeError(`The path ${path} leads to nothing in the input.`);
  return found;
}

/** The same, undefined when there is nothing. @throws StateError for what is no path */
export function findPath(path: string, { input, context }: Pick<PathScope, "input" | "context">): unknown {
  const isContext = path.startsWith("$$");
  const [from, text] = isContext ? [context, path.slice(1)] : [input, path];
  const segments = findSegments(text);
  if (segments === null) return selectAlong(text, from);
  return segments.reduce<unknown>((value, segment) => (isMembers(value) ? entryOf(value, segment) : undefined), from);
}

function selectAlong(text: string, value: unknown): unknown {
  const path = parseJsonPath(text);
  if (!path) throw runtimeError(`${text} is not a path.`);
  const selected = selectByPath(value, path);
  if (!selected) throw runtimeError(`The input is too large for the path ${text}.`);
  return isDefinite(path) ? selected[0] : selected;
}

/** `InputPath`, `OutputPath`: all by default, nothing for null. */
export function selectPath(path: string | null | undefined, scope: PathScope): unknown {
  if (path === null) return {};
  return path === undefined ? scope.input : readPath(path, scope);
}

/** `ResultPath`: where in the input the result goes. */
export function putResult(path: string | null | undefined, input: unknown, result: unknown): unknown {
  if (path === null) return input;
  if (path === undefined || path === "$") return result;
  return put(input, segmentsOf(path), result);
}

/** What a path leads to, or what an intrinsic function gives. @throws StateError */
export function evaluate(text: string, scope: PathScope): unknown {
  if (!isIntrinsic(text)) return readPath(text, scope);
  return callIntrinsic(parseIntrinsic(text), { newId: () => scope.newId(), readPath: (path) => readPath(path, scope) });
}

/** `Parameters`, `ResultSelector`: members whose name ends in `.$` hold a path or a call of an intrinsic function. */
export function fillTemplate(template: unknown, scope: PathScope): unknown {
  if (Array.isArray(template)) return template.map((item: unknown) => fillTemplate(item, scope));
  if (!isMembers(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) => {
      if (!name.endsWith(".$")) return [name, fillTemplate(value, scope)];
      if (typeof value === "string" && (value.startsWith("$") || isIntrinsic(value)))
        return [name.slice(0, -2), evaluate(value, scope)];
      throw runtimeError(`${name}: ${JSON.stringify(value)} is neither a path nor an intrinsic function.`);
    }),
  );
}

function put(value: unknown, [segment, ...rest]: readonly string[], result: unknown): unknown {
  if (segment === undefined) return result;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === segment ? put(item, rest, result) : item));
  const members = isMembers(value) ? value : {};
  const inner = entryOf(members, segment);
  return Object.fromEntries([
    ...Object.entries(members).filter(([name]) => name !== segment),
    [segment, put(inner, rest, result)],
  ]);
}

/** @throws StateError for what is no reference path: one that leads to one thing */
function segmentsOf(path: string): string[] {
  const segments = findSegments(path);
  if (!segments) throw runtimeError(`${path} is not a reference path.`);
  return segments;
}

function findSegments(path: string): string[] | null {
  const rest = path.slice(1);
  const segments = [...rest.matchAll(/\.([^.[\]'"*()]+)|\[(\d+)\]|\['([^']+)'\]|\["([^"]+)"\]/g)];
  if (!path.startsWith("$") || segments.map(([all]) => all).join("") !== rest) return null;
  return segments.map(([, name, index, single, double]) => name ?? index ?? single ?? double ?? "");
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}
