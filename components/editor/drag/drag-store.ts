import { createStore } from "zustand/vanilla";
import type { ActionTypeId } from "@/lib/pipeline/declaration";
import type { DropTarget } from "../canvas/drop-target";
import type { Rect } from "@/lib/pipeline/layout/geometry";

/** What the pointer carries. */
export type Dragged =
  | { readonly kind: "provider"; readonly actionTypeId: ActionTypeId; readonly label: string }
  | { readonly kind: "actions"; readonly keys: readonly string[]; readonly label: string }
  | { readonly kind: "stage"; readonly key: string; readonly label: string };

/** Where it would land: an action at a placement, a stage before another. */
export type DragTarget =
  | { readonly kind: "action"; readonly target: DropTarget }
  | { readonly kind: "stage"; readonly stageIndex: number; readonly indicator: Rect; readonly words: string };

export interface DragState {
  readonly dragged: Dragged | null;
  readonly target: DragTarget | null;
}

/** One drag at a time on a page. The pointer's own position is not state: it moves the ghost directly. */
export const dragStore = createStore<DragState>(() => ({ dragged: null, target: null }));
