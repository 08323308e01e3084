import { z } from "zod";
import { entryOf } from "../entry-of";
import type { IssuePath } from "../validation/issue";
import { apiName } from "./api-name";
import type { PlacedExpression } from "./metadata";
import { readJson } from "./read-json";
import {
  UnreadableText,
  isNull,
  isNumberOrSwitch,
  plainValue,
  type SourceMap,
  type SourceNode,
  type SourceText,
} from "./source-node";
import { standInFor } from "./stand-in";

/** What happened on the way from what was written to what AWS takes. */
export interface ShapingNotes {
  /** A number or a switch became a text. */
  isCoerced: boolean;
  /** Where an object or a list became JSON in a text. */
  readonly encoded: string[];
  /** What only another tool can compute. */
  readonly expressions: PlacedExpression[];
}

/** Where the value goes: its path from the declaration, and how its members are spelt there. */
interface Place {
  readonly path: IssuePath;
  readonly notes: ShapingNotes;
}

/**
 * Turns what was written into the value that a schema describes. The schema decides what is a text and what a number,
 * and names are brought to its spelling: `RunOrder: "2"` becomes `runOrder: 2`. Members it does not know are kept. An
 * expression becomes a stand-in, and `undefined` where there is none.
 */
export function shapeValue(node: SourceNode, schema: z.core.$ZodType | undefined, place: Place): unknown {
  const wanted = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  noteChoices(node, place);
  const inText = node.kind === "text" && wanted instanceof z.ZodRecord ? mapInText(node) : null;
  if (inText) return shapeValue(inText, wanted, place);
  if (node.kind === "text") return shapeText(node, wanted, place);
  if (wanted instanceof z.ZodString) return encoded(node, place);
  if (node.kind === "list") {
    const element = wanted instanceof z.ZodArray ? wanted.element : undefined;
    const items = node.items.map((item, index) => shapeValue(item, element, under(place, index)));
    return items.filter((item) => item !== undefined);
  }
  if (wanted instanceof z.ZodRecord)
    return shapeMembers(
      node,
      () => wanted.valueType,
      (name) => name,
      place,
    );
  if (!(wanted instanceof z.ZodObject)) return plainValue(node);
  const shape: Readonly<Record<string, z.core.$ZodType>> = wanted.shape;
  return shapeMembers(node, (name) => entryOf(shape, name), apiName, place);
}

/** CloudFormation takes a map as JSON in a text as well. `null` for any other text. */
function mapInText({ text, expression, position }: SourceText): SourceNode | null {
  if (expression || !/^\s*\{/.test(text)) return null;
  try {
    return { ...readJson(text), position };
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    return null;
  }
}

function under({ path, notes }: Place, part: string | number): Place {
  return { path: [...path, part], notes };
}

function shapeMembers(
  { entries }: SourceMap,
  schemaOf: (name: string) => z.core.$ZodType | undefined,
  nameOf: (written: string) => string,
  place: Place,
): Readonly<Record<string, unknown>> {
  const members = [...entries]
    .filter(([, value]) => value.expression || !isNull(value))
    .flatMap(([written, value]) => {
      const name = nameOf(written);
      const shaped = shapeValue(value, schemaOf(name), under(place, name));
      return shaped === undefined ? [] : [[name, shaped] as const];
    });
  return Object.fromEntries(members);
}

/** A side of an Fn::If goes by the name of what stands there, so that an edit elsewhere does not move it. */
function noteChoices(node: SourceNode, { path, notes }: Place): void {
  if (node.kind === "map" && node.expression) {
    notes.expressions.push({ kind: "value", path, standIn: String(path.at(-1)), expression: node.expression });
  }
  if (node.choices) {
    const name = node.kind === "map" ? (node.entries.get("Name") ?? node.entries.get("name")) : undefined;
    const isNamed = name?.kind === "text" && !name.expression;
    notes.expressions.push({ kind: "choice", path, name: isNamed ? name.text : "", choices: node.choices });
  }
  if (node.omissions) notes.expressions.push({ kind: "omission", path, omissions: node.omissions });
}

function shapeText(node: SourceText, wanted: z.core.$ZodType | undefined, { path, notes }: Place): unknown {
  const { expression } = node;
  const literal = expression && node.text === expression.text ? undefined : shapeLiteral(node, wanted, path, notes);
  if (!expression) return literal;
  const takesAnyText = wanted === undefined || wanted instanceof z.ZodString;
  const standIn = takesAnyText ? standInFor(expression, path) : literal;
  const isKept = typeof standIn === "string" || typeof standIn === "number";
  notes.expressions.push({ kind: "value", path, expression, ...(isKept && { standIn }) });
  return isKept ? standIn : undefined;
}

function shapeLiteral(
  node: SourceText,
  wanted: z.core.$ZodType | undefined,
  path: IssuePath,
  notes: ShapingNotes,
): unknown {
  if (wanted instanceof z.ZodNumber) return /^-?\d+$/.test(node.text) ? Number(node.text) : plainValue(node);
  if (!(wanted instanceof z.ZodString) && !(wanted instanceof z.ZodEnum)) return plainValue(node);
  if (isNumberOrSwitch(node)) notes.isCoerced = true;
  return path.includes("configuration") ? switchText(node) : node.text;
}

/** YAML 1.1, which CloudFormation reads, has more words for a switch; a configuration gets them as true and false. */
function switchText({ text, isQuoted }: SourceText): string {
  if (isQuoted) return text;
  if (/^(true|True|TRUE|yes|Yes|YES|on|On|ON)$/.test(text)) return "true";
  return /^(false|False|FALSE|no|No|NO|off|Off|OFF)$/.test(text) ? "false" : text;
}

/** AWS takes a text where an object was written: UserParameters and EnvironmentVariables are JSON in a text. */
function encoded(node: SourceNode, { path, notes }: Place): unknown {
  // Elsewhere a wrong kind of value is a mistake, which parsing tells with its place.
  if (!path.includes("configuration")) return plainValue(node);
  notes.encoded.push(String(path.at(-1)));
  return JSON.stringify(plainValue(node));
}
