import { createHash } from "node:crypto";
import { z } from "zod";
import type { Template } from "./read-template";

/** What a template's functions are evaluated against. */
export interface Surroundings {
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
  readonly stackName: string;
  readonly stackId: string;
  readonly region: string;
  readonly accountId: string;
}

/**
 * The outputs that a stack would have. Ids and attributes of resources exist only in AWS: an id follows from stack and
 * logical name, an attribute says what it stands for, as `simulated:Bucket.Arn`.
 */
export function evaluateOutputs(surroundings: Surroundings): Record<string, string> {
  const { template } = surroundings;
  const outputs = Object.entries(template.Outputs).filter(
    ([, { Condition }]) => Condition === undefined || holds({ Condition }, surroundings, 0),
  );
  return Object.fromEntries(outputs.map(([name, { Value }]) => [name, textOf(evaluate(Value, surroundings, 0))]));
}

/** Conditions may name each other in a circle, and everything nests. */
const DEEPEST = 50;

const list = z.array(z.unknown());
const map = z.record(z.string(), z.unknown());

function evaluate(value: unknown, at: Surroundings, depth: number): unknown {
  if (depth > DEEPEST) return "simulated:too-deep";
  const call = callOf(value);
  const next = (inner: unknown): unknown => evaluate(inner, at, depth + 1);
  if (!call) return Array.isArray(value) ? value.map(next) : value;
  const args = list.safeParse(call.argument).data ?? [];
  switch (call.name) {
    case "Ref":
      return reference(textOf(call.argument), at);
    case "Fn::Sub":
      return substitute(call.argument, at, depth);
    case "Fn::Join":
      return (list.safeParse(next(args[1])).data ?? []).map(textOf).join(textOf(args[0]));
    case "Fn::Select":
      return (list.safeParse(next(args[1])).data ?? [])[Number(next(args[0]))] ?? "";
    case "Fn::Split":
      return textOf(next(args[1])).split(textOf(args[0]));
    case "Fn::If":
      return next(holds({ Condition: args[0] }, at, depth + 1) ? args[1] : args[2]);
    case "Fn::FindInMap":
      return findInMap(
        args.map((arg) => textOf(next(arg))),
        at,
      );
    case "Fn::Base64":
      return Buffer.from(textOf(next(call.argument))).toString("base64");
    case "Fn::GetAtt":
      return `simulated:${typeof call.argument === "string" ? call.argument : args.map(textOf).join(".")}`;
    default:
      return `simulated:${call.name.replace("Fn::", "")}:${textOf(next(call.argument))}`;
  }
}

function holds(condition: unknown, at: Surroundings, depth: number): boolean {
  const call = callOf(condition);
  if (!call || depth > DEEPEST) return false;
  const args = list.safeParse(call.argument).data ?? [];
  switch (call.name) {
    case "Condition":
      return holds(own(at.template.Conditions, textOf(call.argument)), at, depth + 1);
    case "Fn::Equals":
      return textOf(evaluate(args[0], at, depth + 1)) === textOf(evaluate(args[1], at, depth + 1));
    case "Fn::Not":
      return !holds(args[0], at, depth + 1);
    case "Fn::And":
      return args.every((arg) => holds(arg, at, depth + 1));
    case "Fn::Or":
      return args.some((arg) => holds(arg, at, depth + 1));
    default:
      return false;
  }
}

/** A map with one member that is the name of a function. */
function callOf(value: unknown): { readonly name: string; readonly argument: unknown } | null {
  const members = Object.entries(map.safeParse(value).data ?? {});
  const [member] = members;
  if (!member || members.length !== 1) return null;
  const [name, argument] = member;
  return name === "Ref" || name === "Condition" || name.startsWith("Fn::") ? { name, argument } : null;
}

function reference(name: string, at: Surroundings): string {
  const pseudo: Readonly<Record<string, string>> = {
    "AWS::AccountId": at.accountId,
    "AWS::Region": at.region,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": at.stackName,
    "AWS::StackId": at.stackId,
    "AWS::NoValue": "",
  };
  return own(pseudo, name) ?? own(at.parameters, name) ?? physicalId(name, at);
}

/** As CloudFormation makes them: stack, logical name, and letters that keep two apart. */
function physicalId(logicalId: string, { stackId, stackName }: Surroundings): string {
  const letters = createHash("sha256").update(`${stackId}/${logicalId}`).digest("hex").slice(0, 12).toUpperCase();
  return `${stackName}-${logicalId}-${letters}`;
}

function substitute(argument: unknown, at: Surroundings, depth: number): string {
  const [text, variables] = typeof argument === "string" ? [argument, {}] : (list.safeParse(argument).data ?? []);
  const variablesOf = map.safeParse(variables).data ?? {};
  return textOf(text).replaceAll(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const key = name.trim();
    if (Object.hasOwn(variablesOf, key)) return textOf(evaluate(variablesOf[key], at, depth + 1));
    return key.includes(".") ? `simulated:${key}` : reference(key, at);
  });
}

function findInMap([mapping = "", first = "", second = ""]: readonly string[], { template }: Surroundings): unknown {
  const rows = map.safeParse(own(template.Mappings, mapping)).data ?? {};
  const row = map.safeParse(own(rows, first)).data ?? {};
  return own(row, second) ?? "";
}

function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
