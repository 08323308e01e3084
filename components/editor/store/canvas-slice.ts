import type { StateCreator } from "zustand/vanilla";
import type { CanvasSlice, EditorState } from "./editor-state";

export const createCanvasSlice: StateCreator<EditorState, [], [], CanvasSlice> = (set) => ({
  selected: [],
  hovered: null,
  hiddenWires: [],
  folded: [],
  query: null,
  select: (keys) => set(({ selected }) => (sameKeys(selected, keys) ? {} : { selected: keys })),
  toggleSelected: (key) => set(({ selected }) => ({ selected: toggled(selected, key) })),
  hover: (hovered) => set({ hovered }),
  toggleFolded: (keys) =>
    set(({ folded }) => {
      const isOpen = keys.some((key) => !folded.includes(key));
      return { folded: isOpen ? [...new Set([...folded, ...keys])] : folded.filter((key) => !keys.includes(key)) };
    }),
  unfoldAround: (actionKey) =>
    set(({ draft, folded }) => {
      const stage = draft.stages.find(({ actions }) => actions.some(({ key }) => key === actionKey));
      return stage && folded.includes(stage.key) ? { folded: folded.filter((key) => key !== stage.key) } : {};
    }),
  search: (query) => set({ query }),
  toggleWires: (kind) => set(({ hiddenWires }) => ({ hiddenWires: toggled(hiddenWires, kind) })),
});

function toggled<Item>(items: readonly Item[], item: Item): readonly Item[] {
  return items.includes(item) ? items.filter((other) => other !== item) : [...items, item];
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
