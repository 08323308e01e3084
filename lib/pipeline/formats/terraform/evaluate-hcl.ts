import { UnreadableText, type Position, type SourceNode } from "../source-node";
import { applyOperator } from "./apply-operator";
import { escapeTemplate } from "./escape-text";
import { callFunction } from "./functions";
import type { ForExpression, HclExpression, TemplatePart } from "./hcl";
import { hclText } from "./hcl-text";
import { isUnknown, listNode, mapNode, textNode, textOf, unknownNode, wordNode } from "./nodes";
import { roundsOf } from "./rounds-of";

/** What names stand for: variables and locals of the module, and what a loop gives. */
export interface HclScope {
  /** `null` while the variable has no value. */
  variable(name: string): SourceNode | null;
  local(name: string): SourceNode | null;
  /** `each`, `count`, and the iterators of dynamic blocks and for expressions. */
  readonly iterators: ReadonlyMap<string, SourceNode>;
}

/** What has been worked out: an unknown asks for its parts again, and so do theirs. */
const VALUES = new WeakMap<HclScope, WeakMap<HclExpression, SourceNode>>();

/**
 * The value of an expression as far as the file tells it. What it does not tell, such as an attribute of a resource,
 * becomes an expression; texts around it keep their known parts.
 */
export function evaluateHcl(expression: HclExpression, scope: HclScope): SourceNode {
  const remembered = VALUES.get(scope) ?? new WeakMap<HclExpression, SourceNode>();
  VALUES.set(scope, remembered);
  const value = remembered.get(expression) ?? evaluateAnew(expression, scope);
  remembered.set(expression, value);
  return value;
}

function evaluateAnew(expression: HclExpression, scope: HclScope): SourceNode {
  const found = find(expression, scope);
  if (found) return found;
  const unknown = unknownNode(`\${${writtenOut(expression, scope)}}`, expression.position);
  // One side of a condition is a good guess where nothing else could stand in.
  const guess = expression.kind === "conditional" ? textOf(evaluateHcl(expression.then, scope)) : null;
  return guess === null ? unknown : { ...unknown, text: guess };
}

/** `null` when the value is not known. */
function find(expression: HclExpression, scope: HclScope): SourceNode | null {
  const { position } = expression;
  switch (expression.kind) {
    case "literal":
      return { kind: "text", text: expression.text, isQuoted: expression.isQuoted, position };
    case "template":
      return evaluateTemplate(expression.parts, scope, position);
    case "list":
      return listNode(
        expression.items.map((item) => evaluateHcl(item, scope)),
        position,
      );
    case "object":
      return evaluateObject(expression, scope);
    case "name":
      return scope.iterators.get(expression.name) ?? null;
    case "member":
      return findMember(expression, scope);
    case "index":
      return findItem(expression, scope);
    case "splat":
      return evaluateSplat(expression.of, expression.names, scope, position);
    case "call":
      return evaluateCall(expression.name, expression.items, scope, position);
    case "conditional":
      return evaluateConditional(expression, scope);
    case "unary":
    case "binary":
      return evaluateOperator(expression, scope);
    case "for":
      return evaluateFor(expression, scope, position);
  }
}

/**
 * What nobody knows, as it was written, but for locals and iterators: outside of this file and this loop they mean
 * nothing, so what they stand for is written out.
 */
function writtenOut(expression: HclExpression, scope: HclScope): string {
  const { raw } = expression;
  const inner = ["local", ...scope.iterators.keys()].join("|");
  // An expanded list of arguments is not looked into.
  if (raw.includes("...") || !new RegExp(`\\b(?:${inner})\\b`).test(raw)) return raw;
  const part = (inside: HclExpression): string => {
    const text = hclText(evaluateHcl(inside, scope));
    return inside.kind === "binary" || inside.kind === "conditional" ? `(${text})` : text;
  };
  switch (expression.kind) {
    case "call":
      return `${expression.name}(${expression.items.map(part).join(", ")})`;
    case "conditional":
      return `${part(expression.condition)} ? ${part(expression.then)} : ${part(expression.otherwise)}`;
    case "binary":
      return `${part(expression.left)} ${expression.operator} ${part(expression.right)}`;
    case "unary":
      return `${expression.operator}${part(expression.operand)}`;
    case "index":
      return isUnknownText(expression.of, scope) ? `${part(expression.of)}[${part(expression.index)}]` : raw;
    case "member":
      return isUnknownText(expression.of, scope) ? `${part(expression.of)}.${expression.name}` : raw;
    default:
      return raw;
  }
}

