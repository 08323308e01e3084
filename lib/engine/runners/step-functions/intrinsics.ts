import { entryOf } from "@/lib/pipeline/entry-of";
import { isPlainObject } from "@/lib/pipeline/is-plain-object";
import { draw, FunctionError, hashText, partition, range } from "./functions";
import type { IntrinsicArgument, IntrinsicCall } from "./parse-intrinsic";
import { StateError } from "./state-error";

/** What functions cannot know by themselves. */
export interface IntrinsicWorld {
  /** A fresh UUID, and the source of random numbers. */
  newId(): string;
  readPath(path: string): unknown;
}

type Intrinsic = (args: readonly unknown[], world: IntrinsicWorld) => unknown;

const MAX_TEXT = 10_000;

/**
 * Calls an intrinsic function, its arguments first.
 * @throws StateError `States.IntrinsicFailure`, which can be caught
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export function callIntrinsic({ name, args }: IntrinsicCall, world: IntrinsicWorld): unknown {
  const intrinsic = entryOf(INTRINSICS, name);
  if (!intrinsic) throw failure(name, `there is no such function; there are ${Object.keys(INTRINSICS).join(", ")}`);
  const values = args.map((argument) => valueOf(argument, name === "Format", world));
  try {
    return intrinsic(values, world);
  } catch (error) {
    if (error instanceof FunctionError) throw failure(name, error.message);
    throw error;
  }
}

/** A template keeps its escapes: `\{` is a brace, and `{}` a place. */
function valueOf(argument: IntrinsicArgument, isTemplate: boolean, world: IntrinsicWorld): unknown {
  if (argument.kind === "path") return world.readPath(argument.path);
  if (argument.kind === "call") return callIntrinsic(argument.call, world);
  const { value } = argument;
  return typeof value === "string" && !isTemplate ? unescape(value) : value;
}

function unescape(text: string): string {
  return text.replace(/\\([\s\S])/g, "$1");
}

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Array: (args) => [...args],
  ArrayPartition: ([list, size]) => partition(array("ArrayPartition", list), integer("ArrayPartition", size)),
  ArrayContains: ([list, wanted]) => array("ArrayContains", list).some((item) => isSame(item, wanted)),
  ArrayRange: ([first, last, step]) =>
    range(integer("ArrayRange", first), integer("ArrayRange", last), integer("ArrayRange", step)),
  ArrayGetItem: ([list, index]) => itemAt(array("ArrayGetItem", list), integer("ArrayGetItem", index)),
  ArrayLength: ([list]) => array("ArrayLength", list).length,
  ArrayUnique: ([list]) =>
    array("ArrayUnique", list).filter((item, at, all) => all.findIndex((other) => isSame(other, item)) === at),
  Base64Encode: ([value]) => Buffer.from(text("Base64Encode", value), "utf8").toString("base64"),
  Base64Decode: ([value]) => Buffer.from(text("Base64Decode", value), "base64").toString("utf8"),
  Format: ([template, ...values]) => format(text("Format", template), values),
  Hash: ([value, algorithm]) => hash(value, text("Hash", algorithm)),
  JsonMerge: ([one, other, isDeep]) => merge(one, other, isDeep),
  JsonToString: ([value]) => JSON.stringify(value),
  MathAdd: ([one, other]) => integer("MathAdd", one) + integer("MathAdd", other),
  MathRandom: ([from, to, seed], world) =>
    random(integer("MathRandom", from), integer("MathRandom", to), seed === undefined ? world.newId() : shown(seed)),
  StringSplit: ([value, separators]) => split(text("StringSplit", value), text("StringSplit", separators)),
  StringToJson: ([value]) => parse(text("StringToJson", value)),
  UUID: (_args, { newId }) => newId(),
};

function itemAt(list: readonly unknown[], index: number): unknown {
  if (index >= 0 && index < list.length) return list[index];
  throw failure("ArrayGetItem", `there is no item ${index} among ${list.length}`);
}

/** `{}` stands for the next value; texts go in as they are, everything else as JSON. */
function format(template: string, values: readonly unknown[]): string {
  let used = 0;
  const filled = template.replace(/\\([\s\S])|\{\}/g, (_all, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    const value = values[used];
    used += 1;
    return typeof value === "string" ? value : JSON.stringify(value);
  });
  if (used === values.length) return filled;
  throw failure("Format", `the template has ${used} places for ${values.length} values`);
}

function hash(value: unknown, algorithm: string): string {
  return hashText(typeof value === "string" ? text("Hash", value) : JSON.stringify(value), algorithm);
}

function merge(one: unknown, other: unknown, isDeep: unknown): unknown {
  if (isDeep !== false) throw failure("JsonMerge", "only a shallow merge is supported: the last argument is false");
  if (!isPlainObject(one) || !isPlainObject(other)) throw failure("JsonMerge", "it merges two objects");
  return { ...one, ...other };
}

/** From `from` to below `to`, the same for the same seed. */
function random(from: number, to: number, seed: string): number {
  if (to <= from) throw failure("MathRandom", "the end is not above the beginning");
  return from + Math.floor(draw(seed) * (to - from));
}

function split(value: string, separators: string): string[] {
  const parts = [""];
  for (const character of value) {
    if (separators.includes(character)) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.filter((part) => part !== "");
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw failure("StringToJson", "the text is not JSON");
  }
}

function array(name: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw failure(name, `${shown(value)} is no array`);
}

/** A number with decimals is rounded down. */
function integer(name: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return Math.floor(value);
  throw failure(name, `${shown(value)} is no number`);
}

function text(name: string, value: unknown): string {
  if (typeof value !== "string") throw failure(name, `${shown(value)} is no text`);
  if (value.length <= MAX_TEXT) return value;
  throw failure(name, `the text has ${value.length} characters; ${MAX_TEXT} are the most`);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 60);
}

function failure(name: string, reason: string): StateError {
  return new StateError("States.IntrinsicFailure", `States.${name}: ${reason}.`);
}
