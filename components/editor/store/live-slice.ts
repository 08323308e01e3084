import type { StateCreator } from "zustand/vanilla";
import type { EditorState, LiveSlice } from "./editor-state";

type LiveStart = Pick<LiveSlice, "live" | "region" | "marks" | "metadata">;

export function createLiveSlice(start: LiveStart): StateCreator<EditorState, [], [], LiveSlice> {
  return (set) => ({
    ...start,
    setLive: (next) => set({ live: next }),
    setMetadata: (metadata) => set({ metadata }),
  });
}
