import type { Omission } from "../metadata";
import type { SourceMap, SourceNode } from "../source-node";
import { evaluateHcl, evaluateMember, type HclScope } from "./evaluate-hcl";
import type { HclBlock, HclBody } from "./hcl";
import { listNode, mapNode } from "./nodes";
import { roundsOf } from "./rounds-of";

/**
 * A body as a map: attributes by name, blocks as lists of maps. Dynamic blocks are written out where it is known what
 * they repeat over; where not, the list tells what it leaves out.
 */
export function evaluateBody(body: HclBody, scope: HclScope, position: SourceMap["position"]): SourceMap {
  const entries = new Map<string, SourceNode>();
  for (const [name, expression] of body.attributes) entries.set(name, evaluateMember(expression, scope));
  const lists = new Map<string, { items: SourceNode[]; omissions: Omission[] }>();
  for (const block of body.blocks) {
    const name = block.type === "dynamic" ? (block.labels[0] ?? "") : block.type;
    const list = lists.get(name) ?? { items: [], omissions: [] };
    lists.set(name, list);
    const items =
      block.type === "dynamic" ? dynamicItems(block, scope) : [evaluateBody(block.body, scope, block.position)];
    if (items) list.items.push(...items);
    else list.omissions.push({ language: "terraform", at: list.items.length, value: block.raw });
  }
  for (const [name, { items, omissions }] of lists) {
    const list = listNode(items, position);
    entries.set(name, omissions.length > 0 ? { ...list, omissions } : list);
  }
  return mapNode(entries, position);
}

function dynamicItems(block: HclBlock, scope: HclScope): readonly SourceNode[] | null {
  const [label = ""] = block.labels;
  const over = block.body.attributes.get("for_each");
  const content = block.body.blocks.find(({ type }) => type === "content");
  const rounds = over ? roundsOf(evaluateHcl(over, scope)) : null;
  if (!rounds || !content) return null;
  const named = block.body.attributes.get("iterator");
  const iterator = named?.kind === "name" ? named.name : label;
  return rounds.map(({ key, value }) => {
    const each = mapNode(
      new Map([
        ["key", key],
        ["value", value],
      ]),
      block.position,
    );
    return evaluateBody(content.body, scopeWith(scope, iterator, each), content.position);
  });
}

/** The scope with one more iterator. */
export function scopeWith(scope: HclScope, name: string, value: SourceNode): HclScope {
  return {
    variable: (variable) => scope.variable(variable),
    local: (local) => scope.local(local),
    iterators: new Map(scope.iterators).set(name, value),
  };
}
