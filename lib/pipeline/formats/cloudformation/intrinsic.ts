import { isJsonObject, type JsonValue } from "../json-value";
import type { Position, SourceMap, SourceNode } from "../source-node";

/** One function of CloudFormation with its argument in long form: `Fn::GetAtt` and `["Role", "Arn"]`. */
export interface Intrinsic<Argument> {
  readonly name: string;
  readonly argument: Argument;
}

/**
 * Functions that have a short tag, such as `!Sub`. The language extensions have none that CloudFormation knows, but
 * people write them as if they had.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
const WITH_SHORT_TAG: readonly string[] = [
  "Ref",
  "Fn::And",
  "Fn::Base64",
  "Fn::Cidr",
  "Fn::Equals",
  "Fn::FindInMap",
  "Fn::GetAtt",
  "Fn::GetAZs",
  "Fn::If",
  "Fn::ImportValue",
  "Fn::Join",
  "Fn::Not",
  "Fn::Or",
  "Fn::Select",
  "Fn::Split",
  "Fn::Sub",
  "Fn::Transform",
];
const IN_TEXT = [...WITH_SHORT_TAG, "Fn::GetStackOutput", "Fn::Length", "Fn::ToJsonString"];

/** The long form of a value with a short tag, `!GetAtt Role.Arn`. */
export function longForm(tag: string, argument: SourceNode): SourceMap {
  const name = longName(tag);
  const value = name === "Fn::GetAtt" && argument.kind === "text" ? attributePath(argument) : argument;
  return { kind: "map", entries: new Map([[name, value]]), position: argument.position };
}

/** The function that a map calls, or `null` for an ordinary map. */
export function intrinsicOf({ entries }: SourceMap): Intrinsic<SourceNode> | null {
  const [entry, ...others] = entries;
  if (entry === undefined || others.length > 0 || !isIntrinsicName(entry[0])) return null;
  return { name: entry[0], argument: entry[1] };
}

/** The same for JSON. */
export function jsonIntrinsic(value: JsonValue): Intrinsic<JsonValue> | null {
  if (!isJsonObject(value)) return null;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0 || !isIntrinsicName(entry[0])) return null;
  return { name: entry[0], argument: entry[1] };
}

/** `!Ref` for `Ref`; `null` for a function that CloudFormation knows by its long name only. */
export function shortTag(name: string): string | null {
  return WITH_SHORT_TAG.includes(name) ? tagOf(name) : null;
}

/** A function as one text, from which `parseExpressionText` gets it back: `!Join ["-", [{"Ref": "Name"}, "api"]]`. */
export function expressionText({ name, argument }: Intrinsic<JsonValue>): string {
  if (name === "Fn::GetAtt" && Array.isArray(argument) && argument.every((part) => typeof part === "string")) {
    return `!GetAtt ${argument.join(".")}`;
  }
  const isPlain = typeof argument === "string" && !/^[[{"]/.test(argument);
  return `${tagOf(name)} ${isPlain ? argument : JSON.stringify(argument)}`;
}

/** The long form that a text stands for, or `null` for an ordinary text. */
export function parseExpressionText(text: string): JsonValue | null {
  const space = text.indexOf(" ");
  if (space < 0 || !text.startsWith("!")) return null;
  const name = longName(text.slice(0, space));
  if (!IN_TEXT.includes(name)) return null;
  const rest = text.slice(space + 1);
  const argument = /^[[{"]/.test(rest) ? parseJson(rest) : rest;
  if (name !== "Fn::GetAtt" || typeof argument !== "string") return { [name]: argument };
  return { [name]: splitAttribute(argument) };
}

function isIntrinsicName(name: string): boolean {
  return name === "Ref" || (name.startsWith("Fn::") && !name.startsWith("Fn::ForEach::"));
}

function longName(tag: string): string {
  const name = tag.slice(1);
  return name === "Ref" || name === "Condition" ? name : `Fn::${name}`;
}

function tagOf(name: string): string {
  return `!${name.replace("Fn::", "")}`;
}

function attributePath({ text, position }: { text: string; position: Position }): SourceNode {
  const items = splitAttribute(text).map((part) => ({ kind: "text", text: part, isQuoted: true, position }) as const);
  return { kind: "list", items, position };
}

/** A logical id has no dot; an attribute may: `Stack.Outputs.Bucket`. */
function splitAttribute(text: string): readonly string[] {
  const dot = text.indexOf(".");
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

function parseJson(text: string): JsonValue {
  try {
    // The cast holds: JSON.parse gives JSON.
    return JSON.parse(text) as JsonValue;
  } catch {
    // Only looks like JSON: `!Sub {{name}}`.
    return text;
  }
}
