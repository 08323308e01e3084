import { z } from "zod";
import { freeName } from "../artifacts";
import { actionDeclaration, type ActionDeclaration } from "../declaration";
import { findAction, type Draft, type DraftAction } from "../draft";
import { actionGroups } from "../graph";
import { MAX_NAME_LENGTH } from "../limits";
import { changedTexts } from "./change-texts";
import { patch } from "./change";
import { actionNames } from "./add-action";
import { fitPlacement } from "./fit-placement";
import { placeAction } from "./place-action";
import type { Placement } from "./placement";
import { renameInputs, renameOutputs, type Rename } from "./rename-artifact";
import { renameIn } from "./rename-namespace";

/** The clipboard holds plain JSON, so actions can be pasted into another pipeline, or into a text. */
const clipboard = z.object({ actions: z.array(actionDeclaration).min(1) });

/** The text to put on the clipboard: the actions in declaration order, without what only the editor knows. */
export function copyActions(draft: Draft, actionKeys: readonly string[]): string {
  const keys = new Set(actionKeys);
  const actions = draft.stages
    .flatMap((stage) => stage.actions.filter(({ key }) => keys.has(key)))
    .map(({ key: _key, ...action }) => action);
  return JSON.stringify({ actions }, null, 2);
}

/** The actions that a clipboard's text holds, or `null` when it holds something else. */
export function readClipboard(text: string): readonly ActionDeclaration[] | null {
  try {
    return clipboard.safeParse(JSON.parse(text)).data?.actions ?? null;
  } catch {
    // Any other text a person may have copied.
    return null;
  }
}

/**
 * Adds copies of actions. Names, output artifacts and namespaces that are taken get a number, and what the copies
 * refer to among themselves follows. Groups that ran one after another still do.
 */
export function pasteActions(
  draft: Draft,
  {
    actions,
    placement,
    nextKey,
  }: { readonly actions: readonly ActionDeclaration[]; readonly placement: Placement; readonly nextKey: () => string },
): Draft {
  let pasted = draft;
  const copies = freshCopies(draft, actions, nextKey);
  const sources = copies.filter(({ actionTypeId }) => actionTypeId.category === "Source");
  for (const copy of sources) pasted = placeAction(pasted, copy, fitPlacement(pasted, "Source", placement), nextKey);
  let place = placement;
  for (const group of actionGroups(copies.filter((copy) => !sources.includes(copy)))) {
    for (const copy of group.actions) {
      const fitted = fitPlacement(pasted, copy.actionTypeId.category, place);
      pasted = placeAction(pasted, copy, fitted, nextKey);
      place = groupOf(pasted, copy.key) ?? place;
    }
    place = momentAfter(pasted, group.actions.at(-1)?.key) ?? place;
  }
  return pasted;
}

/** Adds a copy of an action right below it. */
export function duplicateAction(
  draft: Draft,
  { actionKey, nextKey }: { readonly actionKey: string; readonly nextKey: () => string },
): Draft {
  const found = findAction(draft, actionKey);
  const place = groupOf(draft, actionKey);
  if (found === null || place?.kind !== "group") return draft;
  const { key: _key, ...action } = found.action;
  const group = actionGroups(found.stage.actions).find(({ runOrder }) => runOrder === place.runOrder);
  const index = (group?.actions.indexOf(found.action) ?? 0) + 1;
  return pasteActions(draft, { actions: [action], placement: { ...place, index }, nextKey });
}

function freshCopies(
  draft: Draft,
  actions: readonly ActionDeclaration[],
  nextKey: () => string,
): readonly DraftAction[] {
  const all = draft.stages.flatMap((stage) => stage.actions);
  const artifactsOf = (of: readonly ActionDeclaration[]) =>
    of.flatMap(({ outputArtifacts }) => outputArtifacts ?? []).map(({ name }) => name);
  const namespacesOf = (of: readonly ActionDeclaration[]) => of.flatMap(({ namespace }) => namespace ?? []);
  const artifactName = freshNames(artifactsOf(actions), new Set(artifactsOf(all)));
  const namespaceName = freshNames(namespacesOf(actions), new Set(namespacesOf(all)));
  const taken = actionNames(draft);
  return actions.map((action) => {
    const name = freeName(action.name, taken, MAX_NAME_LENGTH);
    taken.add(name);
    const copy = renameOutputs(renameInputs({ ...action, key: nextKey(), name }, artifactName), artifactName);
    const texts = changedTexts(copy, (text) =>
      renameIn(text, (reference) => ({ ...reference, namespace: namespaceName(reference.namespace) })),
    );
    const namespace = copy.namespace && { namespace: namespaceName(copy.namespace) };
    return patch<DraftAction>(copy, { ...texts, ...namespace });
  });
}

/** Gives every name that is taken a free one. */
function freshNames(names: readonly string[], inUse: ReadonlySet<string>): Rename {
  const taken = new Set(inUse);
  const fresh = new Map<string, string>();
  for (const name of names) {
    fresh.set(name, freeName(name, taken, MAX_NAME_LENGTH));
    taken.add(fresh.get(name) ?? name);
  }
  return (name) => fresh.get(name) ?? name;
}

function groupOf(draft: Draft, actionKey: string): Placement | null {
  const found = findAction(draft, actionKey);
  if (found === null) return null;
  return { kind: "group", stageKey: found.stage.key, runOrder: found.action.runOrder ?? 1 };
}

function momentAfter(draft: Draft, actionKey: string | undefined): Placement | null {
  const found = actionKey === undefined ? null : findAction(draft, actionKey);
  if (found === null) return null;
  const groups = actionGroups(found.stage.actions);
  const groupIndex = groups.findIndex(({ actions }) => actions.some(({ key }) => key === actionKey)) + 1;
  return { kind: "newGroup", stageKey: found.stage.key, groupIndex };
}
