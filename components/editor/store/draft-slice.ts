import type { StateCreator } from "zustand/vanilla";
import type { Draft } from "@/lib/pipeline/draft";
import { withoutMissing } from "./selection";
import type { DraftSlice, EditorState, EditStep, HistoryStep } from "./editor-state";

/** Drafts share structure, so a step costs what it changed; the bound only keeps a day's work from growing for ever. */
const MAX_HISTORY = 1000;

export function createDraftSlice(draft: Draft): StateCreator<EditorState, [], [], DraftSlice> {
  return (set) => ({
    draft,
    checked: draft,
    past: [],
    future: [],
    apply: (edit, step) => set((state) => applied(state, edit(state.draft), step)),
    undo: () =>
      set((state) => {
        const step = state.past.at(-1);
        if (!step) return state;
        const future = [{ ...step, draft: state.draft }, ...state.future];
        return { ...shown(state, step.draft), past: state.past.slice(0, -1), future };
      }),
    redo: () =>
      set((state) => {
        const [step, ...future] = state.future;
        if (!step) return state;
        return { ...shown(state, step.draft), past: [...state.past, { ...step, draft: state.draft }], future };
      }),
    load: (next) => set((state) => ({ ...shown(state, next), past: [], future: [] })),
  });
}

function applied(state: EditorState, next: Draft, step: EditStep): Partial<EditorState> {
  if (next === state.draft) return state;
  const before: HistoryStep = { ...step, draft: state.draft };
  const past = isSameGesture(state.past.at(-1), step) ? state.past : [...state.past, before].slice(-MAX_HISTORY);
  return { ...shown(state, next), past, future: [] };
}

function isSameGesture(last: HistoryStep | undefined, step: EditStep): boolean {
  return last?.gesture !== undefined && last.gesture === step.gesture;
}

/** A draft brings its own selection down to what it still holds. */
function shown(state: EditorState, draft: Draft): Pick<EditorState, "draft" | "selected" | "hovered"> {
  const hovered = state.hovered === null ? null : (withoutMissing([state.hovered], draft)[0] ?? null);
  return { draft, selected: withoutMissing(state.selected, draft), hovered };
}
