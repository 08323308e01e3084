import { useRef, type KeyboardEvent } from "react";
import type { TreeRow } from "@/lib/pipeline/artifact-files/file-tree";
import type { ShownEntry } from "./shown-entry";

/** What is typed within this time belongs together. */
const TYPING_MS = 600;
const PAGE_ROWS = 10;

interface TreeKeys {
  readonly rows: readonly TreeRow<ShownEntry>[];
  /** Index of the row that has the keyboard. */
  readonly at: number;
  readonly goTo: (index: number) => void;
  readonly setOpen: (id: string, isOpen: boolean) => void;
  /** Shows a file, or opens or closes a folder. */
  readonly activate: (row: TreeRow<ShownEntry>) => void;
}

/**
 * The keys of a tree, as ARIA's authoring practices give them.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export function useTreeKeys({ rows, at, goTo, setOpen, activate }: TreeKeys) {
  const typed = useRef({ letters: "", at: 0 });

  /** @returns whether the key did something */
  function press(event: KeyboardEvent, row: TreeRow<ShownEntry>): boolean {
    const isFolder = row.node.children !== null;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        goTo(at + (event.key === "ArrowDown" ? 1 : -1));
        return true;
      case "PageDown":
      case "PageUp":
        goTo(Math.min(Math.max(at + (event.key === "PageDown" ? PAGE_ROWS : -PAGE_ROWS), 0), rows.length - 1));
        return true;
      case "Home":
        goTo(0);
        return true;
      case "End":
        goTo(rows.length - 1);
        return true;
      case "ArrowRight":
        if (isFolder && !row.isOpen) setOpen(row.node.id, true);
        else if (isFolder) goTo(at + 1);
        return true;
      case "ArrowLeft":
        if (isFolder && row.isOpen) setOpen(row.node.id, false);
        else goTo(rows.slice(0, at).findLastIndex(({ level }) => level < row.level));
        return true;
      case "Enter":
      case " ":
        activate(row);
        return true;
      default:
        return typeAhead(event);
    }
  }

  function typeAhead(event: KeyboardEvent): boolean {
    if (!/^[\p{L}\p{N}._-]$/u.test(event.key)) return false;
    const before = event.timeStamp - typed.current.at < TYPING_MS ? typed.current.letters : "";
    const letters = (before + event.key).toLowerCase();
    typed.current = { letters, at: event.timeStamp };
    // A first letter goes on to the next of its kind; what follows may stay where it is.
    const from = letters.length === 1 ? at + 1 : at;
    const inOrder = [...rows.keys()].map((index) => (from + index) % rows.length);
    const found = inOrder.find((index) => rows[index]?.node.name.toLowerCase().startsWith(letters));
    if (found !== undefined) goTo(found);
    return true;
  }

  return (event: KeyboardEvent): void => {
    const row = rows[at];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!press(event, row)) return;
    event.preventDefault();
    // Single letters are also commands of the page.
    event.stopPropagation();
  };
}
