import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pipelineDeclaration } from "../declaration";
import { declarationFromDraft, draftFromDeclaration, type Draft } from "../draft";
import { arbitraryPipeline } from "../testing/arbitrary-pipeline";
import { keySequence } from "../testing/build-pipeline";
import { addAction } from "./add-action";
import { addStage } from "./add-stage";
import { canConnect, connectArtifact, disconnectArtifact } from "./connect-artifact";
import { moveAction } from "./move-action";
import { moveStage } from "./move-stage";
import { copyActions, duplicateAction, pasteActions, readClipboard } from "./paste-actions";
import type { Placement } from "./placement";
import { removeActions, removeStage } from "./remove-actions";
import { renameAction } from "./rename-action";
import { renameArtifact } from "./rename-artifact";
import { renameNamespace } from "./rename-namespace";
import { setConfiguration } from "./set-configuration";

/** One edit, chosen by numbers so that it fits whatever draft it meets. */
type Numbers = readonly [kind: number, a: number, b: number, c: number];

const numbers: fc.Arbitrary<Numbers> = fc.tuple(fc.nat(12), fc.nat(30), fc.nat(30), fc.nat(5));

function actionKeys(draft: Draft): readonly string[] {
  return draft.stages.flatMap(({ actions }) => actions.map(({ key }) => key));
}

function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % Math.max(1, items.length)];
}

function placementFor(draft: Draft, b: number, c: number): Placement {
  const stageKey = pick(draft.stages, b)?.key ?? "";
  if (c < 2) return { kind: "group", stageKey, runOrder: 1 + c, index: c };
  if (c < 4) return { kind: "newGroup", stageKey, groupIndex: c - 2 };
  return { kind: "newStage", stageIndex: b % (draft.stages.length + 1) };
}

function applyEdit(draft: Draft, [kind, a, b, c]: Numbers, nextKey: () => string): Draft {
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
    () =>
      pasteActions(draft, { actions: readClipboard(copyActions(draft, [actionKey, toKey])) ?? [], placement, nextKey }),
  ];
  return edits[kind]?.() ?? draft;
}

describe("any sequence of edits", () => {
  it("keeps keys unique, and the pipeline a declaration", () => {
    fc.assert(
      fc.property(arbitraryPipeline, fc.array(numbers, { maxLength: 12 }), (declaration, sequence) => {
        const nextKey = keySequence();
        const edited = sequence.reduce(
          (draft, each) => applyEdit(draft, each, nextKey),
          draftFromDeclaration(declaration, nextKey),
        );
        const keys = [...edited.stages.map(({ key }) => key), ...actionKeys(edited)];
        expect(new Set(keys).size).toBe(keys.length);
        expect(pipelineDeclaration.safeParse(declarationFromDraft(edited)).success).toBe(true);
      }),
    );
  });

  it("leaves the draft it began with untouched, and shares what did not change", () => {
    fc.assert(
      fc.property(arbitraryPipeline, numbers, (declaration, each) => {
        const nextKey = keySequence();
        const draft = draftFromDeclaration(declaration, nextKey);
        const before = structuredClone(draft);
        const edited = applyEdit(draft, each, nextKey);
        expect(draft).toEqual(before);
        const byKey = new Map(draft.stages.flatMap(({ actions }) => actions).map((action) => [action.key, action]));
        for (const action of edited.stages.flatMap(({ actions }) => actions)) {
          const old = byKey.get(action.key);
          const isShared = action === old || JSON.stringify(action) !== JSON.stringify(old);
          expect(isShared).toBe(true);
        }
      }),
    );
  });

  it("gives back the same draft when nothing changes", () => {
    fc.assert(
      fc.property(arbitraryPipeline, fc.nat(30), (declaration, index) => {
        const draft = draftFromDeclaration(declaration, keySequence());
        const stage = pick(draft.stages, index);
        const action = pick(stage?.actions ?? [], index);
        const actionKey = action?.key ?? "";
        const runOrder = action?.runOrder ?? 1;
        const here: Placement = { kind: "group", stageKey: stage?.key ?? "", runOrder };
        const last = stage?.actions.filter((other) => (other.runOrder ?? 1) === runOrder).at(-1);
        expect(renameAction(draft, { actionKey, name: action?.name ?? "" })).toBe(draft);
        expect(removeActions(draft, ["missing"])).toBe(draft);
        expect(moveAction(draft, { actionKey: last?.key ?? "", placement: here, nextKey: keySequence("n") })).toBe(
          draft,
        );
        expect(
          moveStage(draft, { stageKey: stage?.key ?? "", stageIndex: draft.stages.findIndex((s) => s === stage) }),
        ).toBe(draft);
        expect(setConfiguration(draft, { actionKey, name: "Nothing", value: "" })).toBe(draft);
      }),
    );
  });

  it("connects only what can be connected", () => {
    fc.assert(
      fc.property(arbitraryPipeline, fc.nat(30), fc.nat(30), (declaration, a, b) => {
        const draft = draftFromDeclaration(declaration, keySequence());
        const keys = actionKeys(draft);
        const connection = { fromKey: pick(keys, a) ?? "", toKey: pick(keys, b) ?? "" };
        const isChanged = connectArtifact(draft, connection) !== draft;
        expect(isChanged && !canConnect(draft, connection)).toBe(false);
      }),
    );
  });
});
