import { plainValue, type SourceMap, type SourceNode } from "./source-node";

/**
 * What CloudFormation computes cannot be known outside it. It is kept as the text of its short tag, `!Ref Role`, in
 * which every format can carry it and from which a template gets it back.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
const SHORT_TAGS = [
  "!And",
  "!Base64",
  "!Cidr",
  "!Condition",
  "!Equals",
  "!FindInMap",
  "!GetAtt",
  "!GetAZs",
  "!If",
  "!ImportValue",
  "!Join",
  "!Not",
  "!Or",
  "!Ref",
  "!Select",
  "!Split",
  "!Sub",
  "!Transform",
] as const;

/** The text that stands for a tagged value: the tag, then a plain text or JSON. */
export function intrinsicText(tag: string, value: SourceNode): string {
  return `${tag} ${value.kind === "text" ? value.text : JSON.stringify(plainValue(value))}`;
}

/** The text for the long form, `{"Fn::GetAtt": ["Role", "Arn"]}`; `null` for any other map. */
export function longFormText({ entries }: SourceMap): string | null {
  const [entry, ...others] = entries;
  if (entry === undefined || others.length > 0) return null;
  const [name, value] = entry;
  if (name === "Ref" || name === "Condition") return value.kind === "text" ? intrinsicText(`!${name}`, value) : null;
  if (!name.startsWith("Fn::")) return null;
  const tag = name.replace("Fn::", "!");
  const isPath = tag === "!GetAtt" && value.kind === "list" && value.items.every(({ kind }) => kind === "text");
  return isPath ? `${tag} ${value.items.map(plainValue).join(".")}` : intrinsicText(tag, value);
}

export interface Intrinsic {
  readonly tag: string;
  readonly value: unknown;
}

/** The tag and value that a text stands for, or `null` for an ordinary text. */
export function parseIntrinsic(text: string): Intrinsic | null {
  const space = text.indexOf(" ");
  const tag = text.slice(0, space);
  if (space < 0 || !SHORT_TAGS.some((known) => known === tag)) return null;
  const rest = text.slice(space + 1);
  return { tag, value: /^[[{]/.test(rest) ? parseJson(rest) : rest };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Only looks like JSON: `!Sub {{name}}`.
    return text;
  }
}
