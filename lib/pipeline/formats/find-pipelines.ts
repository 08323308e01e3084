import { findInResourceList, findInTemplate, fromProperties } from "./cloudformation/find-resources";
import type { FoundDefinitions, FoundPipeline } from "./found-pipeline";
import { PIPELINE_TYPE } from "./cloudformation/resource-members";
import { member, textMember } from "./member";
import { findInModule } from "./terraform/find-in-module";
import { readJsonModule } from "./terraform/read-module";
import { UnreadableText, type SourceMap, type SourceNode } from "./source-node";

/**
 * Finds the pipelines of a document: the output of `aws codepipeline get-pipeline`, a bare declaration, a list of
 * either, a CloudFormation template, or a `resources` list with types and properties.
 * @param values what the definition's parameters are, by name
 * @throws UnreadableText when there is none
 */
export function findPipelines(root: SourceNode, values: Readonly<Record<string, string>>): FoundDefinitions {
  const found = findIn(root, values);
  if (found.pipelines.length > 0) return found;
  const expected = "get-pipeline JSON, a CloudFormation template, Terraform, or a resources list";
  throw new UnreadableText(`There is no pipeline here. Expected ${expected}.`, root.position);
}

function findIn(node: SourceNode, values: Readonly<Record<string, string>>): FoundDefinitions {
  if (node.kind === "list") return joined(node.items.map((item) => findIn(item, values)));
  if (node.kind === "text") return joined([]);
  const pipeline = member(node, "pipeline");
  if (pipeline?.kind === "map" && pipeline.entries.size > 0 && !isPipelineResource(pipeline)) {
    return only([fromCli(node, pipeline)]);
  }
  const resources = member(node, "resources");
  const wrapped = serverlessTemplate(resources);
  if (resources?.kind === "list" && !wrapped) return only(findInResourceList(resources.items));
  const template = findInTemplate(wrapped ?? withSection(node, resources), {
    values,
    isServerless: wrapped !== null,
  });
  if (template) return template;
  const terraform = readJsonModule(node);
  if (terraform) return findInModule(terraform, values);
  return member(node, "stages")?.kind === "list" ? only([fromProperties(node, undefined)]) : joined([]);
}

/** A serverless file wraps the template's sections in its own `resources`, whole or as a list of pieces. */
function serverlessTemplate(resources: SourceNode | undefined): SourceMap | null {
  if (resources?.kind === "map") return hasResources(resources) ? resources : null;
  if (resources?.kind !== "list" || !resources.items.some(hasResources)) return null;
  const sections = new Map<string, SourceNode>();
  for (const piece of resources.items) {
    for (const [name, section] of piece.kind === "map" ? piece.entries : []) {
      sections.set(name, withEntriesOf(sections.get(name), section));
    }
  }
  return { kind: "map", entries: sections, position: resources.position };
}

function hasResources(node: SourceNode): boolean {
  return node.kind === "map" && node.entries.get("Resources")?.kind === "map";
}

function withEntriesOf(before: SourceNode | undefined, section: SourceNode): SourceNode {
  if (before?.kind !== "map" || section.kind !== "map") return section;
  return { ...section, entries: new Map([...before.entries, ...section.entries]) };
}

/** A piece of a template, as manuals show it: one resource, or some by their logical ids. */
function looseResources(node: SourceMap): SourceMap | null {
  if (isPipelineResource(node)) return { ...node, entries: new Map([["Pipeline", node]]) };
  return [...node.entries.values()].some(isPipelineResource) ? node : null;
}

function isPipelineResource(node: SourceNode): boolean {
  return node.kind === "map" && textMember(node, "type") === PIPELINE_TYPE;
}

/** The section is called Resources, but who writes `resources` means it. */
function withSection(node: SourceMap, resources: SourceNode | undefined): SourceMap {
  if (node.entries.has("Resources")) return node;
  const section = resources?.kind === "map" ? resources : looseResources(node);
  return section ? { ...node, entries: new Map(node.entries).set("Resources", section) } : node;
}

function fromCli(wrapper: SourceMap, declaration: SourceMap): FoundPipeline {
  const notes = member(wrapper, "metadata")
    ? ["metadata was left out: it tells about the pipeline at AWS and is no part of its definition."]
    : [];
  const remainder = member(wrapper, "beside");
  return {
    declaration,
    tags: member(wrapper, "tags"),
    fallbackName: undefined,
    notes,
    ...(remainder && { remainder }),
  };
}

function only(pipelines: readonly FoundPipeline[]): FoundDefinitions {
  return { pipelines, parameters: [] };
}

function joined(found: readonly FoundDefinitions[]): FoundDefinitions {
  return {
    pipelines: found.flatMap(({ pipelines }) => pipelines),
    parameters: found.flatMap(({ parameters }) => parameters),
  };
}
