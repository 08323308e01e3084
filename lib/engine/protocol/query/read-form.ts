import { AwsServiceError } from "../../aws-service-error";
import { shapeNamed, type Shape, type ShapeTable } from "../shape";

/** More than any request of the services here has: 200 parameters of a stack come to some 600. */
const MOST_FIELDS = 5_000;
const MOST_LEVELS = 12;

interface Branch {
  text?: string;
  readonly members: Map<string, Branch>;
}

/**
 * Reads a form of the query protocol, `Tags.member.1.Key=team`, by the shape it stands for. What does not fit its shape
 * stays as it came, for the check that follows to refuse. Fields that the shape does not know are dropped.
 * @throws AwsServiceError `MalformedQueryString`
 */
export function readForm(shapes: ShapeTable, shapeName: string, form: URLSearchParams): unknown {
  const root: Branch = { members: new Map() };
  let fields = 0;
  for (const [name, text] of form) {
    fields += 1;
    const path = name.split(".");
    if (fields > MOST_FIELDS || path.length > MOST_LEVELS) {
      throw new AwsServiceError("MalformedQueryString", `A request may have ${MOST_FIELDS} fields at most.`);
    }
    if (text.includes("\0")) throw new AwsServiceError("MalformedQueryString", "A field of the request has NUL in it.");
    let branch = root;
    for (const part of path) {
      const next = branch.members.get(part) ?? { members: new Map() };
      branch.members.set(part, next);
      branch = next;
    }
    branch.text = text;
  }
  return valueOf(shapes, shapeName, root);
}

function valueOf(shapes: ShapeTable, shapeName: string, branch: Branch): unknown {
  const shape = shapeNamed(shapes, shapeName);
  switch (shape.type) {
    case "structure":
      return structureOf(shapes, shape.members, branch);
    case "list":
      return itemsOf(branch).map((item) => valueOf(shapes, shape.member, item));
    case "boolean":
      return booleanOf(branch.text);
    case "integer":
    case "long":
      return numberOf(branch.text);
    case "string":
    case "timestamp":
    case "map":
      return branch.text ?? null;
  }
}

function structureOf(
  shapes: ShapeTable,
  members: Extract<Shape, { type: "structure" }>["members"],
  branch: Branch,
): Record<string, unknown> {
  const present = Object.entries(members).flatMap(([name, shapeName]) => {
    const member = branch.members.get(name);
    return member ? [[name, valueOf(shapes, shapeName, member)] as const] : [];
  });
  return Object.fromEntries(present);
}

/** An empty list is sent as `Name=`. */
function itemsOf({ members }: Branch): readonly Branch[] {
  const numbered = [...(members.get("member")?.members ?? [])].map(([index, item]) => ({ index: Number(index), item }));
  return numbered.toSorted((a, b) => a.index - b.index).map(({ item }) => item);
}

function booleanOf(text: string | undefined): unknown {
  const word = text?.toLowerCase();
  return word === "true" || word === "false" ? word === "true" : text;
}

function numberOf(text: string | undefined): unknown {
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}
