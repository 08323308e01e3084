import { stringify, type ToStringOptions } from "yaml";
import type { PipelineDeclaration } from "../declaration";
import type { CodeLanguage } from "./code-language";

/** Long lines stay whole: a folded ARN is no longer one that can be searched for. */
const YAML_OPTIONS: ToStringOptions & { aliasDuplicateObjects: false } = { lineWidth: 0, aliasDuplicateObjects: false };

/** The text of a declaration, as it is first shown. */
export function printCode(declaration: PipelineDeclaration, language: CodeLanguage): string {
  return language === "json" ? `${printJson(declaration)}\n` : printYaml(declaration);
}

export function printJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent) ?? "null";
}

/** `- ` of a list stands below its member's name, or two columns further in. */
export function printYaml(value: unknown, { isListIndented = true } = {}): string {
  return stringify(value, { ...YAML_OPTIONS, indentSeq: isListIndented });
}
