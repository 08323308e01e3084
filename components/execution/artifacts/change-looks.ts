import type { FileComparison } from "@/lib/pipeline/artifact-files/compare-files";

/** What became of a file, as word and colour together. */
export const CHANGE_LOOKS = {
  added: { word: "added", ink: "text-ok" },
  removed: { word: "removed", ink: "text-fail" },
  changed: { word: "changed", ink: "text-run" },
} as const satisfies Record<Exclude<FileComparison["change"], "same">, { word: string; ink: string }>;
