import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { declarationFromDraft, draftFromDeclaration, type Draft } from "@/lib/pipeline/draft";
import { updatePipeline } from "@/lib/pipeline/edits/update-pipeline";
import { applyEdit, arbitraryEdit } from "@/lib/pipeline/testing/arbitrary-edit";
import { arbitraryPipeline } from "@/lib/pipeline/testing/arbitrary-pipeline";
import { createEditorStore, type EditorStore } from "./create-editor-store";

function keys(): () => string {
  let key = 0;
  return () => `k${(key += 1)}`;
}

function open(draft: Draft): EditorStore {
  return createEditorStore({ draft, live: null, region: "eu-west-1" });
}

const arbitraryDraft = arbitraryPipeline.map((declaration) => draftFromDeclaration(declaration, keys()));

/** What a person may do, in any order. */
const arbitraryMoves = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("edit" as const), edit: arbitraryEdit }),
    fc.record({ kind: fc.constant("role" as const), roleArn: fc.string(), gesture: fc.constantFrom("a", "b") }),
    fc.record({ kind: fc.constant("undo" as const) }),
    fc.record({ kind: fc.constant("redo" as const) }),
    fc.record({ kind: fc.constant("select" as const), index: fc.nat(12) }),
  ),
  { maxLength: 30 },
);
type Move = typeof arbitraryMoves extends fc.Arbitrary<(infer Each)[]> ? Each : never;

function play(store: EditorStore, move: Move, nextKey: () => string): void {
  const { draft, apply, undo, redo, select } = store.getState();
  const actions = draft.stages.flatMap((stage) => stage.actions);
  switch (move.kind) {
    case "edit":
      return apply((before) => applyEdit(before, move.edit, nextKey), { label: "edit" });
    case "role":
      return apply((before) => updatePipeline(before, { roleArn: move.roleArn }), {
        label: "edit",
        gesture: move.gesture,
      });
    case "undo":
      return undo();
    case "redo":
      return redo();
    case "select":
      return select(actions.slice(0, move.index).map(({ key }) => key));
  }
}

it("comes back to the first draft by undoing everything, and to the last by redoing it", () => {
  fc.assert(
    fc.property(arbitraryDraft, arbitraryMoves, (draft, moves) => {
      const store = open(draft);
      let added = 0;
      for (const move of moves) play(store, move, () => `new-${(added += 1)}`);
      const last = store.getState().draft;
      const redoable = store.getState().future.length;
      while (store.getState().past.length > 0) store.getState().undo();
      expect(store.getState().draft).toBe(draft);
      const steps = store.getState().future.length - redoable;
      for (let step = 0; step < steps; step += 1) store.getState().redo();
      expect(store.getState().draft).toBe(last);
    }),
  );
});

it("selects only what the draft holds, whatever is undone", () => {
  fc.assert(
    fc.property(arbitraryDraft, arbitraryMoves, (draft, moves) => {
      const store = open(draft);
      let added = 0;
      for (const move of moves) {
        play(store, move, () => `new-${(added += 1)}`);
        const { draft: now, selected } = store.getState();
        const held = now.stages.flatMap(({ actions }) => actions.map(({ key }) => key));
        expect(held).toEqual(expect.arrayContaining([...selected]));
      }
    }),
  );
});

describe("the history", () => {
  const draft: Draft = { name: "shop", roleArn: "", stages: [] };
  const setRole = (roleArn: string) => (before: Draft) => updatePipeline(before, { roleArn });

  it("makes one step of a gesture", () => {
    const store = open(draft);
    for (const roleArn of ["a", "ar", "arn"]) store.getState().apply(setRole(roleArn), { label: "type", gesture: "g" });
    expect(store.getState().past).toHaveLength(1);
    store.getState().undo();
    expect(store.getState().draft).toBe(draft);
    store.getState().redo();
    expect(declarationFromDraft(store.getState().draft).roleArn).toBe("arn");
  });

  it("begins a new step when the gesture goes on after an undo", () => {
    const store = open(draft);
    store.getState().apply(setRole("a"), { label: "type", gesture: "g" });
    store.getState().undo();
    store.getState().apply(setRole("b"), { label: "type", gesture: "g" });
    expect(store.getState().past).toHaveLength(1);
    store.getState().undo();
    expect(store.getState().draft).toBe(draft);
  });

  it("keeps no step for an edit that changes nothing, nor drops the redo branch for it", () => {
    const store = open(draft);
    store.getState().apply(setRole("a"), { label: "type" });
    store.getState().undo();
    store.getState().apply((before) => before, { label: "nothing" });
    expect(store.getState().past).toHaveLength(0);
    expect(store.getState().future).toHaveLength(1);
  });

  it("adds no step for selecting, and keeps the redo branch", () => {
    const store = open(draft);
    store.getState().apply(setRole("a"), { label: "type" });
    store.getState().undo();
    store.getState().select(["x"]);
    expect(store.getState().future).toHaveLength(1);
  });

  it("starts anew when another draft is loaded", () => {
    const store = open(draft);
    store.getState().apply(setRole("a"), { label: "type" });
    store.getState().load({ ...draft, roleArn: "b" });
    expect(store.getState().past).toHaveLength(0);
    expect(store.getState().draft.roleArn).toBe("b");
  });
});
