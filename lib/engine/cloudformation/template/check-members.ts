import type { Template } from "./read-template";
import { TemplateError } from "./template-error";

const SECTIONS = [
  "AWSTemplateFormatVersion",
  "Description",
  "Metadata",
  "Parameters",
  "Rules",
  "Mappings",
  "Conditions",
  "Transform",
  "Hooks",
  "Resources",
  "Outputs",
];
/** `Description` is in no manual, but AWS's own templates have it; `Version` is of custom resources. */
const ATTRIBUTES = [
  "Type",
  "Properties",
  "DependsOn",
  "Condition",
  "Description",
  "Metadata",
  "Version",
  "CreationPolicy",
  "DeletionPolicy",
  "UpdatePolicy",
  "UpdateReplacePolicy",
];
const VERSION = "2010-09-09";
const LONGEST_DESCRIPTION = 1024;

/**
 * Refuses sections, attributes of resources and values that no template has. One with a transform is left alone: macros
 * give more members a meaning.
 * @throws TemplateError
 */
export function checkMembers(template: Template): void {
  if (template.Transform !== undefined) return;
  const sections = unknownMembers(template, SECTIONS);
  if (sections.length > 0) throw new TemplateError(`Invalid template property or properties [${sections.join(", ")}]`);
  const [attribute] = Object.values(template.Resources).flatMap((resource) => unknownMembers(resource, ATTRIBUTES));
  if (attribute !== undefined) throw new TemplateError(`Invalid template resource property '${attribute}'`);
  const { AWSTemplateFormatVersion: version = VERSION, Description = "" } = template;
  if (version !== VERSION) {
    throw new TemplateError("Template format error: unsupported value for AWSTemplateFormatVersion.");
  }
  if (Description.length > LONGEST_DESCRIPTION) {
    throw new TemplateError(`Template format error: 'Description' length is greater than ${LONGEST_DESCRIPTION}.`);
  }
  const { Metadata: _metadata, ...checked } = template;
  refuseNulls(checked, "");
}

function unknownMembers(members: object, known: readonly string[]): readonly string[] {
  return Object.keys(members).filter((name) => !known.includes(name));
}

/** The argument of a function may be empty: `!GetAZs` is. */
function refuseNulls(value: unknown, path: string): void {
  if (value === null) throw new TemplateError(`[${path}] 'null' values are not allowed in templates`);
  if (typeof value !== "object") return;
  for (const [name, member] of Object.entries(value)) {
    if (member !== null || !name.startsWith("Fn::")) refuseNulls(member, `${path}/${name}`);
  }
}
