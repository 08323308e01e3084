import fc from "fast-check";
import type { Draft } from "../draft";
import { addAction } from "../edits/add-action";
import { addStage } from "../edits/add-stage";
import { connectArtifact, disconnectArtifact } from "../edits/connect-artifact";
import { moveAction } from "../edits/move-action";
import { moveStage } from "../edits/move-stage";
import { actionsToCopy, duplicateAction, pasteActions } from "../edits/paste-actions";
import type { Placement } from "../edits/placement";
import { removeActions, removeStage } from "../edits/remove-actions";
import { renameAction } from "../edits/rename-action";
import { renameArtifact } from "../edits/rename-artifact";
import { renameNamespace } from "../edits/rename-namespace";

/** One edit, chosen by numbers so that it fits whatever draft it meets. */
export type AnyEdit = readonly [kind: number, a: number, b: number, c: number];

export const arbitraryEdit: fc.Arbitrary<AnyEdit> = fc.tuple(fc.nat(12), fc.nat(30), fc.nat(30), fc.nat(5));

export function actionKeys(draft: Draft): readonly string[] {
  return draft.stages.flatMap(({ actions }) => actions.map(({ key }) => key));
}

export function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % Math.max(1, items.length)];
}

function placementFor(draft: Draft, b: number, c: number): Placement {
  const stageKey = pick(draft.stages, b)?.key ?? "";
  if (c < 2) return { kind: "group", stageKey, runOrder: 1 + c, index: c };
  if (c < 4) return { kind: "newGroup", stageKey, groupIndex: c - 2 };
  return { kind: "newStage", stageIndex: b % (draft.stages.length + 1) };
}

/** The draft after the edit; the same one when the edit does not fit it. */
export function applyEdit(draft: Draft, [kind, a, b, c]: AnyEdit, nextKey: () => string): Draft {
  const keys = actionKeys(draft);
  const actionKey = pick(keys, a) ?? "";
  const toKey = pick(keys, b) ?? "";
  const stageKey = pick(draft.stages, a)?.key ?? "";
  const placement = placementFor(draft, b, c);
  const category = c % 2 === 0 ? ("Build" as const) : ("Test" as const);
  const codeBuild = { category, owner: "AWS", provider: "CodeBuild", version: "1" } as const;
  const edits: readonly (() => Draft)[] = [
    () => addAction(draft, { actionTypeId: codeBuild, placement, key: nextKey(), nextKey }),
    () => removeActions(draft, [actionKey]),
    () => moveAction(draft, { actionKey, placement, nextKey }),
    () => duplicateAction(draft, { actionKey, nextKey }),
    () => renameAction(draft, { actionKey, name: `R${a}` }),
    () => connectArtifact(draft, { fromKey: actionKey, toKey }),
    () => disconnectArtifact(draft, { toKey, name: `Source${c}Output` }),
    () => renameArtifact(draft, { actionKey, from: `Source${c}Output`, to: `Renamed${b}` }),
    () => renameNamespace(draft, { actionKey, namespace: `space${b}` }),
    () => addStage(draft, { stageIndex: b % (draft.stages.length + 1), key: nextKey() }),
    () => moveStage(draft, { stageKey, stageIndex: b % (draft.stages.length + 1) }),
    () => removeStage(draft, stageKey),
    () => pasteActions(draft, { actions: actionsToCopy(draft, [actionKey, toKey]), placement, nextKey }),
  ];
  return edits[kind]?.() ?? draft;
}
