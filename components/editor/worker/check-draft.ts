import { declarationFromDraft } from "@/lib/pipeline/draft";
import { isUnchecked, keepProblems } from "../problems";
import type { EditorStore } from "../store/create-editor-store";
import type { EditorWorker } from "./editor-work";

/**
 * Has large drafts checked on another thread, one at a time and always the newest. A finding is taken in together with
 * the draft it is about, so none outlives the edit that mended it. @returns what ends it
 */
export function checkDrafts(store: EditorStore, worker: EditorWorker): () => void {
  let isBusy = false;
  let isEnded = false;

  async function check(): Promise<void> {
    isBusy = true;
    while (!isEnded && isUnchecked(store.getState().draft)) {
      const { draft, region, metadata } = store.getState();
      const { expressions } = metadata;
      const declaration = declarationFromDraft(draft);
      keepProblems(draft, await worker.ask("validate", { declaration, region, expressions }));
      store.setState({ checked: draft });
    }
    isBusy = false;
  }

  const unsubscribe = store.subscribe(({ draft, checked }, before) => {
    if (draft === before.draft) return;
    if (!isBusy && isUnchecked(draft)) void check();
    // What is known already, as after an undo, counts at once.
    else if (!isUnchecked(draft) && checked !== draft) store.setState({ checked: draft });
  });
  return () => {
    isEnded = true;
    unsubscribe();
  };
}
