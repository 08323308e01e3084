import type { StartExecutionInput } from "@/lib/contracts/start-execution";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { defaultPipelineType } from "@/lib/pipeline/service-defaults";
import {
  revisionTypesOf,
  SOURCE_REVISION_TYPES,
  sourceActionsOf,
  type SourceRevisionType,
} from "@/lib/pipeline/source-revisions";
import type { SourceRevision } from "@/lib/contracts/execution-summary";

/** What was typed to start an execution with. Empty texts stand for defaults and for latest revisions. */
export interface StartForm {
  /** By name. */
  readonly variables: Readonly<Record<string, string>>;
  /** By `revisionKey`. */
  readonly revisions: Readonly<Record<string, string>>;
}

export const EMPTY_FORM: StartForm = { variables: {}, revisions: {} };

export interface RevisionField {
  readonly key: string;
  readonly actionName: string;
  readonly revisionType: SourceRevisionType;
}

export function revisionKey(actionName: string, revisionType: SourceRevisionType): string {
  return `${revisionType}:${actionName}`;
}

/** Those a start can fill in: none for a pipeline of type V1. */
export function revisionFields(declaration: PipelineDeclaration): RevisionField[] {
  if (!takesValues(declaration)) return [];
  return sourceActionsOf(declaration).flatMap((action) =>
    revisionTypesOf(action).map((revisionType) => ({
      key: revisionKey(action.name, revisionType),
      actionName: action.name,
      revisionType,
    })),
  );
}

/** What is sent: what was filled in, of what the pipeline has. */
export function startInputOf(form: StartForm, declaration: PipelineDeclaration): Required<StartExecutionInput> {
  return {
    variables: (declaration.variables ?? []).flatMap(({ name }) => {
      const value = form.variables[name];
      return value ? [{ name, value }] : [];
    }),
    sourceRevisions: revisionFields(declaration).flatMap(({ key, actionName, revisionType }) => {
      const revisionValue = form.revisions[key]?.trim();
      return revisionValue ? [{ actionName, revisionType, revisionValue }] : [];
    }),
  };
}

/** The revisions an execution carried, as overrides of the same sources. */
export function revisionsOf(
  sourceRevisions: readonly SourceRevision[],
  declaration: PipelineDeclaration,
): StartForm["revisions"] {
  return Object.fromEntries(
    sourceActionsOf(declaration).flatMap((action) => {
      const carried = sourceRevisions.find(({ actionName }) => actionName === action.name)?.revisionId;
      return carried ? [[revisionKey(action.name, revisionTypesOf(action)[0]), carried]] : [];
    }),
  );
}

/** Only pipelines of type V2 have variables and revision overrides. */
function takesValues(declaration: PipelineDeclaration): boolean {
  return (declaration.pipelineType ?? defaultPipelineType(declaration)) === "V2";
}

/** The query string of the pipeline's page that opens the form filled in: `start=1&var.X=…&rev.Action=TYPE:…` */
export function startLinkQuery(form: StartForm, declaration: PipelineDeclaration): string {
  const { variables, sourceRevisions } = startInputOf(form, declaration);
  const query = new URLSearchParams({ start: "1" });
  for (const { name, value } of variables) query.append(`var.${name}`, value);
  for (const { actionName, revisionType, revisionValue } of sourceRevisions) {
    query.append(`rev.${actionName}`, `${revisionType}:${revisionValue}`);
  }
  return query.toString();
}

/** Characters that a field does not show, or shows elsewhere than they are: what is seen would not be what is sent. */
const NOT_SHOWN = /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

/**
 * Reads such a query string. A revision without its type is of the type its source has. Anybody can write a link, so
 * nothing is filled in that the form would not show as it is sent.
 * @returns also the names in it that are left out: the pipeline does not have them, or takes none, as those of type V1,
 *   or their values could not be shown
 */
export function readStartLink(
  query: Iterable<readonly [string, string]>,
  declaration: PipelineDeclaration,
): { readonly form: StartForm; readonly ignored: readonly string[] } {
  const variables: Record<string, string> = {};
  const revisions: Record<string, string> = {};
  const ignored: string[] = [];
  const names = new Set((declaration.variables ?? []).map(({ name }) => name));
  const keys = new Map(revisionFields(declaration).map((field) => [field.key, field]));
  for (const [parameter, text] of query) {
    const name = parameter.slice(4);
    if (!parameter.startsWith("var.") && !parameter.startsWith("rev.")) continue;
    if (!takesValues(declaration) || NOT_SHOWN.test(text)) {
      ignored.push(name);
      continue;
    }
    if (parameter.startsWith("var.")) {
      if (names.has(name)) variables[name] = text;
      else ignored.push(name);
    }
    if (parameter.startsWith("rev.")) {
      const { key, value } = readRevision(name, text, declaration);
      if (key !== null && keys.has(key)) revisions[key] = value;
      else ignored.push(name);
    }
  }
  return { form: { variables, revisions }, ignored: [...new Set(ignored)] };
}

function readRevision(actionName: string, text: string, declaration: PipelineDeclaration) {
  const type = SOURCE_REVISION_TYPES.find((one) => text.startsWith(`${one}:`));
  if (type) return { key: revisionKey(actionName, type), value: text.slice(type.length + 1) };
  const field = revisionFields(declaration).find((one) => one.actionName === actionName);
  return { key: field?.key ?? null, value: text };
}
