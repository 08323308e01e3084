import type { Mark } from "@/lib/pipeline/compare-pipelines";

/** A mark is always a word and a line as well as a colour. */
export const MARK_WORDS = {
  added: "Added",
  removed: "Removed",
  changed: "Changed",
  moved: "Moved",
} as const satisfies Record<Mark, string>;

export const MARK_INKS = {
  added: "text-ok",
  removed: "text-fail",
  changed: "text-accent",
  moved: "text-stop",
} as const satisfies Record<Mark, string>;

export const MARK_BORDERS = {
  added: "border-dashed border-ok",
  removed: "border-dotted border-fail",
  changed: "border-dashed border-accent",
  moved: "border-dashed border-stop",
} as const satisfies Record<Mark, string>;
