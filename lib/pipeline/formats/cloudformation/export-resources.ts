import type { ExportedPipeline, ExportedText } from "../exported";
import { toJson, type JsonObject } from "../json-value";
import { NO_METADATA } from "../metadata";
import { PIPELINE_TYPE, REMAINDER } from "./resource-members";
import { resourceProperties } from "./resource-properties";
import { resourceParts } from "./resource-remainder";
import { templateYaml } from "./template-yaml";

/** A `resources` list: CloudFormation's properties without a template around them. */
export function exportResources(pipelines: readonly ExportedPipeline[]): ExportedText {
  const notes: string[] = [];
  const resources = pipelines.map((pipeline) => resourceOf(pipeline, notes));
  return { text: templateYaml({ version: "1.0", resources }), notes };
}

function resourceOf(pipeline: ExportedPipeline, notes: string[]): JsonObject {
  const { declaration, metadata = NO_METADATA } = pipeline;
  // There are no conditions here to choose by, so the sides that were taken are written out.
  const {
    said,
    rest,
    notes: told,
  } = resourceParts(pipeline, (placed) => placed.kind === "value" && placed.expression.language === "cloudformation");
  const { expressions, origin } = metadata;
  const kept = { expressions: expressions.filter((placed) => placed.kind === "value") };
  notes.push(...told);
  const isFromTemplate = origin !== undefined && Object.keys(origin.sections).length > 0;
  if (isFromTemplate) notes.push("What the template has beside the pipeline is kept in its metadata for Penstock.");
  const { Name: name, ...properties } = resourceProperties(said, { ...pipeline, metadata: { ...metadata, ...kept } });
  const remainder = { ...rest, ...(isFromTemplate && { origin }) };
  return {
    name: declaration.name,
    type: PIPELINE_TYPE,
    ...(Object.keys(remainder).length > 0 && { metadata: { [REMAINDER]: toJson(remainder) } }),
    properties: { ...(typeof name === "object" && { Name: name }), ...properties, ...origin?.properties },
  };
}
