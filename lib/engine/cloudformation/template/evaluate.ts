import { entryOf } from "@/lib/pipeline/entry-of";
import { replaceSubstitutions } from "@/lib/pipeline/formats/cloudformation/replace-substitutions";
import { variableOf } from "./check-references";
import { cidrBlocks } from "./cidr-blocks";
import { callOf, itemsOf, membersOf, type FunctionCall } from "./function-call";
import type { Template } from "./read-template";
import { TemplateError } from "./template-error";
import type { TextBudget } from "./text-budget";

/** A resource that others refer to. */
export interface ReferredResource {
  /** What Ref gives. */
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What stands for attributes that are not among those. Unset: they are refused. */
  readonly unknownAttribute?: string;
}

/** What a template's functions are evaluated against. */
export interface Surroundings {
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
  readonly stackName: string;
  readonly stackId: string;
  readonly region: string;
  readonly accountId: string;
  /** Of the whole template, however many of its parts are evaluated. */
  readonly budget: TextBudget;
  /** What conditions came to, by name. They name each other, and hundreds of resources name one. */
  readonly decided: Map<string, boolean>;
  /** Null for one that is not there, because its condition does not hold. */
  findResource(logicalId: string): ReferredResource | null;
  /** The value of another stack's export. */
  findExport(name: string): string | null;
}

/** An attribute that exists only in AWS: it says what it stands for, as `simulated:Bucket.Arn`. */
export const SIMULATED = "simulated:";

/** As CloudFormation says it, of what is not there yet. */
export const AFTER_APPLY = "{{changeSet:KNOWN_AFTER_APPLY}}";

/** What AWS::NoValue comes to: the member or item is left out. */
const NO_VALUE = Symbol("AWS::NoValue");
/** Conditions may name each other in a circle, and everything nests. */
const DEEPEST = 200;

/**
 * The value of a part of a template, its functions applied.
 * @throws TemplateError
 */
export function evaluate(value: unknown, surroundings: Surroundings): unknown {
  const result = new Evaluation(surroundings).valueOf(value, 0);
  return result === NO_VALUE ? undefined : result;
}

/** Whether a condition of the template holds; one without a name always does. @throws TemplateError */
export function conditionHolds(name: string | undefined, surroundings: Surroundings): boolean {
  return name === undefined || new Evaluation(surroundings).holds({ Condition: name }, 0);
}

/** The condition of a rule, which has functions of its own. @throws TemplateError */
export function assertionHolds(condition: unknown, surroundings: Surroundings): boolean {
  return new Evaluation(surroundings).holds(condition, 0);
}

export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined || value === NO_VALUE ? "" : (JSON.stringify(value) ?? "");
}

class Evaluation {
  readonly #at: Surroundings;

  constructor(at: Surroundings) {
    this.#at = at;
  }

  valueOf(value: unknown, depth: number): unknown {
    if (depth > DEEPEST)
      throw new TemplateError("Template format error: functions and conditions nest too deep or in a circle");
    const call = callOf(value);
    if (call && call.name !== "Condition") return this.#counted(this.#call(call, depth));
    if (Array.isArray(value))
      return value.map((item) => this.valueOf(item, depth + 1)).filter((item) => item !== NO_VALUE);
    const members = membersOf(value);
    if (!members) return value;
    const evaluated = Object.entries(members).map(([name, member]) => [name, this.valueOf(member, depth + 1)] as const);
    return Object.fromEntries(evaluated.filter(([, member]) => member !== NO_VALUE));
  }

  holds(condition: unknown, depth: number): boolean {
    if (depth > DEEPEST) throw new TemplateError("Template format error: conditions name each other in a circle");
    const call = callOf(condition);
    const args = itemsOf(call?.argument);
    const valueAt = (index: number): unknown => this.valueOf(args[index], depth + 1);
    switch (call?.name) {
      case "Condition":
        return this.#named(textOf(call.argument), depth);
      case "Fn::Equals":
        return textOf(valueAt(0)) === textOf(valueAt(1));
      case "Fn::Not":
        return !this.holds(args[0], depth + 1);
      case "Fn::And":
        return args.every((arg) => this.holds(arg, depth + 1));
      case "Fn::Or":
        return args.some((arg) => this.holds(arg, depth + 1));
      case "Fn::Contains":
        return itemsOf(valueAt(0))
          .map(textOf)
          .includes(textOf(valueAt(1)));
      default:
        throw new TemplateError(
          "Template format error: Conditions can only be boolean operations on parameters and other conditions",
        );
    }
  }

  #named(name: string, depth: number): boolean {
    const condition = entryOf(this.#at.template.Conditions, name);
    if (condition === undefined) {
      throw new TemplateError(`Template format error: Unresolved condition dependency ${name}`);
    }
    const holds = this.#at.decided.get(name) ?? this.holds(condition, depth + 1);
    this.#at.decided.set(name, holds);
    return holds;
  }

