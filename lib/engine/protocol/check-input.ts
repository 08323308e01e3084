import { isPlainObject } from "@/lib/pipeline/is-plain-object";
import { textLength } from "@/lib/pipeline/validation/text-length";
import { AwsServiceError } from "../aws-service-error";
import { shapeNamed, type Shape, type ShapeTable } from "./shape";

/** How many violations a message names; its count is of all. A small body can break a million. */
const MOST_NAMED = 100;

/**
 * Reads a request body by the service model: drops members that the model does not know and those that are null,
 * refuses values of the wrong type, then every broken constraint at once. Times become epoch seconds.
 *
 * Like the service, messages name where a value is and never repeat it: it may be a secret.
 * @throws AwsServiceError `SerializationException` or `ValidationException`, in the service's words
 */
export function checkInput(shapes: ShapeTable, shapeName: string, body: unknown): unknown {
  const reading: Reading = { shapes, violations: [], count: 0 };
  const value = readValue(reading, shapeName, body, "");
  if (reading.count > 0) {
    const count = `${reading.count} validation error${reading.count === 1 ? "" : "s"} detected`;
    throw new AwsServiceError("ValidationException", `${count}: ${reading.violations.join("; ")}`);
  }
  return value;
}

interface Reading {
  readonly shapes: ShapeTable;
  readonly violations: string[];
  count: number;
}

function readValue(reading: Reading, shapeName: string, value: unknown, path: string): unknown {
  const shape = shapeNamed(reading.shapes, shapeName);
  if (shape.type === "timestamp") return readTimestamp(value);
  requireType(shape, value);
  if (Array.isArray(value)) return readList(reading, shape, value, path);
  if (isPlainObject(value)) {
    return shape.type === "map" ? readMap(reading, shape, value, path) : readStructure(reading, shape, value, path);
  }
  for (const constraint of brokenConstraints(shape, value)) addViolation(reading, path, constraint);
  return value;
}

function readStructure(reading: Reading, shape: Shape, value: Record<string, unknown>, path: string): unknown {
  if (shape.type !== "structure") return value;
  const result: Record<string, unknown> = {};
  for (const [member, shapeName] of Object.entries(shape.members)) {
    const memberPath = path ? `${path}.${member}` : member;
    const memberValue = Object.hasOwn(value, member) ? value[member] : undefined;
    if (memberValue !== undefined && memberValue !== null) {
      result[member] = readValue(reading, shapeName, memberValue, memberPath);
    } else if (shape.required?.includes(member)) {
      addViolation(reading, memberPath, NOT_NULL);
    }
  }
  return result;
}

function readList(reading: Reading, shape: Shape, value: readonly unknown[], path: string): unknown {
  if (shape.type !== "list") return value;
  for (const constraint of brokenBounds(shape, value.length, "length")) addViolation(reading, path, constraint);
  const member = shapeNamed(reading.shapes, shape.member);
  if (member.type === "structure" || member.type === "list" || member.type === "map") {
    return value.map((item, index) => {
      const itemPath = `${path}.${index + 1}.member`;
      if (item !== null) return readValue(reading, shape.member, item, itemPath);
      addViolation(reading, itemPath, NOT_NULL);
      return item;
    });
  }
  checkScalars(reading, member, value, { path, subject: "Member" });
  return value;
}

function readMap(reading: Reading, shape: Shape, value: Record<string, unknown>, path: string): unknown {
  if (shape.type !== "map") return value;
  const present = Object.entries(value).filter(([, item]) => item !== null);
  for (const constraint of brokenBounds(shape, present.length, "length")) addViolation(reading, path, constraint);
  const keyShape = shapeNamed(reading.shapes, shape.key);
  const keys = present.map(([key]) => key);
  checkScalars(reading, keyShape, keys, { path, subject: "Map keys" });
  const valueShape = shapeNamed(reading.shapes, shape.value);
  if (valueShape.type === "structure") {
    return Object.fromEntries(
      present.map(([key, item]) => [key, readValue(reading, shape.value, item, `${path}.${key}.member`)]),
    );
  }
  const items = present.map(([, item]) => item);
  checkScalars(reading, valueShape, items, { path, subject: "Map value" });
  return Object.fromEntries(present);
}

/** The service reports the scalars of a list or map once, at the collection, naming every constraint they have. */
function checkScalars(
  reading: Reading,
  shape: Shape,
  values: readonly unknown[],
  place: { readonly path: string; readonly subject: string },
): void {
  for (const value of values) if (value !== null) requireType(shape, value);
  if (values.some((value) => value === null || brokenConstraints(shape, value).length > 0)) {
    const constraints = values.includes(null) ? [NOT_NULL, ...allConstraints(shape)] : allConstraints(shape);
    addViolation(reading, place.path, `${place.subject} must satisfy constraint: [${constraints.join(", ")}]`);
  }
}

function addViolation(reading: Reading, path: string, constraint: string): void {
  reading.count += 1;
  if (reading.count > MOST_NAMED) return;
  reading.violations.push(`Value at '${path}' failed to satisfy constraint: ${constraint}`);
}

