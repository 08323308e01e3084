import { entryOf } from "../../entry-of";
import { apiName } from "../api-name";
import type { FoundDefinitions, FoundPipeline } from "../found-pipeline";
import { isJsonObject, type JsonObject, type JsonValue } from "../json-value";
import { member, textMember } from "../member";
import { standInFor } from "../stand-in";
import { UnreadableText, plainValue, type SourceMap, type SourceNode } from "../source-node";
import { TemplateEvaluator } from "./evaluate";
import { loopNames } from "./for-each";
import { neededSections, referencesIn } from "./needed-sections";
import { COMPANIONS, PIPELINE_TYPE, REMAINDER, RESOURCE_ONLY, isCompanion } from "./resource-members";
import { readTemplate, type Template } from "./template";

/** The pipelines of a template, as far as they can be known without CloudFormation; `null` for anything but a template. */
export function findInTemplate(
  root: SourceMap,
  { values, isServerless }: { readonly values: Readonly<Record<string, string>>; readonly isServerless: boolean },
): FoundDefinitions | null {
  const template = readTemplate(root, isServerless);
  if (template === null) return null;
  const evaluator = new TemplateEvaluator(template, values);
  const resources = [...template.resources.entries].flatMap(([id, node]) =>
    node.kind === "map" ? [{ id, node, type: textMember(node, "type") ?? "" }] : [],
  );
  const found = resources.filter(({ type }) => type === PIPELINE_TYPE);
  if (found.length === 0) refuseLoopedPipelines(template);
  const sections = found.length > 0 ? writtenSections(template) : {};
  const companions = resources.filter(({ type }) => isCompanion(type));
  const pipelines = found.map(({ id, node }) => {
    const own = companions.filter((companion) => belongsTo(companion.node, id, found.length));
    const pipeline = fromResource(id, node, evaluator);
    const roots = [plainValue(node), ...own.map((companion) => ({ Ref: companion.id }))];
    return {
      ...pipeline,
      notes: [...pipeline.notes, ...own.map((companion) => `${companion.id} is ${COMPANIONS[companion.type]}`)],
      origin: {
        ...originOf(id, node),
        sections: neededSections(
          sections,
          roots,
          found.map((other) => other.id),
        ),
      },
    };
  });
  const taken = pipelines.flatMap(({ origin }) => Object.keys(Object(origin.sections.Resources)));
  const left = resources.filter(({ id }) => !taken.includes(id) && !found.some((pipeline) => pipeline.id === id));
  const general = [...assumptionNotes(evaluator), ...loopNotes(template), ...leftNotes(left.map(({ id }) => id))];
  return {
    pipelines: pipelines.map((pipeline) => ({ ...pipeline, notes: [...pipeline.notes, ...general] })),
    parameters: [...evaluator.asked].flatMap((name) => template.parameters.get(name) ?? []),
  };
}

/** A resource outside a template, as a `resources` list has it: `{name, type, properties}`. */
export function findInResourceList(items: readonly SourceNode[]): readonly FoundPipeline[] {
  return items.flatMap((item) => {
    if (item.kind !== "map" || textMember(item, "type") !== PIPELINE_TYPE) return [];
    const name = textMember(item, "name");
    const empty: Template = {
      parameters: new Map(),
      mappings: null,
      conditions: null,
      resources: item,
      sections: { ...item, entries: new Map() },
      isServerless: false,
    };
    const pipeline = fromResource(name, item, new TemplateEvaluator(empty, {}));
    return [{ ...pipeline, origin: { ...originOf(name ?? "Pipeline", item), attributes: {}, sections: {} } }];
  });
}

/** A declaration with CloudFormation's members, wherever it stands. */
export function fromProperties(properties: SourceMap, fallbackName: string | undefined): FoundPipeline {
  const written = [...properties.entries].map(([name, value]) => ({ name, api: apiName(name), value }));
  const kept = written.filter(({ api }) => api !== "tags" && !Object.hasOwn(RESOURCE_ONLY, api));
  const entries = kept.map(
    ({ name, api, value }) => [name, api === "artifactStores" ? storesByRegion(value) : value] as const,
  );
  return {
    declaration: { ...properties, entries: new Map(entries) },
    tags: member(properties, "tags"),
    fallbackName,
    notes: written.flatMap(({ api }) => entryOf(RESOURCE_ONLY, api) ?? []),
  };
}

function fromResource(id: string | undefined, node: SourceMap, evaluator: TemplateEvaluator): FoundPipeline {
  const properties = member(node, "properties");
  const evaluated = properties?.kind === "map" ? evaluator.evaluate(properties) : null;
  if (properties?.kind !== "map" || evaluated?.kind !== "map")
    throw new UnreadableText("This pipeline has no properties.", node.position);
  const condition = textMember(node, "condition");
  const isLeftOut = condition !== undefined && !evaluator.truth(condition).holds;
  const conditionNote = `With these parameters the condition ${condition} does not hold, and CloudFormation would not create the pipeline.`;
  const found = fromProperties(evaluated, id);
  const remainder = remainderOf(node);
  return {
    ...found,
    notes: [...found.notes, ...(isLeftOut ? [conditionNote] : []), ...transformNotes(properties)],
    ...(remainder && { remainder }),
  };
}

