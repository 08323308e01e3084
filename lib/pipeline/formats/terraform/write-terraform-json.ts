import type { JsonObject, JsonValue } from "../json-value";
import { escapeTemplate } from "./escape-text";
import { isTemplate, type TerraformBody, type TerraformValue } from "./terraform-body";

/** A body in Terraform's JSON syntax: blocks of one kind are a list. What somebody wrote in HCL cannot be there. */
export function jsonBody({ attributes, blocks }: TerraformBody): JsonObject {
  const lists: Record<string, JsonValue[]> = {};
  for (const block of blocks) {
    if (block.kind === "block") (lists[block.type] ??= []).push(jsonBody(block.body));
  }
  return { ...members(attributes), ...lists };
}

function members(values: Readonly<Record<string, TerraformValue>>): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [escapeTemplate(name), jsonValueOf(value)]));
}

function jsonValueOf(value: TerraformValue): JsonValue {
  if (typeof value === "number") return value;
  if (typeof value === "string") return escapeTemplate(value);
  if (isTemplate(value)) return value.template;
  return "object" in value ? members(value.object) : value.map(jsonValueOf);
}
