import { z } from "zod";
import { findActionType, listActionTypes } from "../action-types/catalogue";
import type { ActionType } from "../action-types/action-type";
import type { ConfigurationProperty } from "../action-types/configuration-property";
import { findRuleType, listRuleTypes } from "../action-types/rule-types";
import { availableArtifacts } from "../artifacts";
import {
  ACTION_CATEGORIES,
  ACTION_OWNERS,
  pipelineDeclaration,
  type PipelineVariableDeclaration,
} from "../declaration";
import { entryOf } from "../entry-of";
import type { PipelineShape } from "../graph";
import { visibleNamespaces } from "../variables";
import type { IssuePath } from "../validation/issue";
import type { CodeContext } from "./code-context";
import { memberHelp } from "./member-help";

/** Something that may be written at a place. */
export interface CodeHint {
  readonly kind: "member" | "value" | "variable";
  readonly label: string;
  /** A few words beside it: "required", the default. */
  readonly detail?: string;
  readonly help?: string;
}

/** What is known around the place: the last definition that could be read, and the text of the action or rule itself. */
export interface HintSources {
  readonly pipeline: PipelineShape & { readonly variables?: readonly PipelineVariableDeclaration[] | undefined };
  /** The lines of the action or rule that holds the place; empty outside of one. */
  readonly holder: string;
  /** Names that the map at the place already has. */
  readonly taken: ReadonlySet<string>;
}

/** Everything that may be written at a place, by AWS's structure, the action's type and what runs before. */
export function hintsAt(context: CodeContext, sources: HintSources): readonly CodeHint[] {
  if (context.part === "name") return memberHints(context.path, sources);
  const open = context.word.lastIndexOf("#{");
  if (open !== -1 && !context.word.slice(open).includes("}")) return variableHints(context.path, sources);
  return valueHints(context.path, sources);
}

/** What hovering over a member tells; `null` when nothing is known about it. */
export function helpFor(path: IssuePath, holder: string): { readonly text: string; readonly docsUrl?: string } | null {
  const type = typeIn(holder);
  if (path.at(-2) === "configuration") {
    const property = type?.configuration.find(({ name }) => name === path.at(-1));
    return property && type ? { text: describe(property), docsUrl: type.docsUrl } : null;
  }
  if (path.at(-1) === "provider" && type)
    return { text: `${type.displayName}: ${type.description}`, docsUrl: type.docsUrl };
  const text = memberHelp(path);
  return text === null ? null : { text };
}

function memberHints(path: IssuePath, { holder, taken }: HintSources): readonly CodeHint[] {
  if (path.at(-1) === "configuration") {
    const properties = typeIn(holder)?.configuration ?? [];
    return properties
      .filter(({ name }) => !taken.has(name))
      .map((property) => ({ kind: "member", label: property.name, ...detailOf(property), help: describe(property) }));
  }
  const schema = schemaAt(path);
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  return Object.entries(shape)
    .filter(([name]) => !taken.has(name))
    .map(([name, member]) => ({
      kind: "member",
      label: name,
      ...(!(member instanceof z.ZodOptional) && { detail: "required" }),
      help: memberHelp([...path, name]) ?? "",
    }));
}

function valueHints(path: IssuePath, sources: HintSources): readonly CodeHint[] {
  const name = path.at(-1);
  const holder = path.at(-2);
  if (holder === "configuration" && typeof name === "string") return configurationValues(name, path, sources);
  if (holder === "actionTypeId") return actionTypeValues(String(name), sources.holder);
  if (holder === "ruleTypeId") return ruleTypeValues(String(name));
  if (name === "name" && path.at(-3) === "inputArtifacts") return artifactHints(path, sources);
  if (name === "sourceActionName") {
    return values((sources.pipeline.stages[0]?.actions ?? []).map((action) => action.name));
  }
  const fixed = FIXED_VALUES[[holder, name].join(".")] ?? (path.at(-2) === "events" ? EVENTS : undefined);
  if (fixed) return values(fixed);
  const schema = schemaAt(path);
  return schema instanceof z.ZodEnum ? values(schema.options.map(String)) : [];
}

const EVENTS = ["OPEN", "UPDATED", "CLOSED"];
const FIXED_VALUES: Readonly<Record<string, readonly string[]>> = {
  "artifactStore.type": ["S3"],
  "encryptionKey.type": ["KMS"],
};

function configurationValues(name: string, path: IssuePath, sources: HintSources): readonly CodeHint[] {
  const property = typeIn(sources.holder)?.configuration.find((each) => each.name === name);
  if (property?.namesInputArtifact) return artifactHints(path, sources);
  return (property?.allowedValues ?? []).map((label) => ({
    kind: "value",
    label,
    ...(label === property?.default && { detail: "default" }),
  }));
}