function isUnknownText(expression: HclExpression, scope: HclScope): boolean {
  const node = evaluateHcl(expression, scope);
  return node.kind === "text" && node.expression !== undefined;
}

function evaluateTemplate(parts: readonly TemplatePart[], scope: HclScope, position: Position): SourceNode {
  const values = parts.map((part) => {
    if (part.kind === "text") return { known: part.text, template: escapeTemplate(part.text) };
    if (part.kind === "directive") return { known: null, template: part.text };
    const value = evaluateHcl(part.expression, scope);
    if (value.kind === "text" && value.expression) return { known: null, template: value.expression.text };
    const known = textOf(value);
    return { known, template: known === null ? `\${${part.expression.raw}}` : escapeTemplate(known), value };
  });
  const [only] = values;
  // "${list}" is the list itself.
  if (values.length === 1 && only?.value && only.known === null) return only.value;
  const isKnown = values.every(({ known }) => known !== null);
  if (isKnown) return textNode(values.map(({ known }) => known).join(""), position);
  return unknownNode(values.map(({ template }) => template).join(""), position);
}

/** A member's value. An empty text that a variable gave is a question left open, not a value that AWS would take. */
export function evaluateMember(expression: HclExpression, scope: HclScope): SourceNode {
  const value = evaluateHcl(expression, scope);
  const isOpen = textOf(value) === "" && expression.kind !== "literal";
  return isOpen ? unknownNode(`\${${expression.raw}}`, expression.position) : value;
}

function evaluateObject(expression: Extract<HclExpression, { kind: "object" }>, scope: HclScope): SourceNode | null {
  const entries = new Map<string, SourceNode>();
  for (const { key, value } of expression.items) {
    const name = key.kind === "name" ? key.name : textOf(evaluateHcl(key, scope));
    if (name === null) return null;
    if (name === "__proto__") throw new UnreadableText("A member cannot be called __proto__.", key.position);
    entries.set(name, evaluateMember(value, scope));
  }
  return mapNode(entries, expression.position);
}

function findMember(expression: Extract<HclExpression, { kind: "member" }>, scope: HclScope): SourceNode | null {
  const { of, name } = expression;
  if (of.kind === "name" && of.name === "var") return scope.variable(name);
  if (of.kind === "name" && of.name === "local") return scope.local(name);
  if (of.kind === "name" && !scope.iterators.has(of.name)) return null;
  return step(evaluateHcl(of, scope), name, { text: `.${name}`, position: expression.position });
}

function findItem({ of, index, position }: Extract<HclExpression, { kind: "index" }>, scope: HclScope) {
  const key = evaluateHcl(index, scope);
  return step(evaluateHcl(of, scope), textOf(key), { text: `[${hclText(key)}]`, position });
}

/** @param written the step as an expression has it, for a base that is not known */
function step(
  base: SourceNode,
  name: string | null,
  written: { readonly text: string; readonly position: Position },
): SourceNode | null {
  if (name === null) return null;
  if (base.kind === "map") return base.entries.get(name) ?? null;
  if (base.kind === "list") return base.items[Number(name)] ?? null;
  // What a local stands for is written out: nobody else knows the local.
  const inner = base.expression && /^\$\{([^{}]*)\}$/.exec(base.expression.text)?.[1];
  if (!inner) return null;
  return unknownNode(`\${${inner}${written.text}}`, written.position);
}

function evaluateSplat(
  of: HclExpression,
  names: readonly string[],
  scope: HclScope,
  position: Position,
): SourceNode | null {
  const base = evaluateHcl(of, scope);
  if (base.kind !== "list") return null;
  const items = base.items.map((item) =>
    names.reduce<SourceNode | null>(
      (value, name) => (value?.kind === "map" ? (value.entries.get(name) ?? null) : null),
      item,
    ),
  );
  return items.every((item) => item !== null) ? listNode(items, position) : null;
}

