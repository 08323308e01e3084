import type { DefinitionParameter } from "../parameter";
import { isNull, plainValue, type SourceMap, type SourceNode } from "../source-node";
import { expandForEach } from "./for-each";

/** The parts of a template that its expressions look into. */
export interface Template {
  readonly parameters: ReadonlyMap<string, DefinitionParameter>;
  readonly mappings: SourceMap | null;
  readonly conditions: SourceMap | null;
  readonly resources: SourceMap;
  /** All sections as they were written, by name, for what has to go along when the pipeline is exported again. */
  readonly sections: SourceMap;
  /** The template is part of a serverless file, which has variables of its own: `${self:service}`. */
  readonly isServerless: boolean;
}

/** Reads a template, or `null` when the map has no Resources. */
export function readTemplate(root: SourceMap, isServerless: boolean): Template | null {
  const resources = section(root, "Resources");
  if (resources === null) return null;
  const parameters = section(root, "Parameters");
  const entries = [...(parameters?.entries ?? [])].map(([name, node]) => [name, readParameter(name, node)] as const);
  return {
    parameters: new Map(entries),
    mappings: section(root, "Mappings"),
    conditions: section(root, "Conditions"),
    resources: expandForEach(resources),
    sections: root,
    isServerless,
  };
}

function section(root: SourceMap, name: string): SourceMap | null {
  const node = root.entries.get(name);
  return node?.kind === "map" ? node : null;
}

function readParameter(name: string, node: SourceNode): DefinitionParameter {
  const members = node.kind === "map" ? node.entries : new Map<string, SourceNode>();
  const allowed = members.get("AllowedValues");
  return {
    name,
    type: textOf(members.get("Type")) ?? "String",
    description: textOf(members.get("Description")),
    defaultValue: textOf(members.get("Default")),
    allowedValues: allowed?.kind === "list" ? allowed.items.flatMap((item) => textOf(item) ?? []) : [],
    isSecret: textOf(members.get("NoEcho"))?.toLowerCase() === "true",
  };
}

function textOf(node: SourceNode | undefined): string | undefined {
  if (node === undefined || (isNull(node) && !(node.kind === "text" && node.isQuoted))) return undefined;
  if (node.kind === "text") return node.text;
  return node.kind === "list"
    ? node.items.map((item) => textOf(item) ?? "").join(",")
    : JSON.stringify(plainValue(node));
}
