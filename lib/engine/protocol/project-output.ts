import { shapeNamed, type Shape, type ShapeTable } from "./shape";

/** Keeps of an answer what the service model declares, so that nothing internal leaves the engine. */
export function projectOutput(shapes: ShapeTable, shapeName: string, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const shape = shapeNamed(shapes, shapeName);
  if (typeof value !== "object") return value;
  if (shape.type === "list" && Array.isArray(value)) {
    if (isScalar(shapeNamed(shapes, shape.member))) return value;
    return value.map((item: unknown) => projectOutput(shapes, shape.member, item));
  }
  if (shape.type === "map") {
    if (isScalar(shapeNamed(shapes, shape.value))) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, projectOutput(shapes, shape.value, item)]),
    );
  }
  return shape.type === "structure" ? projectStructure(shapes, shape, value) : value;
}

/** A loop, because every answer of the API goes through it, member by member. */
function projectStructure(shapes: ShapeTable, { members }: Shape & { type: "structure" }, value: object): object {
  const kept: Record<string, unknown> = {};
  for (const [member, item] of Object.entries(value)) {
    const memberShape = Object.hasOwn(members, member) ? members[member] : undefined;
    if (memberShape !== undefined && item !== undefined) kept[member] = projectOutput(shapes, memberShape, item);
  }
  return kept;
}

function isScalar({ type }: Shape): boolean {
  return type !== "structure" && type !== "list" && type !== "map";
}
