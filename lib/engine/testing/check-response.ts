import { isPlainObject } from "@/lib/pipeline/is-plain-object";
import { textLength } from "@/lib/pipeline/validation/text-length";
import { OPERATIONS, SHAPES } from "../protocol/generated/service-shapes";
import type { RequestHandler } from "../protocol/handle-request";
import { shapeNamed, type Shape, type ShapeTable } from "../protocol/shape";

/** What any service of AWS may answer, and what CodePipeline is known to although its model does not list it. */
const UNLISTED = new Set([
  "AccessDeniedException",
  "IncompleteSignatureException",
  "InternalFailure",
  "InvalidActionTypeException",
  "InvalidSignatureException",
  "MissingAuthenticationTokenException",
  "SerializationException",
  "ThrottlingException",
  "UnknownOperationException",
  "UnrecognizedClientException",
  "UnsupportedOperationException",
]);

/** Exceptions that an operation raises beyond its model; `operations/README.md` says why. */
const DEVIATIONS: Readonly<Record<string, readonly string[]>> = {
  UpdatePipeline: ["PipelineNotFoundException"],
};

/**
 * Holds every answer of a request handler against the service model, as a strict client would.
 * @throws Error that names each fault, so that the test which made the call fails
 */
export function withCheckedResponses(handle: RequestHandler): RequestHandler {
  return async (request, remoteAddress) => {
    const operation = request.headers.get("x-amz-target")?.split(".")[1] ?? "";
    const response = await handle(request, remoteAddress);
    const faults = faultsOf(operation, response.status, await response.clone().text());
    if (faults.length > 0) throw new Error(`${operation} answers what the model does not allow: ${faults.join("; ")}`);
    return response;
  };
}

function faultsOf(operation: string, status: number, text: string): string[] {
  const shapes = Object.entries(OPERATIONS).find(([name]) => name === operation)?.[1];
  if (!shapes) return [];
  if (status !== 200) {
    const { __type: type = "", message } = JSON.parse(text) as { __type?: string; message?: unknown };
    const isKnown =
      UNLISTED.has(type) || shapes.errors?.includes(type) || DEVIATIONS[operation]?.includes(type) || false;
    return [
      ...(isKnown ? [] : [`it does not raise ${type}`]),
      ...(typeof message === "string" && message !== "" ? [] : [`${type} has no message`]),
    ];
  }
  if (shapes.output === undefined) return text === "" ? [] : ["it has no output"];
  return [...outputFaults(SHAPES, shapes.output, JSON.parse(text), shapes.output)];
}

/** Every place where a value is not what its shape says, unknown members included. */
export function* outputFaults(
  shapes: ShapeTable,
  shapeName: string,
  value: unknown,
  place: string,
): Generator<string, void, undefined> {
  const shape = shapeNamed(shapes, shapeName);
  switch (shape.type) {
    case "structure": {
      if (!isPlainObject(value)) return yield `${place} is no object`;
      for (const member of shape.required ?? []) {
        if (value[member] === undefined || value[member] === null) yield `${place}.${member} is missing`;
      }
      for (const [member, item] of Object.entries(value)) {
        const memberShape = shape.members[member];
        if (memberShape === undefined) yield `${place}.${member} is unknown`;
        else yield* outputFaults(shapes, memberShape, item, `${place}.${member}`);
      }
      return;
    }
    case "list":
      if (!Array.isArray(value)) return yield `${place} is no list`;
      yield* boundFaults(shape, value.length, place);
      for (const [index, item] of value.entries()) yield* outputFaults(shapes, shape.member, item, `${place}.${index}`);
      return;
    case "map":
      if (!isPlainObject(value)) return yield `${place} is no map`;
      yield* boundFaults(shape, Object.keys(value).length, place);
      for (const [key, item] of Object.entries(value)) {
        yield* outputFaults(shapes, shape.key, key, `${place}.${key} (key)`);
        yield* outputFaults(shapes, shape.value, item, `${place}.${key}`);
      }
      return;
    case "string":
      if (typeof value !== "string") return yield `${place} is no string`;
      yield* boundFaults(shape, textLength(value), place);
      yield* textFaults(shape, value, place);
      return;
    case "integer":
    case "long":
      if (!Number.isInteger(value)) return yield `${place} is no integer`;
      yield* boundFaults(shape, Number(value), place);
      return;
    case "boolean":
      if (typeof value !== "boolean") yield `${place} is no boolean`;
      return;
    case "timestamp":
      // Before 2001 or behind 2286 it is milliseconds, or something else altogether.
      if (typeof value !== "number" || value < 1e9 || value >= 1e10)
        yield `${place} is no time in seconds: ${String(value)}`;
  }
}

function* boundFaults(bounds: { readonly min?: number; readonly max?: number }, size: number, place: string) {
  if (size < (bounds.min ?? -Infinity)) yield `${place} is ${size}, less than ${bounds.min}`;
  if (size > (bounds.max ?? Infinity)) yield `${place} is ${size}, more than ${bounds.max}`;
}

function* textFaults({ pattern, enum: values }: Extract<Shape, { type: "string" }>, value: string, place: string) {
  if (values && !values.includes(value)) yield `${place} is ${value}, none of ${values.join(", ")}`;
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value))
    yield `${place} is ${value}, not like ${pattern}`;
}
