import type { StateCreator } from "zustand/vanilla";
import type { CanvasSlice, EditorState } from "./editor-state";

export const createCanvasSlice: StateCreator<EditorState, [], [], CanvasSlice> = (set) => ({
  selected: [],
  hovered: null,
  hiddenWires: [],
  select: (keys) => set(({ selected }) => (sameKeys(selected, keys) ? {} : { selected: keys })),
  toggleSelected: (key) => set(({ selected }) => ({ selected: toggled(selected, key) })),
  hover: (hovered) => set({ hovered }),
  toggleWires: (kind) => set(({ hiddenWires }) => ({ hiddenWires: toggled(hiddenWires, kind) })),
});

function toggled<Item>(items: readonly Item[], item: Item): readonly Item[] {
  return items.includes(item) ? items.filter((other) => other !== item) : [...items, item];
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
