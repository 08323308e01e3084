import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pipelineDeclaration } from "../declaration";
import { declarationFromDraft, draftFromDeclaration } from "../draft";
import { actionKeys, applyEdit, arbitraryEdit, pick } from "../testing/arbitrary-edit";
import { arbitraryPipeline } from "../testing/arbitrary-pipeline";
import { keySequence } from "../testing/build-pipeline";
import { canConnect, connectArtifact } from "./connect-artifact";
import { moveAction } from "./move-action";
import { moveStage } from "./move-stage";
import type { Placement } from "./placement";
import { removeActions } from "./remove-actions";
import { renameAction } from "./rename-action";
import { setConfiguration } from "./set-configuration";

describe("any sequence of edits", () => {
  it("keeps keys unique, and the pipeline a declaration", () => {
    fc.assert(
      fc.property(arbitraryPipeline, fc.array(arbitraryEdit, { maxLength: 12 }), (declaration, sequence) => {
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
      fc.property(arbitraryPipeline, arbitraryEdit, (declaration, each) => {
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
