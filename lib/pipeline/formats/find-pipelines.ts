import { UnreadableText, isNull, plainValue, type SourceMap, type SourceNode } from "./source-node";
import { apiName } from "./shape-value";

/** A pipeline as a file holds it: the declaration in whatever spelling, and what stands beside it. */
export interface FoundPipeline {
  readonly declaration: SourceMap;
  readonly tags: SourceNode | undefined;
  /** The name to use when the declaration has none. */
  readonly fallbackName: string | undefined;
  readonly notes: readonly string[];
}

const RESOURCE_TYPE = "AWS::CodePipeline::Pipeline";

/** Members of the CloudFormation resource that are no part of a declaration. */
const RESOURCE_ONLY: Readonly<Record<string, string>> = {
  disableInboundStageTransitions:
    "DisableInboundStageTransitions was left out: transitions are disabled on the running pipeline.",
  restartExecutionOnUpdate: "RestartExecutionOnUpdate was left out: only CloudFormation knows it.",
};

/**
 * Finds the pipelines of a document: the output of `aws codepipeline get-pipeline`, a bare declaration, a list of
 * either, a CloudFormation template, or a `resources` list with types and properties.
 * @throws UnreadableText when there is none
 */
export function findPipelines(root: SourceNode): readonly FoundPipeline[] {
  const found = findIn(root);
  if (found.length > 0) return found;
  const expected = "get-pipeline JSON, a CloudFormation template, or a resources list";
  throw new UnreadableText(`There is no pipeline here. Expected ${expected}.`, root.position);
}

function findIn(node: SourceNode): readonly FoundPipeline[] {
  if (node.kind === "list") return node.items.flatMap(findIn);
  if (node.kind === "text") return [];
  const pipeline = member(node, "pipeline");
  if (pipeline?.kind === "map") return [fromCli(node, pipeline)];
  const resources = member(node, "resources");
  if (resources?.kind === "list") return resources.items.flatMap((item) => fromResource(item, undefined));
  if (resources?.kind === "map") {
    // A serverless file wraps the template's Resources in its own `resources`.
    const inner = member(resources, "resources");
    const template = inner?.kind === "map" ? inner : resources;
    return [...template.entries].flatMap(([logicalId, item]) => fromResource(item, logicalId));
  }
  return member(node, "stages")?.kind === "list" ? [fromProperties(node, undefined)] : [];
}

function fromCli(wrapper: SourceMap, declaration: SourceMap): FoundPipeline {
  const notes = member(wrapper, "metadata")
    ? ["metadata was left out: it tells about the pipeline at AWS and is no part of its definition."]
    : [];
  return { declaration, tags: member(wrapper, "tags"), fallbackName: undefined, notes };
}

function fromResource(node: SourceNode, logicalId: string | undefined): readonly FoundPipeline[] {
  if (node.kind !== "map") return [];
  const type = member(node, "type");
  const properties = member(node, "properties");
  if (type?.kind !== "text" || type.text !== RESOURCE_TYPE) return [];
  if (properties?.kind !== "map") throw new UnreadableText("This pipeline has no properties.", node.position);
  const name = member(node, "name");
  return [fromProperties(properties, name?.kind === "text" ? name.text : logicalId)];
}

function fromProperties(properties: SourceMap, fallbackName: string | undefined): FoundPipeline {
  const written = [...properties.entries].map(([name, value]) => ({ name, api: apiName(name), value }));
  const kept = written.filter(({ api }) => api !== "tags" && !Object.hasOwn(RESOURCE_ONLY, api));
  const entries = kept.map(
    ({ name, api, value }) => [name, api === "artifactStores" ? storesByRegion(value) : value] as const,
  );
  return {
    declaration: { ...properties, entries: new Map(entries) },
    tags: member(properties, "tags"),
    fallbackName,
    notes: written.flatMap(({ api }) => (Object.hasOwn(RESOURCE_ONLY, api) ? (RESOURCE_ONLY[api] ?? []) : [])),
  };
}

/** CloudFormation lists `{Region, ArtifactStore}`; the API has a map from Region to store. */
function storesByRegion(node: SourceNode): SourceNode {
  if (node.kind !== "list") return node;
  const entries = node.items.map((item) => {
    const region = item.kind === "map" ? member(item, "region") : undefined;
    const store = item.kind === "map" ? member(item, "artifactStore") : undefined;
    if (region?.kind !== "text" || store === undefined) {
      throw new UnreadableText("Each of the ArtifactStores needs a Region and an ArtifactStore.", item.position);
    }
    return [region.text, store] as const;
  });
  return { kind: "map", entries: new Map(entries), position: node.position };
}

/** A member in either spelling, `Stages` or `stages`. */
export function member(map: SourceMap, name: string): SourceNode | undefined {
  const written = [...map.entries.keys()].find((key) => apiName(key) === name);
  const value = written === undefined ? undefined : map.entries.get(written);
  return value === undefined || isNull(value) ? undefined : value;
}

/** Tags as CloudFormation (`Key`, `Value`), the API (`key`, `value`) or a plain map write them. */
export function readTags(node: SourceNode | undefined): readonly { readonly key: string; readonly value: string }[] {
  if (node === undefined || node.kind === "text") return [];
  if (node.kind === "map") return [...node.entries].map(([key, value]) => ({ key, value: textOf(value) }));
  return node.items.flatMap((item) => {
    if (item.kind !== "map") return [];
    const key = member(item, "key");
    return key ? [{ key: textOf(key), value: textOf(member(item, "value")) }] : [];
  });
}

function textOf(node: SourceNode | undefined): string {
  if (node === undefined) return "";
  return node.kind === "text" ? node.text : JSON.stringify(plainValue(node));
}
