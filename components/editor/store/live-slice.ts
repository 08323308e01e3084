import type { StateCreator } from "zustand/vanilla";
import type { EditorState, LiveSlice } from "./editor-state";
import type { LiveDefinition } from "@/lib/contracts/draft";

export function createLiveSlice(
  live: LiveDefinition | null,
  region: string,
): StateCreator<EditorState, [], [], LiveSlice> {
  return (set) => ({
    live,
    region,
    setLive: (next) => set({ live: next }),
  });
}