function evaluateCall(
  name: string,
  items: readonly HclExpression[],
  scope: HclScope,
  position: Position,
): SourceNode | null {
  if (name === "can") return evaluateCan(items[0], scope, position);
  // What surely fails gives way to the next; what nobody knows here might not.
  const tried = name === "try" ? items.find((item) => !surelyFails(item, scope)) : undefined;
  if (name === "try") return tried ? knownOrNull(tried, scope) : null;
  const values = items.map((item) => evaluateHcl(item, scope));
  // Some functions only pass on what they got, known or not.
  const passesOn = [
    "concat",
    "merge",
    "lookup",
    "element",
    "flatten",
    "tolist",
    "tomap",
    "values",
    "coalesce",
  ].includes(name);
  // A fallback need not be known to be passed on.
  const looked = name === "lookup" ? values.slice(0, 2) : values;
  const isAble = passesOn ? looked.every((value) => !value.expression) : !values.some(isUnknown);
  return isAble ? callFunction(name, values, position) : null;
}

function evaluateCan(expression: HclExpression | undefined, scope: HclScope, position: Position): SourceNode | null {
  if (expression === undefined) return null;
  if (surelyFails(expression, scope)) return wordNode(false, position);
  return knownOrNull(expression, scope) ? wordNode(true, position) : null;
}

/** A step into a known map or list that has nothing there. */
function surelyFails(expression: HclExpression, scope: HclScope): boolean {
  if (expression.kind !== "member" && expression.kind !== "index") return false;
  const { of } = expression;
  if (of.kind === "name" && !scope.iterators.has(of.name)) return false;
  if (surelyFails(of, scope)) return true;
  const base = evaluateHcl(of, scope);
  const name = expression.kind === "member" ? expression.name : textOf(evaluateHcl(expression.index, scope));
  if (base.kind === "text" || base.expression || name === null) return false;
  return base.kind === "map" ? !base.entries.has(name) : base.items[Number(name)] === undefined;
}

function knownOrNull(expression: HclExpression, scope: HclScope): SourceNode | null {
  const value = evaluateHcl(expression, scope);
  return isUnknown(value) ? null : value;
}

function evaluateConditional(
  { condition, then, otherwise }: Extract<HclExpression, { kind: "conditional" }>,
  scope: HclScope,
): SourceNode | null {
  const holds = textOf(evaluateHcl(condition, scope));
  if (holds !== "true" && holds !== "false") return null;
  return evaluateHcl(holds === "true" ? then : otherwise, scope);
}

function evaluateOperator(
  expression: Extract<HclExpression, { kind: "unary" | "binary" }>,
  scope: HclScope,
): SourceNode | null {
  const { operator, position } = expression;
  if (expression.kind === "unary") {
    const text = textOf(evaluateHcl(expression.operand, scope));
    if (text === null) return null;
    return operator === "!" ? wordNode(text !== "true", position) : wordNode(-Number(text), position);
  }
  const left = evaluateHcl(expression.left, scope);
  const right = evaluateHcl(expression.right, scope);
  return applyOperator(operator, { left, right }, position);
}

function evaluateFor(expression: ForExpression, scope: HclScope, position: Position): SourceNode | null {
  const rounds = roundsOf(evaluateHcl(expression.of, scope));
  if (rounds === null) return null;
  const items: SourceNode[] = [];
  const entries = new Map<string, SourceNode>();
  for (const { key, value } of rounds) {
    const [first = "", second] = expression.names;
    const iterators = new Map(scope.iterators);
    if (second === undefined) iterators.set(first, value);
    else iterators.set(first, key).set(second, value);
    const inner = { ...scope, iterators, variable: scope.variable.bind(scope), local: scope.local.bind(scope) };
    const isKept = expression.condition === undefined ? "true" : textOf(evaluateHcl(expression.condition, inner));
    if (isKept === null) return null;
    if (isKept !== "true") continue;
    const result = evaluateHcl(expression.result, inner);
    if (expression.key === undefined) items.push(result);
    else {
      const name = textOf(evaluateHcl(expression.key, inner));
      if (name === null) return null;
      entries.set(name, result);
    }
  }
  return expression.key === undefined ? listNode(items, position) : mapNode(entries, position);
}
