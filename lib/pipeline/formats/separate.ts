import { z } from "zod";
import { entryOf } from "../entry-of";
import { isPlainObject } from "../is-plain-object";
import type { IssuePath } from "../validation/issue";
import { toJson, type JsonValue } from "./json-value";

export interface SeparatedMember {
  readonly path: IssuePath;
  readonly value: JsonValue;
}

export interface Separated {
  /** The value without what the format cannot say. */
  readonly said: unknown;
  readonly unsaid: readonly SeparatedMember[];
}

/**
 * Takes out of a value what a format cannot say: members that the schema does not know, and those that `cannotSay`
 * names.
 */
export function separate(
  value: unknown,
  schema: z.core.$ZodType,
  cannotSay: (path: IssuePath, value: unknown) => boolean,
): Separated {
  const unsaid: SeparatedMember[] = [];
  const visit = (part: unknown, partSchema: z.core.$ZodType | undefined, path: IssuePath): unknown => {
    const wanted = partSchema instanceof z.ZodOptional ? partSchema.unwrap() : partSchema;
    if (Array.isArray(part)) {
      const element = wanted instanceof z.ZodArray ? wanted.element : undefined;
      return part.map((item, index) => visit(item, element, [...path, index]));
    }
    if (!isPlainObject(part)) return part;
    const kept = Object.entries(part).flatMap(([name, member]) => {
      const place = [...path, name];
      const known = schemaOf(wanted, name);
      if (member === undefined) return [];
      if (known !== undefined && !cannotSay(place, member)) return [[name, visit(member, known, place)] as const];
      unsaid.push({ path: place, value: toJson(member) });
      return [];
    });
    return Object.fromEntries(kept);
  };
  return { said: visit(value, schema, []), unsaid };
}

function schemaOf(wanted: z.core.$ZodType | undefined, name: string): z.core.$ZodType | undefined {
  if (wanted instanceof z.ZodRecord) return wanted.valueType;
  if (!(wanted instanceof z.ZodObject)) return undefined;
  const shape: Readonly<Record<string, z.core.$ZodType>> = wanted.shape;
  return entryOf(shape, name);
}

/** "version, stages / 1 / actions / 0 / commands", at most three of them. */
export function listMembers(members: readonly SeparatedMember[]): string {
  const shown = members.slice(0, 3).map(({ path }) => path.join(" / "));
  return `${shown.join(", ")}${members.length > 3 ? ` and ${members.length - 3} more` : ""}`;
}
