import { substitutedNames } from "@/lib/pipeline/formats/cloudformation/replace-substitutions";
import { callOf, itemsOf, membersOf } from "./function-call";
import type { Template } from "./read-template";
import { TemplateError } from "./template-error";

/**
 * Refuses a template that refers to what it does not declare. A template with a transform is left alone: macros add
 * resources whose names nobody sees.
 * @throws TemplateError
 */
export function checkReferences(template: Template): void {
  if (template.Transform !== undefined) return;
  const unknown = referencesIn(template.Conditions).filter((name) => !isParameter(name, template));
  if (unknown.length > 0) {
    throw new TemplateError(
      `Template format error: Unresolved dependencies [${[...new Set(unknown)].join(", ")}]. Cannot reference resources in the Conditions block of the template`,
    );
  }
  for (const block of ["Resources", "Outputs"] as const) {
    const used = [...referencesIn(template[block]), ...(block === "Resources" ? dependencies(template) : [])];
    const names = new Set(used.filter((name) => !isDeclared(name, template)));
    if (names.size === 0) continue;
    throw new TemplateError(
      `Template format error: Unresolved resource dependencies [${[...names].join(", ")}] in the ${block} block of the template`,
    );
  }
}

function dependencies({ Resources }: Template): readonly string[] {
  return Object.values(Resources).flatMap(({ DependsOn = [] }) => DependsOn);
}

function isDeclared(name: string, template: Template): boolean {
  return isParameter(name, template) || Object.hasOwn(template.Resources, name);
}

/** Pseudo parameters too. */
function isParameter(name: string, { Parameters }: Template): boolean {
  return name.startsWith("AWS::") || Object.hasOwn(Parameters, name);
}

/** Names behind Ref, Fn::GetAtt and Fn::Sub, at any depth: the reader has bounded it. */
export function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  const call = callOf(value);
  if (!call) return Object.values(membersOf(value) ?? {}).flatMap(referencesIn);
  const { name, argument } = call;
  switch (name) {
    case "Ref":
      return typeof argument === "string" ? [argument] : [];
    case "Fn::GetAtt":
      return attributeOwner(argument);
    case "Fn::Sub":
      return substituted(argument);
    default:
      return referencesIn(argument);
  }
}

function attributeOwner(argument: unknown): string[] {
  const [owner] = typeof argument === "string" ? argument.split(".") : itemsOf(argument);
  return typeof owner === "string" ? [owner] : [];
}

function substituted(argument: unknown): string[] {
  const [text, variables] = typeof argument === "string" ? [argument, {}] : itemsOf(argument);
  const given = membersOf(variables) ?? {};
  const used = typeof text === "string" ? substitutedNames(text).map(variableOf) : [];
  const names = used.flatMap((name) => (Object.hasOwn(given, name) ? [] : [ownerOf(name)]));
  return [...names, ...referencesIn(Object.values(given))];
}

/** The variable between `${` and `}` of Fn::Sub. @throws TemplateError for one that can be none, as of a shell's */
export function variableOf(text: string): string {
  const name = text.trim();
  if (/^[\w.:]+$/.test(name)) return name;
  throw new TemplateError(
    `Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons. Write \${!${name}} for what is to stay as it is.`,
  );
}

/** `Bucket.Arn` is an attribute of Bucket. */
function ownerOf(name: string): string {
  return name.split(".")[0] ?? name;
}
