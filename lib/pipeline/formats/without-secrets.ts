import { isJsonObject, type JsonObject } from "./json-value";
import type { DefinitionMetadata } from "./metadata";

/** The metadata as it may be stored: a template's secret parameters lose their defaults. */
export function withoutSecrets(metadata: DefinitionMetadata): DefinitionMetadata {
  const { origin } = metadata;
  const parameters = origin?.sections.Parameters;
  if (!origin || !isJsonObject(parameters)) return metadata;
  const open = Object.entries(parameters).map(([name, parameter]) => [name, withoutDefault(parameter)] as const);
  return { ...metadata, origin: { ...origin, sections: { ...origin.sections, Parameters: Object.fromEntries(open) } } };
}

function withoutDefault(parameter: JsonObject[string]): JsonObject[string] {
  if (!isJsonObject(parameter) || !/^true$/i.test(JSON.stringify(parameter.NoEcho ?? "").replaceAll('"', ""))) {
    return parameter;
  }
  const { Default: _secret, ...rest } = parameter;
  return rest;
}
