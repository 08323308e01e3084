import { entryOf } from "../../entry-of";
import type { Choice, Omission } from "../metadata";
import type { DefinitionParameter } from "../parameter";
import { plainValue, type SourceList, type SourceMap, type SourceNode, type SourceText } from "../source-node";
import { Conditions, type Truth } from "./conditions";
import { base64, findInMap, joined, selected, split, substitute } from "./functions";
import { intrinsicOf, type Intrinsic } from "./intrinsic";
import type { Template } from "./template";
import { unresolved } from "./unresolved";

/** What AWS::NoValue leaves behind: nothing, for sure or because a condition was taken to hold. */
interface Gone {
  readonly kind: "gone";
  readonly isAssumed: boolean;
}

const GONE: Gone = { kind: "gone", isAssumed: false };

/** What was taken for granted while evaluating, for the notes. */
export interface Assumptions {
  readonly defaults: ReadonlyMap<string, string>;
  readonly conditions: ReadonlySet<string>;
}

/**
 * Works out what can be worked out of a template without CloudFormation: parameters that have a value, mappings, and
 * functions of both. The rest stays, marked as an expression; of an Fn::If that nobody can decide, one side stands for both.
 */
export class TemplateEvaluator {
  readonly #template: Template;
  readonly #values: Readonly<Record<string, string>>;
  readonly #conditions: Conditions;
  readonly #defaults = new Map<string, string>();
  readonly #assumed = new Set<string>();
  readonly #asked = new Set<string>();

  constructor(template: Template, values: Readonly<Record<string, string>>) {
    this.#template = template;
    this.#values = values;
    this.#conditions = new Conditions(template.conditions, (node) => this.#conditionText(node));
  }

  get assumptions(): Assumptions {
    return { defaults: this.#defaults, conditions: this.#assumed };
  }

  /** The parameters that what was evaluated depends on. */
  get asked(): ReadonlySet<string> {
    return this.#asked;
  }

  /** The node without what is known to be computed; `null` when nothing is left of it. */
  evaluate(node: SourceNode): SourceNode | null {
    const result = this.#evaluate(node);
    return result.kind === "gone" ? null : result;
  }

  truth(condition: string): Truth {
    return this.#conditions.named(condition);
  }

  #evaluate(node: SourceNode): SourceNode | Gone {
    if (node.kind === "text") return this.#markReference(node);
    if (node.kind === "list") return this.#evaluateList(node);
    const intrinsic = intrinsicOf(node);
    return intrinsic === null ? this.#evaluateMap(node) : this.#evaluateIntrinsic(node, intrinsic);
  }

  #markReference(node: SourceText): SourceText {
    const isReference = isLookedUp(node) || (this.#template.isServerless && SERVERLESS_VARIABLE.test(node.text));
    if (!isReference) return node;
    return { ...node, expression: { language: "cloudformation", text: node.text, value: node.text } };
  }

