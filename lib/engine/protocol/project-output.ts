import type { ShapeTable } from "./shape";

/** Keeps of an answer what the service model declares, so that nothing internal leaves the engine. */
export function projectOutput(shapes: ShapeTable, shapeName: string, value: unknown): unknown {
  const shape = shapes[shapeName];
  if (!shape) throw new Error(`The service model has no shape ${shapeName}`);
  if (value === undefined || value === null) return undefined;
  if (shape.type === "list" && Array.isArray(value)) {
    return value.map((item: unknown) => projectOutput(shapes, shape.member, item));
  }
  if (shape.type === "map" && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, projectOutput(shapes, shape.value, item)]),
    );
  }
  if (shape.type === "structure" && typeof value === "object") {
    const members = Object.entries(value).flatMap(([member, item]) => {
      const memberShape = shape.members[member];
      return memberShape ? [[member, projectOutput(shapes, memberShape, item)] as const] : [];
    });
    return Object.fromEntries(members);
  }
  return value;
}