  #call({ name, argument }: FunctionCall, depth: number): unknown {
    const next = (inner: unknown): unknown => this.valueOf(inner, depth + 1);
    const args = itemsOf(argument);
    const items = (value: unknown): readonly unknown[] => itemsOf(next(value));
    switch (name) {
      case "Ref":
        return this.#reference(textOf(argument));
      case "Fn::GetAtt":
        return this.#attribute(
          typeof argument === "string" ? argument : args.map((part) => textOf(next(part))).join("."),
        );
      case "Fn::Sub":
        return this.#substitute(argument, depth);
      case "Fn::Join":
        return this.#join(textOf(args[0]), items(args[1]));
      case "Fn::Select":
        return this.#select(next(args[0]), next(args[1]));
      case "Fn::Split":
        return split(args[0], textOf(next(args[1])));
      case "Fn::Cidr":
        return cidrBlocks(args.map((arg) => textOf(next(arg)))) ?? `${SIMULATED}Cidr`;
      case "Fn::If":
        return next(this.holds({ Condition: args[0] }, depth + 1) ? args[1] : args[2]);
      case "Fn::FindInMap":
        return this.#findInMap(
          args.slice(0, 3).map((arg) => textOf(next(arg))),
          args[3],
          next,
        );
      case "Fn::Base64":
        return Buffer.from(textOf(next(argument))).toString("base64");
      case "Fn::ToJsonString":
        return JSON.stringify(next(argument));
      case "Fn::Length":
        return items(argument).length;
      case "Fn::GetAZs":
        return ["a", "b", "c"].map((zone) => `${textOf(next(argument)) || this.#at.region}${zone}`);
      case "Fn::ImportValue":
        return this.#importValue(textOf(next(argument)));
      default:
        return `${SIMULATED}${name.replace("Fn::", "")}:${textOf(next(argument))}`;
    }
  }

  /** Whatever a function gives counts, for it may stand in the template once and be given a thousand times. */
  #counted(value: unknown): unknown {
    this.#at.budget.spend(textOf(value).length);
    return value;
  }

  #join(delimiter: string, items: readonly unknown[]): string {
    this.#at.budget.spend(delimiter.length * items.length);
    return items.map(textOf).join(delimiter);
  }

  #reference(name: string): unknown {
    const { template, parameters, accountId, region, stackName, stackId } = this.#at;
    const pseudo: Readonly<Record<string, unknown>> = {
      "AWS::AccountId": accountId,
      "AWS::Region": region,
      "AWS::Partition": "aws",
      "AWS::URLSuffix": "amazonaws.com",
      "AWS::StackName": stackName,
      "AWS::StackId": stackId,
      "AWS::NotificationARNs": [],
      "AWS::NoValue": NO_VALUE,
    };
    if (Object.hasOwn(pseudo, name)) return pseudo[name];
    const parameter = entryOf(parameters, name);
    if (parameter === undefined) return this.#resource(name).ref;
    const isList = /^(?:CommaDelimitedList|List<.*>|AWS::SSM::Parameter::Value<(?:List<.*>|CommaDelimitedList)>)$/.test(
      template.Parameters[name]?.Type ?? "",
    );
    return isList ? parameter.split(",").map((item) => item.trim()) : parameter;
  }

  #attribute(text: string): string {
    const [logicalId = "", ...rest] = text.split(".");
    const { attributes, unknownAttribute } = this.#resource(logicalId);
    const value = entryOf(attributes, rest.join(".")) ?? unknownAttribute;
    if (value !== undefined) return value === SIMULATED ? `${SIMULATED}${text}` : value;
    throw new TemplateError(
      `Template error: resource ${logicalId} does not support attribute type ${rest.join(".")} in Fn::GetAtt`,
    );
  }

  #resource(logicalId: string): ReferredResource {
    const found = this.#at.findResource(logicalId);
    if (found) return found;
    throw new TemplateError(
      `Template format error: Unresolved resource dependencies [${logicalId}] in the Resources block of the template`,
    );
  }

  #substitute(argument: unknown, depth: number): string {
    const [text, variables] = typeof argument === "string" ? [argument, {}] : itemsOf(argument);
    const variablesOf = membersOf(variables) ?? {};
    return replaceSubstitutions(textOf(text), (inside) => {
      if (inside.startsWith("!")) return `\${${inside.slice(1)}}`;
      const key = variableOf(inside);
      if (Object.hasOwn(variablesOf, key)) return textOf(this.#counted(this.valueOf(variablesOf[key], depth + 1)));
      return textOf(this.#counted(key.includes(".") ? this.#attribute(key) : this.#reference(key)));
    });
  }

  #select(index: unknown, list: unknown): unknown {
    if (isUnknown(list)) return list;
    const items = itemsOf(list);
    const position = Number(index);
    if (Number.isInteger(position) && position >= 0 && position < items.length) return items[position];
    throw new TemplateError("Template error: Fn::Select cannot select nonexistent value at index " + textOf(index));
  }

  #findInMap(
    [mapping = "", first = "", second = ""]: readonly string[],
    options: unknown,
    next: (value: unknown) => unknown,
  ): unknown {
    const rows = membersOf(entryOf(this.#at.template.Mappings, mapping)) ?? {};
    const row = membersOf(entryOf(rows, first)) ?? {};
    const found = entryOf(row, second);
    if (found !== undefined) return found;
    const fallback = membersOf(options) ?? {};
    if (Object.hasOwn(fallback, "DefaultValue")) return next(fallback["DefaultValue"]);
    throw new TemplateError(`Template error: Unable to get mapping for ${mapping}::${first}::${second}`);
  }

  #importValue(name: string): string {
    const value = this.#at.findExport(name);
    if (value !== null) return value;
    throw new TemplateError(`No export named ${name} found.`);
  }
}

/** A text of which nobody knows how many parts it has stays whole. @throws TemplateError */
function split(delimiter: unknown, text: string): string | readonly string[] {
  if (typeof delimiter !== "string" || delimiter === "") {
    throw new TemplateError(
      "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.",
    );
  }
  return isUnknown(text) ? text : text.split(delimiter);
}

/** Whether a value stands for one that only AWS has, or that is not there yet. */
function isUnknown(value: unknown): boolean {
  return typeof value === "string" && (value.includes(SIMULATED) || value.includes(AFTER_APPLY));
}