function brokenConstraints(shape: Shape, value: unknown): string[] {
  if (isNumeric(shape) && typeof value === "number") return brokenBounds(shape, value, "value");
  if (shape.type !== "string" || typeof value !== "string") return [];
  const broken = brokenBounds(shape, textLength(value), "length");
  if (shape.pattern !== undefined && !patternOf(shape.pattern).test(value)) broken.push(patternText(shape.pattern));
  if (shape.enum && !shape.enum.includes(value)) broken.push(enumText(shape.enum));
  return broken;
}

function brokenBounds(bounds: { readonly min?: number; readonly max?: number }, size: number, noun: string): string[] {
  const broken: string[] = [];
  if (bounds.max !== undefined && size > bounds.max) broken.push(maxText(noun, bounds.max));
  if (bounds.min !== undefined && size < bounds.min) broken.push(minText(noun, bounds.min));
  return broken;
}

function allConstraints(shape: Shape): string[] {
  if (shape.type !== "string" && !isNumeric(shape)) return [];
  const noun = shape.type === "string" ? "length" : "value";
  const texts: string[] = [];
  if (shape.max !== undefined) texts.push(maxText(noun, shape.max));
  if (shape.min !== undefined) texts.push(minText(noun, shape.min));
  if (shape.type === "string" && shape.pattern !== undefined) texts.push(patternText(shape.pattern));
  if (shape.type === "string" && shape.enum) texts.push(enumText(shape.enum));
  return texts;
}

const NOT_NULL = "Member must not be null";
const maxText = (noun: string, max: number) => `Member must have ${noun} less than or equal to ${max}`;
const minText = (noun: string, min: number) => `Member must have ${noun} greater than or equal to ${min}`;
const patternText = (pattern: string) => `Member must satisfy regular expression pattern: ${pattern}`;
const enumText = (values: readonly string[]) => `Member must satisfy enum value set: [${values.join(", ")}]`;

const compiledPatterns = new Map<string, RegExp>();

/** Patterns of the model hold for the whole value. */
function patternOf(pattern: string): RegExp {
  const compiled = compiledPatterns.get(pattern) ?? new RegExp(`^(?:${pattern})$`);
  compiledPatterns.set(pattern, compiled);
  return compiled;
}

/**
 * A time is a number of epoch seconds; the protocol's other forms, RFC 3339 and the date of HTTP, are understood too.
 * @returns epoch seconds
 * @see https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait
 */
function readTimestamp(value: unknown): number {
  const isText = typeof value === "string" && (RFC_3339.test(value) || HTTP_DATE.test(value));
  const seconds = isText ? Date.parse(value) / 1000 : value;
  if (typeof seconds === "number" && Math.abs(seconds) <= LATEST_SECONDS) return seconds;
  throw new AwsServiceError(
    "SerializationException",
    `${jsonToken(value)} can not be converted to ${EXPECTED.timestamp}`,
  );
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d(?:\.\d{1,3})? GMT$/;
/** The end of the year 9999. */
const LATEST_SECONDS = 253_402_300_799;

function requireType(shape: Shape, value: unknown): void {
  if (!hasType(shape, value)) {
    throw new AwsServiceError(
      "SerializationException",
      `${jsonToken(value)} can not be converted to ${EXPECTED[shape.type]}`,
    );
  }
}

const EXPECTED = {
  structure: "an Object",
  list: "a List",
  map: "a Map",
  string: "a String",
  integer: "an Integer",
  long: "a Long",
  boolean: "a Boolean",
  timestamp: "milliseconds since epoch",
} as const satisfies Record<Shape["type"], string>;

/** Of 32 bits, as the service has it. */
const LARGEST_INTEGER = 2 ** 31 - 1;

function isNumeric(shape: Shape): shape is Extract<Shape, { type: "integer" | "long" }> {
  return shape.type === "integer" || shape.type === "long";
}

function hasType(shape: Shape, value: unknown): boolean {
  switch (shape.type) {
    case "structure":
    case "map":
      return isPlainObject(value);
    case "list":
      return Array.isArray(value);
    case "string":
      return typeof value === "string";
    case "integer":
      return Number.isInteger(value) && Math.abs(Number(value)) <= LARGEST_INTEGER;
    case "long":
      return Number.isSafeInteger(value);
    case "boolean":
      return typeof value === "boolean";
    case "timestamp":
      return typeof value === "number";
  }
}

/** What a JSON parser calls the value, as the service's messages do. */
function jsonToken(value: unknown): string {
  if (value === null) return "VALUE_NULL";
  if (Array.isArray(value)) return "START_ARRAY";
  switch (typeof value) {
    case "string":
      return "STRING_VALUE";
    case "number":
      return Number.isInteger(value) ? "NUMBER_VALUE" : "DECIMAL_VALUE";
    case "boolean":
      return value ? "TRUE_VALUE" : "FALSE_VALUE";
    default:
      return "START_OBJECT";
  }
}
