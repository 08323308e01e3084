import { isJsonObject, type JsonObject, type JsonValue } from "../json-value";
import { substitutedNames } from "./replace-substitutions";

const NAMED_SECTIONS = ["Parameters", "Mappings", "Conditions", "Resources"] as const;
type SectionName = (typeof NAMED_SECTIONS)[number];

/**
 * The parts of a template that some resources refer to, directly or through one another. Resources that are in
 * `present` are there already.
 */
export function neededSections(
  sections: JsonObject,
  roots: readonly JsonValue[],
  present: readonly string[] = [],
): JsonObject {
  const needed: Record<SectionName, Record<string, JsonValue>> = {
    Parameters: {},
    Mappings: {},
    Conditions: {},
    Resources: {},
  };
  const waiting: JsonValue[] = [...roots];
  const take = (name: string, from: readonly SectionName[]): void => {
    for (const sectionName of from) {
      const section = sections[sectionName];
      if (!isJsonObject(section) || !Object.hasOwn(section, name) || Object.hasOwn(needed[sectionName], name)) continue;
      if (sectionName === "Resources" && present.includes(name)) continue;
      const value = section[name] ?? null;
      needed[sectionName][name] = value;
      waiting.push(value);
    }
  };
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    for (const { name, kind } of referencesIn(value)) {
      if (kind === "value" || kind === "attribute") take(name, ["Parameters", "Resources"]);
      if (kind === "condition") take(name, ["Conditions"]);
      if (kind === "mapping") take(name, ["Mappings"]);
    }
  }
  const found = NAMED_SECTIONS.filter((name) => Object.keys(needed[name]).length > 0);
  const others = ["Description", "Transform", ...(found.includes("Resources") ? ["Globals", "Rules"] : [])];
  return Object.fromEntries([
    ...others.flatMap((name) => (sections[name] === undefined ? [] : [[name, sections[name]] as const])),
    ...found.map((name) => [name, inOrder(needed[name], sections[name])] as const),
  ]);
}

/** As the template had it: people sort their parameters for a reason. */
function inOrder(entries: JsonObject, section: JsonValue | undefined): JsonObject {
  const names = isJsonObject(section) ? Object.keys(section).filter((name) => Object.hasOwn(entries, name)) : [];
  return Object.fromEntries(names.map((name) => [name, entries[name] ?? null]));
}

interface Reference {
  readonly name: string;
  /** An attribute can only be a resource's; a value may be a parameter's too. */
  readonly kind: "value" | "attribute" | "condition" | "mapping";
}

/** Everything that a part of a template names elsewhere in the template. */
export function referencesIn(value: JsonValue): readonly Reference[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, argument]) => [...named(name, argument), ...referencesIn(argument)]);
}

function named(name: string, argument: JsonValue): readonly Reference[] {
  const items: readonly JsonValue[] = Array.isArray(argument) ? argument : [argument];
  const first = items[0];
  if (typeof first !== "string") return [];
  switch (name) {
    case "Ref":
      return [{ name: first, kind: "value" }];
    case "Fn::GetAtt":
      return [{ name: first.split(".")[0] ?? first, kind: "attribute" }];
    case "Fn::Sub":
      return variablesIn(first, items[1]);
    case "Fn::If":
    case "Condition":
      return [{ name: first, kind: "condition" }];
    case "Fn::FindInMap":
      return [{ name: first, kind: "mapping" }];
    case "DependsOn":
      return items.flatMap((item) => (typeof item === "string" ? [{ name: item, kind: "value" } as const] : []));
    default:
      return [];
  }
}

/** `${Name}` and `${Resource.Attribute}`, but for the names that the function defines itself. */
function variablesIn(template: string, own: JsonValue | undefined): readonly Reference[] {
  return substitutedNames(template).flatMap((variable) => {
    if (isJsonObject(own) && Object.hasOwn(own, variable)) return [];
    const [name = ""] = variable.split(".");
    return [{ name, kind: variable.includes(".") ? ("attribute" as const) : ("value" as const) }];
  });
}
