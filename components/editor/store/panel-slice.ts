import type { StateCreator } from "zustand/vanilla";
import type { EditorState, PanelSlice } from "./editor-state";

export const createPanelSlice: StateCreator<EditorState, [], [], PanelSlice> = (set) => ({
  dialog: null,
  dockTab: "problems",
  isDockOpen: true,
  isInspectorOpen: false,
  typedTags: null,
  openDialog: (dialog) => set({ dialog }),
  closeDialog: () => set({ dialog: null }),
  showDock: (dockTab) => set({ dockTab, isDockOpen: true }),
  toggleDock: () => set(({ isDockOpen }) => ({ isDockOpen: !isDockOpen })),
  setInspectorOpen: (isInspectorOpen) => set({ isInspectorOpen }),
  typeTags: (typedTags) => set({ typedTags }),
});
