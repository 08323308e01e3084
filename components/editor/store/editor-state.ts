import type { LiveDefinition } from "@/lib/contracts/draft";
import type { Mark } from "@/lib/pipeline/compare-pipelines";
import type { Draft } from "@/lib/pipeline/draft";
import type { DefinitionMetadata } from "@/lib/pipeline/formats/metadata";
import type { Placement } from "@/lib/pipeline/edits/placement";
import type { Tag } from "@/lib/pipeline/validation/tags";

/** What an edit is called in the undo menu, and which gesture it belongs to. */
export interface EditStep {
  /** Completes "Undo: …", such as "rename Compile". */
  readonly label: string;
  /** Edits of one gesture share an id made when it began, and are undone together. */
  readonly gesture?: string;
}

export interface HistoryStep extends EditStep {
  /** The draft on the other side of this step. */
  readonly draft: Draft;
}

/** The only undoable slice. */
export interface DraftSlice {
  readonly draft: Draft;
  /** The last draft whose problems are known, while another thread looks at the newest. */
  readonly checked: Draft | null;
  readonly past: readonly HistoryStep[];
  readonly future: readonly HistoryStep[];
  /** Applies a pure edit. One that gives back the same draft leaves no step. */
  apply(edit: (draft: Draft) => Draft, step: EditStep): void;
  undo(): void;
  redo(): void;
  /** Puts another draft in place, as loading does: not undoable, and the history starts anew. */
  load(draft: Draft): void;
}

export type WireKind = "order" | "artifact" | "variable";

export interface CanvasSlice {
  /** Keys of stages and actions, and ids of artifact wires; the last one is what the inspector shows. */
  readonly selected: readonly string[];
  readonly hovered: string | null;
  readonly hiddenWires: readonly WireKind[];
  /** Keys of stages shown as one node. */
  readonly folded: readonly string[];
  /** What is searched for on the canvas; null while nothing is. */
  readonly query: string | null;
  select(keys: readonly string[]): void;
  /** Adds the key, or takes it out. */
  toggleSelected(key: string): void;
  hover(key: string | null): void;
  toggleWires(kind: WireKind): void;
  toggleFolded(stageKeys: readonly string[]): void;
  /** Unfolds the stage that holds this action. */
  unfoldAround(actionKey: string): void;
  search(query: string | null): void;
}

/** `split` is the canvas with the code beside it. */
export const EDITOR_VIEWS = ["canvas", "split", "code", "outline"] as const;
export type EditorView = (typeof EDITOR_VIEWS)[number];

export type EditorDialog =
  /** The selection decides where the action goes when no placement is given. */
  | { readonly kind: "add-action"; readonly placement: Placement | null }
  | { readonly kind: "shortcuts" }
  | { readonly kind: "sign-in" }
  | { readonly kind: "save-version" }
  | { readonly kind: "versions" }
  | { readonly kind: "publish" }
  | { readonly kind: "import" }
  | { readonly kind: "export" }
  | { readonly kind: "discard" }
  | { readonly kind: "transition"; readonly stageName: string };

/** Tags as they were typed and not saved yet. */
export interface TypedTags {
  readonly tags: readonly Tag[];
  /** What was stored when the typing began. */
  readonly over: readonly Tag[];
}

export interface PanelSlice {
  readonly dialog: EditorDialog | null;
  readonly dockTab: "problems" | "changes";
  readonly isDockOpen: boolean;
  readonly isInspectorOpen: boolean;
  /** They outlive the form, which goes with what is selected; null while nothing is typed. */
  readonly typedTags: TypedTags | null;
  openDialog(dialog: EditorDialog): void;
  closeDialog(): void;
  showDock(tab: "problems" | "changes"): void;
  toggleDock(): void;
  setInspectorOpen(isOpen: boolean): void;
  typeTags(typed: TypedTags | null): void;
}

/** What the connection holds: the measure of what a draft changes. */
export interface LiveSlice {
  readonly live: LiveDefinition | null;
  /** Set where two definitions are compared: then the draft is their picture, which nobody edits. */
  readonly marks: ReadonlyMap<string, Mark> | null;
  /** The connection's Region, which some rules ask about. */
  readonly region: string;
  /** What an import kept beside the declaration, for exports and so that stand-ins are not judged. */
  readonly metadata: DefinitionMetadata;
  setLive(live: LiveDefinition | null): void;
  setMetadata(metadata: DefinitionMetadata): void;
}

export type EditorState = DraftSlice & LiveSlice & CanvasSlice & PanelSlice;
