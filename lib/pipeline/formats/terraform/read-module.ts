import { readJson } from "../read-json";
import { UnreadableText, type SourceMap, type SourceNode } from "../source-node";
import type { HclBlock, HclBody, HclExpression } from "./hcl";
import { bodyFromJson, expressionFromJson } from "./json-body";
import type { TerraformModule, TerraformResource } from "./module";
import { parseHcl } from "./parse-hcl";

/** The line on which an export of ours leaves what Terraform cannot say. */
const REMAINDER_LINE = /^[ \t]*# penstock: (\{.*\})[ \t\r]*$/m;
const REMAINDER_TEXT = /^penstock: (\{.*\})$/;

/** Reads Terraform's own syntax; several files may be pasted into one. @throws UnreadableText */
export function readHclModule(text: string): TerraformModule {
  const { blocks } = parseHcl(text);
  const ofType = (type: string): readonly HclBlock[] => blocks.filter((block) => block.type === type);
  return {
    variables: new Map(ofType("variable").map(({ labels, body }) => [labels[0] ?? "", body])),
    locals: new Map(ofType("locals").flatMap(({ body }) => [...body.attributes])),
    resources: ofType("resource").map((block) => resource(block.labels, block.body, block.position, block.raw)),
  };
}

/** Reads Terraform's JSON syntax; `null` for any other JSON. */
export function readJsonModule(root: SourceMap): TerraformModule | null {
  const types = mapsAt(root, "resource");
  if (!types.some(({ entries }) => [...entries.keys()].some((type) => type.startsWith("aws_")))) return null;
  return {
    variables: new Map(
      mapsAt(root, "variable").flatMap(({ entries }) =>
        [...entries].map(([name, node]) => [name, bodyOf(node)] as const),
      ),
    ),
    locals: new Map<string, HclExpression>(
      mapsAt(root, "locals").flatMap(({ entries }) =>
        [...entries].map(([name, node]) => [name, expressionFromJson(node)] as const),
      ),
    ),
    resources: types.flatMap(({ entries }) => [...entries].flatMap(([type, node]) => resourcesOfType(type, node))),
  };
}

function resourcesOfType(type: string, node: SourceNode): readonly TerraformResource[] {
  return maps(node).flatMap(({ entries }) =>
    [...entries].flatMap(([name, body]) =>
      maps(body).map((map) => {
        const comment = map.entries.get("//");
        const text = comment?.kind === "text" ? (REMAINDER_TEXT.exec(comment.text)?.[1] ?? "") : "";
        return withRemainder({ type, name, body: bodyFromJson(map), position: map.position }, text);
      }),
    ),
  );
}

function resource(
  labels: readonly string[],
  body: HclBody,
  position: HclBlock["position"],
  raw: string,
): TerraformResource {
  const [type = "", name = ""] = labels;
  return withRemainder({ type, name, body, position }, REMAINDER_LINE.exec(raw)?.[1] ?? "");
}

function withRemainder(found: TerraformResource, json: string): TerraformResource {
  if (json === "") return found;
  try {
    return { ...found, remainder: readJson(json) };
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    // Someone edited the comment: it says nothing any more.
    return found;
  }
}

function bodyOf(node: SourceNode): HclBody {
  const [map] = maps(node);
  return map ? bodyFromJson(map) : { attributes: new Map(), blocks: [] };
}

function mapsAt(root: SourceMap, name: string): readonly SourceMap[] {
  const node = root.entries.get(name);
  return node ? maps(node) : [];
}

/** JSON may write one block as an object and several as a list. */
function maps(node: SourceNode): readonly SourceMap[] {
  if (node.kind === "map") return [node];
  return node.kind === "list" ? node.items.flatMap(maps) : [];
}
