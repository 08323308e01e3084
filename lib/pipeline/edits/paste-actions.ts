import { z } from "zod";
import { freeName } from "../artifacts";
import { actionDeclaration, type ActionDeclaration } from "../declaration";
import { findAction, type Draft, type DraftAction } from "../draft";
import { actionGroups } from "../graph";
import { isPlainObject } from "../is-plain-object";
import { MAX_ACTIONS_PER_PIPELINE, MAX_NAME_LENGTH } from "../limits";
import { maskActionSecrets } from "../secrets";
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

/** The actions with these keys in declaration order, without what only the editor knows. */
export function actionsToCopy(draft: Draft, actionKeys: readonly string[]): readonly ActionDeclaration[] {
  const keys = new Set(actionKeys);
  return draft.stages
    .flatMap((stage) => stage.actions.filter(({ key }) => keys.has(key)))
    .map(({ key: _key, ...action }) => action);
}

/** The text to put on the clipboard, where other programs read it too: secrets are masked. */
export function clipboardText(actions: readonly ActionDeclaration[]): string {
  return JSON.stringify({ actions: actions.map(maskActionSecrets) }, null, 2);
}

export type ReadClipboard =
  | { readonly ok: true; readonly actions: readonly ActionDeclaration[] }
  | { readonly ok: false; readonly message: string };

/** No text that we copied is as long: it holds as many actions as a pipeline may, each of a few hundred characters. */
const MAX_CLIPBOARD_LENGTH = 4_000_000;

/** The actions that a clipboard's text holds, or why it holds none. Any text is safe to read. */
export function readClipboard(text: string): ReadClipboard {
  if (text.length > MAX_CLIPBOARD_LENGTH) return refused("The clipboard holds more text than any pipeline has.");
  const value = parseJson(text);
  if (!isPlainObject(value) || !("actions" in value)) return refused("The clipboard holds no actions.");
  const parsed = clipboard.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refused(`The clipboard’s actions cannot be read: ${issue?.path.join(" / ") ?? ""} is wrong or missing.`);
  }
  const { actions } = parsed.data;
  if (actions.length <= MAX_ACTIONS_PER_PIPELINE) return { ok: true, actions };
  return refused(`The clipboard holds ${actions.length} actions; a pipeline has at most ${MAX_ACTIONS_PER_PIPELINE}.`);
}

function refused(message: string): ReadClipboard {
  return { ok: false, message };
}

/** `undefined` for any other text a person may have copied, and for members that are trouble for whoever copies them. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (name, value: unknown) => (name === "__proto__" ? undefined : value));
  } catch {
    return undefined;
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
