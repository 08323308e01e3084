import type { Draft } from "@/lib/pipeline/draft";
import type { EditablePipeline } from "@/lib/contracts/draft";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { DraftSaver } from "./saving/draft-saver";
import type { EditorStore } from "./store/create-editor-store";
import type { EditStep } from "./store/editor-state";

/** What commands ask of the canvas while it is on screen. */
export interface CanvasControls {
  fit(): void;
  resetZoom(): void;
  zoomIn(): void;
  zoomOut(): void;
  /** Brings a stage or an action into view. */
  reveal(key: string): void;
}

/** One mounted editor: its state, its saving, and the canvas when that is what is shown. */
export interface Editor {
  readonly address: PipelineAddress;
  readonly connection: EditablePipeline["connection"];
  readonly canEdit: boolean;
  readonly store: EditorStore;
  readonly saver: DraftSaver;
  /** Null while the outline is shown instead. */
  canvas(): CanvasControls | null;
  setCanvas(canvas: CanvasControls | null): void;
  /** A key that no stage or action of this editor has. */
  nextKey(): string;
  /** Applies one undoable edit, unless the person may only look. */
  edit(step: EditStep | string, edit: (draft: Draft) => Draft): void;
}
