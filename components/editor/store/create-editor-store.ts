import { createStore, type StoreApi } from "zustand/vanilla";
import type { LiveDefinition } from "@/lib/contracts/draft";
import type { Draft } from "@/lib/pipeline/draft";
import { NO_METADATA, type DefinitionMetadata } from "@/lib/pipeline/formats/metadata";
import { createCanvasSlice } from "./canvas-slice";
import { createDraftSlice } from "./draft-slice";
import type { EditorState, LiveSlice } from "./editor-state";
import { createLiveSlice } from "./live-slice";
import { createPanelSlice } from "./panel-slice";

export type EditorStore = StoreApi<EditorState>;

interface EditorStart {
  readonly draft: Draft;
  readonly live: LiveDefinition | null;
  readonly region: string;
  readonly marks?: LiveSlice["marks"];
  readonly metadata?: DefinitionMetadata;
}

/** The state of one mounted editor. */
export function createEditorStore({
  draft,
  live,
  region,
  marks = null,
  metadata = NO_METADATA,
}: EditorStart): EditorStore {
  return createStore<EditorState>()((...store) => ({
    ...createDraftSlice(draft)(...store),
    ...createLiveSlice({ live, region, marks, metadata })(...store),
    ...createCanvasSlice(...store),
    ...createPanelSlice(...store),
  }));
}
