import { freeName } from "../../artifacts";
import type { ExportedPipeline, ExportedText } from "../exported";
import { isJsonObject, toJson, type JsonObject } from "../json-value";
import { neededSections, referencesIn } from "./needed-sections";
import { PIPELINE_TYPE, REMAINDER, isCompanion } from "./resource-members";
import { resourceProperties } from "./resource-properties";
import { resourceParts } from "./resource-remainder";
import { templateYaml } from "./template-yaml";

const MAX_LOGICAL_ID_LENGTH = 255;

/**
 * A CloudFormation template with these pipelines. Expressions become functions again, and what they refer to in the
 * template they came from goes along. What a resource cannot say stands in its Metadata, from where an import takes it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codepipeline-pipeline.html
 */
export function exportTemplate(pipelines: readonly ExportedPipeline[], syntax: "yaml" | "json"): ExportedText {
  const notes: string[] = [];
  const ids = logicalIds(pipelines);
  const resources = Object.fromEntries(
    pipelines.map((pipeline, index) => [ids[index] ?? "Pipeline", resourceOf(pipeline, notes)] as const),
  );
  const template = templateOf(pipelines, resources, notes);
  const text = syntax === "json" ? `${JSON.stringify(template, null, 2)}\n` : templateYaml(template);
  return { text, notes };
}

function templateOf(pipelines: readonly ExportedPipeline[], own: JsonObject, notes: string[]): JsonObject {
  const needed = pipelines.map(({ metadata }) => {
    const sections = metadata?.origin?.sections ?? {};
    return neededSections(sections, [...Object.values(own), ...companionsIn(sections)], Object.keys(own));
  });
  const section = (name: string): JsonObject =>
    Object.assign({}, ...needed.map((sections) => sections[name]).filter(isJsonObject));
  const resources: JsonObject = { ...section("Resources"), ...own };
  const transform = needed.flatMap((sections) => sections.Transform ?? [])[0];
  const description = needed.flatMap((sections) => sections.Description ?? [])[0];
  const parameters = { ...section("Parameters") };
  // A macro may make what seems to be missing.
  if (transform === undefined)
    Object.assign(parameters, missingParameters({ ...parameters, ...resources }, resources, notes));
  const sections = {
    Parameters: parameters,
    Rules: section("Rules"),
    Mappings: section("Mappings"),
    Conditions: section("Conditions"),
    Globals: section("Globals"),
  };
  const filled = Object.entries(sections).filter(([, entries]) => Object.keys(entries).length > 0);
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    ...(description !== undefined && { Description: description }),
    ...(transform !== undefined && { Transform: transform }),
    ...Object.fromEntries(filled),
    Resources: resources,
  };
}

/** Webhooks and custom action types name the pipeline, not the other way round. */
function companionsIn({ Resources: resources }: JsonObject): readonly JsonObject[] {
  if (!isJsonObject(resources)) return [];
  return Object.entries(resources).flatMap(([id, resource]) =>
    isJsonObject(resource) && typeof resource.Type === "string" && isCompanion(resource.Type) ? [{ Ref: id }] : [],
  );
}

/** What is named and not there becomes a parameter, so that the template can be created at all. */
function missingParameters(known: JsonObject, resources: JsonObject, notes: string[]): JsonObject {
  const missing = referencesIn(resources).filter(
    ({ name, kind }) =>
      (kind === "value" || kind === "attribute") && !name.startsWith("AWS::") && !Object.hasOwn(known, name),
  );
  const names = new Set(missing.filter(({ kind }) => kind === "value").map(({ name }) => name));
  const resourceNames = new Set(missing.filter(({ kind }) => kind === "attribute").map(({ name }) => name));
  if (names.size > 0) notes.push(`${[...names].join(", ")} became parameters: nothing here defines them.`);
  if (resourceNames.size > 0) {
    notes.push(`The template needs the resources ${[...resourceNames].join(", ")}, which are not in it. Add them.`);
  }
  return Object.fromEntries([...names].map((name) => [name, { Type: "String" }]));
}

function resourceOf(pipeline: ExportedPipeline, notes: string[]): JsonObject {
  const origin = pipeline.metadata?.origin;
  const { said, rest, notes: told } = resourceParts(pipeline);
  notes.push(...told);
  const metadata = isJsonObject(origin?.attributes.Metadata) ? origin.attributes.Metadata : {};
  const hasRest = Object.keys(rest).length > 0;
  return {
    Type: PIPELINE_TYPE,
    ...origin?.attributes,
    ...(hasRest && { Metadata: { ...metadata, [REMAINDER]: toJson(rest) } }),
    Properties: { ...resourceProperties(said, pipeline), ...origin?.properties },
  };
}

/** Logical ids hold letters and digits: `shop-api` is `ShopApi`. The one that a template gave stays. */
function logicalIds(pipelines: readonly ExportedPipeline[]): readonly string[] {
  const taken = new Set<string>();
  return pipelines.map(({ declaration, metadata }) => {
    const given = metadata?.origin?.logicalId;
    const wanted = /^[A-Za-z0-9]+$/.test(given ?? "") ? given : given && capitalized(given);
    const own = pipelines.length === 1 ? "Pipeline" : capitalized(declaration.name);
    const id = freeName(wanted ?? own, taken, MAX_LOGICAL_ID_LENGTH);
    taken.add(id);
    return id;
  });
}

function capitalized(name: string): string {
  if (/^[A-Za-z][A-Za-z0-9]*$/.test(name)) return name.charAt(0).toUpperCase() + name.slice(1);
  // Maps put names that are numbers first, whatever their order.
  if (/^\d/.test(name)) return capitalized(`Pipeline${name}`);
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("") || "Pipeline";
}