/** Our own exports leave in the resource's metadata what its properties cannot say. */
function remainderOf(node: SourceMap): SourceNode | undefined {
  const metadata = member(node, "metadata");
  return metadata?.kind === "map" ? metadata.entries.get(REMAINDER) : undefined;
}

function originOf(logicalId: string, node: SourceMap) {
  const resource = plainValue(node);
  const { Type: _type, Properties: properties, ...attributes } = isJsonObject(resource) ? resource : {};
  const own = isJsonObject(properties) ? Object.entries(properties) : [];
  const { [REMAINDER]: _remainder, ...metadata } = isJsonObject(attributes.Metadata) ? attributes.Metadata : {};
  const { Metadata: _metadata, ...others } = attributes;
  return {
    logicalId,
    isNamed: own.some(([name]) => apiName(name) === "name"),
    attributes: { ...others, ...(Object.keys(metadata).length > 0 && { Metadata: metadata }) } satisfies JsonObject,
    properties: Object.fromEntries(own.filter(([name]) => Object.hasOwn(RESOURCE_ONLY, apiName(name)))),
  };
}

function writtenSections(template: Template): JsonObject {
  const sections = plainValue({
    ...template.sections,
    entries: new Map(template.sections.entries).set("Resources", template.resources),
  });
  return isJsonObject(sections) ? sections : {};
}

/** A webhook goes with the pipeline it names; anything that names none goes with each. */
function belongsTo(companion: SourceMap, pipelineId: string, count: number): boolean {
  const value: JsonValue = plainValue(companion);
  return count === 1 || textMember(companion, "type") !== "AWS::CodePipeline::Webhook"
    ? true
    : referencesIn(value).some(({ name }) => name === pipelineId);
}

function assumptionNotes({ assumptions }: TemplateEvaluator): readonly string[] {
  const defaults = [...assumptions.defaults].map(([name, value]) => `${name} = ${value === "" ? "(empty)" : value}`);
  const conditions = [...assumptions.conditions].join(", ");
  return [
    ...(defaults.length > 0 ? [`These parameters took their defaults: ${defaults.join(", ")}.`] : []),
    ...(conditions
      ? [`Only CloudFormation knows whether these conditions hold: ${conditions}. They are taken to.`]
      : []),
  ];
}

function leftNotes(ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return [];
  const shown = `${ids.slice(0, 3).join(", ")}${ids.length > 3 ? ` and ${ids.length - 3} more` : ""}`;
  return [`The pipeline refers to nothing of ${shown}: that part of the template was left out.`];
}

function loopNotes({ resources }: Template): readonly string[] {
  const loops = loopNames(resources);
  if (loops.length === 0) return [];
  return [`${loops.join(", ")} makes resources in a loop that only CloudFormation can run; they were not read.`];
}

/** A template whose pipelines are all in loops has pipelines, only nobody here knows which. @throws UnreadableText */
function refuseLoopedPipelines({ resources }: Template): void {
  for (const name of loopNames(resources)) {
    const loop = resources.entries.get(`Fn::ForEach::${name}`);
    if (!loop || !JSON.stringify(plainValue(loop)).includes(PIPELINE_TYPE)) continue;
    throw new UnreadableText(
      `Fn::ForEach::${name} makes pipelines in a loop over values that are not in the template. Write its collection ` +
        "as a list of texts, or import what CloudFormation made of it: aws cloudformation get-template --template-stage Processed.",
      loop.position,
    );
  }
}

function transformNotes(properties: SourceMap): readonly string[] {
  const names = new Set<string>();
  const visit = (node: SourceNode): void => {
    if (node.kind === "list") node.items.forEach(visit);
    if (node.kind !== "map") return;
    for (const [name, value] of node.entries) {
      if (name === "Fn::Transform") names.add((value.kind === "map" && textMember(value, "name")) || "a macro");
      visit(value);
    }
  };
  visit(properties);
  return [...names].map(
    (name) => `A part of the pipeline is made by ${name} (Fn::Transform), which only CloudFormation can run.`,
  );
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
    const { expression } = region;
    const name = expression ? standInFor(expression, ["region"]) : region.text;
    return [
      name,
      { ...store, ...(expression && { expression }), ...(item.choices && { choices: item.choices }) },
    ] as const;
  });
  const { position, choices, omissions } = node;
  return {
    kind: "map",
    entries: new Map(entries),
    position,
    ...(choices && { choices }),
    ...(omissions && { omissions }),
  };
}
