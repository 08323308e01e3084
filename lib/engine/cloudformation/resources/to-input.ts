import { isPlainObject } from "@/lib/pipeline/is-plain-object";
import { SHAPES } from "../../protocol/generated/service-shapes";
import { shapeNamed } from "../../protocol/shape";
import { HandlerFailure } from "./resource-handler";

/**
 * Properties of a resource as the operation takes them: `RunOrder: "1"` becomes `runOrder: 1`, by the shape that the
 * operation has for it. Scalars become what the shape wants where they can, as CloudFormation does it; what cannot is
 * left for the operation to refuse.
 * @throws HandlerFailure for a property that the shape does not have
 */
export function toInput(shapeName: string, value: unknown, logicalId: string): unknown {
  return converted(shapeName, value, { logicalId, path: "#" });
}

interface Place {
  readonly logicalId: string;
  readonly path: string;
}

function converted(shapeName: string, value: unknown, place: Place): unknown {
  const below = (name: string | number): Place => ({ ...place, path: `${place.path}/${name}` });
  const shape = shapeNamed(SHAPES, shapeName);
  switch (shape.type) {
    case "structure":
      return isPlainObject(value) ? structure(shape.members, value, place) : value;
    case "list":
      return Array.isArray(value) ? value.map((item, index) => converted(shape.member, item, below(index))) : value;
    case "map": {
      const map = typeof value === "string" ? readObject(value) : value;
      return isPlainObject(map)
        ? Object.fromEntries(
            Object.entries(map).map(([name, item]) => [name, converted(shape.value, item, below(name))]),
          )
        : value;
    }
    case "string":
      return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
    case "integer":
    case "long":
      return typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    case "boolean":
      return value === "true" || value === "false" ? value === "true" : value;
    case "timestamp":
      return value;
  }
}

function structure(
  members: Readonly<Record<string, string>>,
  value: Record<string, unknown>,
  { logicalId, path }: Place,
): unknown {
  const byProperty = new Map(Object.entries(members).map(([name, shape]) => [upperFirst(name), { name, shape }]));
  const entries = Object.entries(value).map(([property, item]) => {
    const member = byProperty.get(property);
    if (member) {
      return [member.name, converted(member.shape, item, { logicalId, path: `${path}/${property}` })] as const;
    }
    throw new HandlerFailure(
      `Properties validation failed for resource ${logicalId} with message: ${path}: extraneous key [${property}] is not permitted`,
    );
  });
  return Object.fromEntries(entries);
}

/** The resource types have `Configuration` as JSON, which may be written as text. Null for any other text. */
function readObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
