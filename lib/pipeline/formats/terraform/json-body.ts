import { UnreadableText, type SourceMap, type SourceNode } from "../source-node";
import type { HclBlock, HclBody, HclExpression } from "./hcl";
import { parseHclTemplate } from "./parse-hcl";

/** Blocks that have blocks in them. Nothing in a JSON text tells blocks from values. */
const BLOCKS = ["stage", "action", "before_entry", "on_success", "on_failure", "condition", "rule", "trigger"];
const INNER_BLOCKS = ["git_configuration", "push", "pull_request", "artifact_store", "content"];

/**
 * A body of Terraform's JSON syntax as its own syntax has it. Blocks without blocks in them stay attributes, which mean
 * the same.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function bodyFromJson(map: SourceMap): HclBody {
  const attributes = new Map<string, HclExpression>();
  const blocks: HclBlock[] = [];
  for (const [name, node] of map.entries) {
    if (name === "//") continue;
    if (name === "dynamic") blocks.push(...dynamicBlocks(node));
    else if (isBlock(name, node)) blocks.push(...blocksOf(name, node));
    else attributes.set(name, expressionFromJson(node));
  }
  return { attributes, blocks };
}

/** A value of Terraform's JSON syntax: texts are templates. */
export function expressionFromJson(node: SourceNode): HclExpression {
  const { position } = node;
  if (node.kind === "list") return { kind: "list", items: node.items.map(expressionFromJson), raw: "", position };
  if (node.kind === "text") {
    if (!node.isQuoted) return { kind: "literal", text: node.text, isQuoted: false, raw: node.text, position };
    return { ...templateAt(node.text, node), position };
  }
  const items = [...node.entries].map(([name, value]) => ({
    // In the JSON syntax keys are templates too.
    key: templateAt(name, node),
    value: expressionFromJson(value),
  }));
  return { kind: "object", items, raw: "", position };
}

/** What is wrong inside a text is told at the text. */
function templateAt(text: string, { position }: SourceNode): HclExpression {
  try {
    return parseHclTemplate(text);
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    throw new UnreadableText(error.message, position, { cause: error });
  }
}

function dynamicBlocks(node: SourceNode): readonly HclBlock[] {
  if (node.kind === "list") return node.items.flatMap(dynamicBlocks);
  if (node.kind !== "map") return [];
  return [...node.entries].flatMap(([label, value]) => {
    const all = value.kind === "list" ? value.items : [value];
    return all.flatMap((item) => (item.kind === "map" ? [block("dynamic", [label], item)] : []));
  });
}

function isBlock(name: string, node: SourceNode): boolean {
  if (![...BLOCKS, ...INNER_BLOCKS].includes(name)) return false;
  return node.kind === "map" || (node.kind === "list" && node.items.every(({ kind }) => kind === "map"));
}

function blocksOf(name: string, node: SourceNode): readonly HclBlock[] {
  const items = node.kind === "list" ? node.items : [node];
  return items.flatMap((item) => (item.kind === "map" ? [block(name, [], item)] : []));
}

function block(type: string, labels: readonly string[], map: SourceMap): HclBlock {
  return { type, labels, body: bodyFromJson(map), raw: "", position: map.position };
}