  #evaluateList(list: SourceList): SourceList {
    const omissions: Omission[] = [];
    const items = list.items.flatMap((item, at) => {
      const result = this.#evaluate(item);
      if (result.kind !== "gone") return [result];
      if (result.isAssumed) omissions.push({ language: "cloudformation", at, value: plainValue(item) });
      return [];
    });
    return { ...list, items, ...(omissions.length > 0 && { omissions }) };
  }

  #evaluateMap(map: SourceMap): SourceMap {
    const omissions: Omission[] = [];
    const entries = [...map.entries].flatMap(([name, member]) => {
      const result = this.#evaluate(member);
      if (result.kind !== "gone") return [[name, result] as const];
      if (result.isAssumed) omissions.push({ language: "cloudformation", at: name, value: plainValue(member) });
      return [];
    });
    return { ...map, entries: new Map(entries), ...(omissions.length > 0 && { omissions }) };
  }

  #evaluateIntrinsic(node: SourceMap, intrinsic: Intrinsic<SourceNode>): SourceNode | Gone {
    const { name, argument } = intrinsic;
    if (name === "Ref" && argument.kind === "text" && argument.text === "AWS::NoValue") return GONE;
    if (name === "Fn::If") return this.#evaluateIf(node, argument);
    const result = this.#apply(intrinsic);
    // An empty text is a question left open, not an answer that AWS would take.
    const isAnswer = result !== null && !(result.kind === "text" && (result.text === "" || isLookedUp(result)));
    return isAnswer ? { ...result, position: node.position } : unresolved(node);
  }

  #evaluateIf(node: SourceMap, argument: SourceNode): SourceNode | Gone {
    const [condition, then, otherwise] = argument.kind === "list" ? argument.items : [];
    if (condition?.kind !== "text" || then === undefined || otherwise === undefined) return unresolved(node);
    const { holds, isAssumed } = this.#conditions.named(condition.text);
    const result = this.#evaluate(holds ? then : otherwise);
    if (!isAssumed) return result;
    this.#assumed.add(condition.text);
    if (result.kind === "gone") return { kind: "gone", isAssumed: true };
    if (result.kind === "text") return { ...unresolved(node), text: result.text };
    const choice: Choice = {
      condition: condition.text,
      side: holds ? "then" : "else",
      other: plainValue(holds ? otherwise : then),
    };
    return { ...result, choices: [choice, ...(result.choices ?? [])] };
  }

  /** The value of a function, or `null` when something it needs is not known. */
  #apply({ name, argument }: Intrinsic<SourceNode>): SourceNode | null {
    const items = (): readonly SourceNode[] => (argument.kind === "list" ? argument.items : []);
    switch (name) {
      case "Ref":
        return argument.kind === "text" ? this.#parameter(argument.text) : null;
      case "Fn::Sub":
        return substitute(
          argument,
          (variable) => this.#text(variable),
          (variable) => this.#parameter(variable),
        );
      case "Fn::Join":
        return joined(this.#known(items()), argument.position);
      case "Fn::Select":
        return selected(this.#known(items()));
      case "Fn::Split":
        return split(this.#known(items()), argument.position);
      case "Fn::FindInMap":
        return findInMap(this.#template.mappings, this.#known(items()));
      case "Fn::Base64":
        return base64(this.#known([argument])?.[0]);
      case "Fn::ToJsonString": {
        const value = this.#known([argument])?.[0];
        return value === undefined ? null : text(JSON.stringify(plainValue(value)), value);
      }
      case "Fn::Length": {
        const value = this.#known([argument])?.[0];
        return value?.kind === "list" ? { ...text(String(value.items.length), value), isQuoted: false } : null;
      }
      default:
        return null;
    }
  }

  /** The evaluated nodes; `null` when one of them holds an expression. */
  #known(nodes: readonly SourceNode[]): readonly SourceNode[] | null {
    const results = nodes.flatMap((node) => this.evaluate(node) ?? []);
    return results.every(isKnown) ? results : null;
  }

  #text(node: SourceNode): SourceNode | null {
    const result = this.evaluate(node);
    return result !== null && isKnown(result) ? result : null;
  }

  /** Conditions may look at secrets and at empty defaults. */
  #conditionText(node: SourceNode): string | null {
    const intrinsic = node.kind === "map" ? intrinsicOf(node) : null;
    if (intrinsic?.name === "Ref" && intrinsic.argument.kind === "text") {
      const parameter = this.#template.parameters.get(intrinsic.argument.text);
      return parameter ? this.#given(parameter) : (this.#values[intrinsic.argument.text] ?? null);
    }
    const result = intrinsic === null ? this.#text(node) : this.#apply(intrinsic);
    return result?.kind === "text" ? result.text : null;
  }

  #parameter(name: string): SourceNode | null {
    const position = this.#template.resources.position;
    const parameter = this.#template.parameters.get(name);
    if (parameter === undefined) {
      const pseudo = name.startsWith("AWS::") ? this.#values[name] : undefined;
      return pseudo === undefined ? null : { kind: "text", text: pseudo, isQuoted: true, position };
    }
    const value = this.#given(parameter);
    if (value === null || parameter.isSecret) return null;
    if (!Object.hasOwn(this.#values, name)) this.#defaults.set(name, value);
    const isList = /^(CommaDelimitedList|List<.*>)$/.test(parameter.type);
    if (!isList) return { kind: "text", text: value, isQuoted: true, position };
    const items = value
      .split(",")
      .map((item): SourceText => ({ kind: "text", text: item.trim(), isQuoted: true, position }));
    return { kind: "list", items, position };
  }

  /** What was given or else the default; `null` for the name of a value that is kept elsewhere. */
  #given({ name, type, defaultValue }: DefinitionParameter): string | null {
    this.#asked.add(name);
    const given = entryOf(this.#values, name);
    if (given !== undefined) return given;
    return type.startsWith("AWS::SSM::Parameter::Value") ? null : (defaultValue ?? null);
  }
}

/** Looked up at deployment, wherever it stands. */
const DYNAMIC_REFERENCE = "{{resolve:";
/** Variables of the serverless framework. */
const SERVERLESS_VARIABLE = /\$\{(?:self|opt|env|file|sls|param|ssm|cf|s3|aws)[:(]/;

function isLookedUp({ text: written }: SourceText): boolean {
  return written.includes(DYNAMIC_REFERENCE);
}

function isKnown(node: SourceNode): boolean {
  if (node.expression || node.choices || node.omissions) return false;
  if (node.kind === "list") return node.items.every(isKnown);
  return node.kind === "text" || [...node.entries.values()].every(isKnown);
}

function text(value: string, { position }: SourceNode): SourceText {
  return { kind: "text", text: value, isQuoted: true, position };
}
