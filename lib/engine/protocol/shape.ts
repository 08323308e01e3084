/**
 * One shape of a service model, as far as a server needs it: enough to check a request, to drop members the service
 * does not know, and to name what is wrong. `members`, `member`, `key` and `value` are names of other shapes.
 */
export type Shape =
  | {
      readonly type: "structure";
      readonly members: Readonly<Record<string, string>>;
      readonly required?: readonly string[];
    }
  | ({ readonly type: "list"; readonly member: string } & Bounds)
  | ({ readonly type: "map"; readonly key: string; readonly value: string } & Bounds)
  | ({ readonly type: "string"; readonly pattern?: string; readonly enum?: readonly string[] } & Bounds)
  /** Of 32 and of 64 bits, of which JSON carries 53. */
  | ({ readonly type: "integer" | "long" } & Bounds)
  | { readonly type: "boolean" | "timestamp" };

/** Length of a string, size of a list or map, value of a number; both ends included. */
interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

export type ShapeTable = Readonly<Record<string, Shape>>;

/** @throws Error for a name that no shape has: a fault of the model, not of a request */
export function shapeNamed(shapes: ShapeTable, name: string): Shape {
  const shape = shapes[name];
  if (!shape) throw new Error(`The service model has no shape ${name}`);
  return shape;
}

/** The shapes of an operation's two ends; one without `output` answers with an empty body. */
export interface OperationShapes {
  readonly input: string;
  readonly output?: string;
  /** Names of the exceptions that the model lists for it. */
  readonly errors?: readonly string[];
}
