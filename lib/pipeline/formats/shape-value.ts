import { z } from "zod";
import { longFormText } from "./intrinsics";
import { isNull, isNumberOrSwitch, plainValue, type SourceNode } from "./source-node";

/** What happened on the way from what was written to what AWS takes. */
export interface ShapingNotes {
  /** A number or a switch became a text. */
  isCoerced: boolean;
  /** Texts that CloudFormation would compute. */
  readonly intrinsics: string[];
}

/**
 * Turns what was written into the value that a schema describes. The schema decides what is a text and what a number,
 * and names are brought to its spelling: `RunOrder: "2"` becomes `runOrder: 2`. Members it does not know are kept.
 */
export function shapeValue(node: SourceNode, schema: z.core.$ZodType | undefined, notes: ShapingNotes): unknown {
  const wanted = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  const intrinsic = node.kind === "map" ? longFormText(node) : null;
  if (intrinsic !== null) {
    notes.intrinsics.push(intrinsic);
    return intrinsic;
  }
  if (node.kind === "text") return shapeText(node, wanted, notes);
  if (node.kind === "list") {
    const element = wanted instanceof z.ZodArray ? wanted.element : undefined;
    return node.items.map((item) => shapeValue(item, element, notes));
  }
  if (wanted instanceof z.ZodRecord)
    return shapeMembers(
      node.entries,
      () => wanted.valueType,
      (name) => name,
      notes,
    );
  if (!(wanted instanceof z.ZodObject)) return plainValue(node);
  const shape: Readonly<Record<string, z.core.$ZodType>> = wanted.shape;
  return shapeMembers(node.entries, (name) => (Object.hasOwn(shape, name) ? shape[name] : undefined), apiName, notes);
}

/** CloudFormation spells `RunOrder` what the API spells `runOrder`. */
export function apiName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function shapeMembers(
  entries: ReadonlyMap<string, SourceNode>,
  schemaOf: (name: string) => z.core.$ZodType | undefined,
  nameOf: (written: string) => string,
  notes: ShapingNotes,
): Readonly<Record<string, unknown>> {
  const members = [...entries]
    .filter(([, value]) => !isNull(value))
    .map(([written, value]) => {
      const name = nameOf(written);
      return [name, shapeValue(value, schemaOf(name), notes)] as const;
    });
  return Object.fromEntries(members);
}

function shapeText(
  node: Extract<SourceNode, { kind: "text" }>,
  wanted: z.core.$ZodType | undefined,
  notes: ShapingNotes,
): unknown {
  if (wanted instanceof z.ZodNumber) return /^-?\d+$/.test(node.text) ? Number(node.text) : plainValue(node);
  if (!(wanted instanceof z.ZodString) && !(wanted instanceof z.ZodEnum)) return plainValue(node);
  if (isNumberOrSwitch(node)) notes.isCoerced = true;
  if (node.isQuoted && /^!\w+ /.test(node.text)) notes.intrinsics.push(node.text);
  return node.text;
}