function actionTypeValues(name: string, holder: string): readonly CodeHint[] {
  const { category, owner } = idIn(holder);
  switch (name) {
    case "category":
      return values(ACTION_CATEGORIES);
    case "owner":
      return values(ACTION_OWNERS);
    case "version":
      return values(["1"]);
    case "provider":
      return listActionTypes()
        .filter(({ id }) => (category === "" || id.category === category) && (owner === "" || id.owner === owner))
        .map(({ id, displayName, description }) => ({
          kind: "value",
          label: id.provider,
          detail: category === "" ? id.category : displayName,
          help: description,
        }));
    default:
      return [];
  }
}

function ruleTypeValues(name: string): readonly CodeHint[] {
  const fixed: Readonly<Record<string, string>> = { category: "Rule", owner: "AWS", version: "1" };
  if (name !== "provider") return values([fixed[name] ?? ""].filter((value) => value !== ""));
  return listRuleTypes().map(({ id, displayName, description }) => ({
    kind: "value",
    label: id.provider,
    detail: displayName,
    help: description,
  }));
}

function artifactHints(path: IssuePath, { pipeline, holder }: HintSources): readonly CodeHint[] {
  const names = availableArtifacts(pipeline, momentOf(path, holder)).toReversed();
  return names.map(({ name, producer }) => ({ kind: "value", label: name, detail: `from ${producer.action.name}` }));
}

function variableHints(path: IssuePath, { pipeline, holder }: HintSources): readonly CodeHint[] {
  return visibleNamespaces(pipeline, momentOf(path, holder)).flatMap(({ namespace, keys, producer }) => {
    const detail = producer ? `from ${producer.action.name}` : "pipeline";
    const names = keys === "any" ? [`#{${namespace}.`] : keys.map((key) => `#{${namespace}.${key}}`);
    return names.map((label): CodeHint => ({ kind: "variable", label, detail }));
  });
}

function momentOf([, stageIndex]: IssuePath, holder: string): { stageIndex: number; runOrder: number } {
  return { stageIndex: Number(stageIndex) || 0, runOrder: Number(memberIn(holder, "runOrder")) || 1 };
}

/** The type of the action or rule whose text this is, complete or not. */
function typeIn(holder: string): Pick<ActionType, "displayName" | "description" | "configuration" | "docsUrl"> | null {
  const { category, owner, provider, version } = idIn(holder);
  if (category === "Rule") return findRuleType({ category, provider });
  const known = ACTION_CATEGORIES.find((each) => each === category);
  const id = { owner: ACTION_OWNERS.find((each) => each === owner) ?? "AWS", provider, version: version || "1" };
  if (known) return findActionType({ category: known, ...id });
  return listActionTypes().find((type) => type.id.provider === provider) ?? null;
}

function idIn(holder: string): Readonly<Record<"category" | "owner" | "provider" | "version", string>> {
  return {
    category: memberIn(holder, "category"),
    owner: memberIn(holder, "owner"),
    provider: memberIn(holder, "provider"),
    version: memberIn(holder, "version"),
  };
}

function memberIn(holder: string, name: string): string {
  return new RegExp(`\\b${name}["']?\\s*:\\s*["']?([\\w-]+)`).exec(holder)?.[1] ?? "";
}

function schemaAt(path: IssuePath): z.core.$ZodType | undefined {
  let schema: z.core.$ZodType | undefined = pipelineDeclaration;
  for (const part of path) {
    if (schema instanceof z.ZodOptional) schema = schema.unwrap();
    if (schema instanceof z.ZodArray) schema = schema.element;
    else if (schema instanceof z.ZodRecord) schema = schema.valueType;
    else if (schema instanceof z.ZodObject) {
      const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
      schema = entryOf(shape, String(part));
    } else return undefined;
  }
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}

function values(labels: readonly string[]): readonly CodeHint[] {
  return labels.map((label) => ({ kind: "value", label }));
}

function detailOf({ required, default: byDefault }: ConfigurationProperty): { readonly detail?: string } {
  if (required) return { detail: "required" };
  return byDefault === undefined ? {} : { detail: `default ${byDefault}` };
}

function describe({ description, allowedValues, default: byDefault, secret }: ConfigurationProperty): string {
  const allowed = allowedValues ? ` One of ${allowedValues.join(", ")}.` : "";
  const fallback = byDefault === undefined ? "" : ` Default: ${byDefault}.`;
  return `${description}${allowed}${fallback}${secret ? " Its value is never shown." : ""}`;
}
