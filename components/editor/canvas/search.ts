import { actionTypeName, findActionType } from "@/lib/pipeline/action-types/catalogue";
import type { Draft, DraftAction, DraftStage } from "@/lib/pipeline/draft";

const NONE: ReadonlySet<string> = new Set();
let last: { readonly draft: Draft; readonly query: string; readonly found: ReadonlySet<string> } | null = null;

/**
 * Keys of the stages and actions that a search finds, in the order of the pipeline: every word occurs somewhere in the
 * name, the kind, the namespace, an artifact or a value that is no secret.
 * @returns the same set for the same draft and query, so that nobody renders for it
 */
export function searchDraft(draft: Draft, query: string | null): ReadonlySet<string> {
  const words = (query ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return NONE;
  const text = words.join(" ");
  if (last?.draft === draft && last.query === text) return last.found;
  const matches = (content: string): boolean => words.every((word) => content.includes(word));
  const found = new Set(
    draft.stages.flatMap((stage) => [
      ...(matches(stage.name.toLowerCase()) ? [stage.key] : []),
      ...stage.actions.filter((action) => matches(contentOf(action, stage))).map(({ key }) => key),
    ]),
  );
  last = { draft, query: text, found };
  return found;
}

function contentOf(action: DraftAction, stage: DraftStage): string {
  const { configuration = {}, inputArtifacts = [], outputArtifacts = [], commands = [] } = action;
  const properties = findActionType(action.actionTypeId)?.configuration ?? [];
  const secrets = new Set(properties.filter(({ secret }) => secret).map(({ name }) => name));
  return [
    action.name,
    stage.name,
    action.actionTypeId.provider,
    actionTypeName(action.actionTypeId),
    action.namespace ?? "",
    action.region ?? "",
    ...Object.entries(configuration).flatMap(([name, value]) => (secrets.has(name) ? [] : [value])),
    ...commands,
    ...[...inputArtifacts, ...outputArtifacts].map(({ name }) => name),
  ]
    .join("\n")
    .toLowerCase();
}
