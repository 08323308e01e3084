import type { Draft } from "@/lib/pipeline/draft";
import type { EditablePipeline } from "@/lib/contracts/draft";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { DraftText } from "./code/draft-text";
import type { DraftSaver } from "./saving/draft-saver";
import type { EditorStore } from "./store/create-editor-store";
import type { EditorView, EditStep } from "./store/editor-state";

/** What commands ask of the canvas while it is on screen. */
export interface CanvasControls {
  fit(): void;
  resetZoom(): void;
  zoomIn(): void;
  zoomOut(): void;
  /** Brings a stage or an action into view. */
  reveal(key: string): void;
}

/** What commands ask of the page around the canvas, whose state is in the address. */
export interface PageControls {
  show(view: EditorView): void;
}

/** One mounted editor: its state, its saving, and the canvas when that is what is shown. */
export interface Editor {
  readonly address: PipelineAddress;
  readonly connection: EditablePipeline["connection"];
  readonly canEdit: boolean;
  readonly store: EditorStore;
  readonly saver: DraftSaver;
  /** The draft as text, in step with it. */
  readonly code: DraftText;
  /** Null while the outline is shown instead. */
  canvas(): CanvasControls | null;
  setCanvas(canvas: CanvasControls | null): void;
  /** Null until the page is on screen. */
  page(): PageControls | null;
  setPage(page: PageControls | null): void;
  /** A key that no stage or action of this editor has. */
  nextKey(): string;
  /** Applies one undoable edit, unless the person may only look. */
  edit(step: EditStep | string, edit: (draft: Draft) => Draft): void;
}
