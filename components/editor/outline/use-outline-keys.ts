import { useRef, type KeyboardEvent, type SyntheticEvent } from "react";
import { useEditor } from "../editor-context";
import { findTyped, parentOf, type OutlineRow } from "./outline-rows";

/** What is typed within this time belongs together. */
const TYPING_MS = 600;

interface OutlineKeys {
  readonly rows: readonly OutlineRow[];
  readonly goTo: (row: OutlineRow | undefined) => void;
  readonly setOpen: (stageKeys: readonly string[], isOpen: boolean) => void;
}

/**
 * The keys of a tree, as ARIA's authoring practices give them, with Shift to select more rows.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export function useOutlineKeys({ rows, goTo, setOpen }: OutlineKeys) {
  const editor = useEditor();
  const typed = useRef({ letters: "", at: 0 });

  /** @returns whether the key did something */
  function press(event: KeyboardEvent, row: OutlineRow, at: number): boolean {
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        const next = rows[at + (event.key === "ArrowDown" ? 1 : -1)];
        if (event.shiftKey) extend(row, next);
        else goTo(next);
        return true;
      }
      case "Home":
        goTo(rows[0]);
        return true;
      case "End":
        goTo(rows.at(-1));
        return true;
      case "ArrowRight":
        if (row.kind === "stage" && !row.isOpen) setOpen([row.id], true);
        else if (row.kind !== "action") goTo(rows[at + 1]);
        return true;
      case "ArrowLeft":
        if (row.kind === "stage" && row.isOpen) setOpen([row.id], false);
        else goTo(parentOf(rows, at));
        return true;
      case "*":
        setOpen(
          rows.flatMap(({ kind, id }) => (kind === "stage" ? [id] : [])),
          true,
        );
        return true;
      case "Enter":
      case " ":
        open(row);
        return true;
      default:
        return typeAhead(event, at);
    }
  }

  /** A row's form; a group has none, so it asks what to add to it. */
  function open(row: OutlineRow): void {
    const { select, setInspectorOpen, openDialog } = editor.store.getState();
    if (row.kind === "group") {
      const placement = { kind: "group", stageKey: row.stage.key, runOrder: row.runOrder } as const;
      if (editor.canEdit) openDialog({ kind: "add-action", placement });
      return;
    }
    select([row.id]);
    setInspectorOpen(true);
  }

  function extend(row: OutlineRow, next: OutlineRow | undefined): void {
    if (!next) return;
    const { selected, select } = editor.store.getState();
    const keys = [row, next].flatMap(({ kind, id }) => (kind === "group" ? [] : [id]));
    goTo(next);
    select([...new Set([...selected, ...keys])]);
  }

  function typeAhead(event: KeyboardEvent, at: number): boolean {
    // Keys that are commands elsewhere, such as F2 and ?, are none of a name.
    if (!/^[\p{L}\p{N}_-]$/u.test(event.key) || event.shiftKey) return false;
    const before = event.timeStamp - typed.current.at < TYPING_MS ? typed.current.letters : "";
    typed.current = { letters: before + event.key, at: event.timeStamp };
    goTo(findTyped(rows, at, typed.current.letters));
    return true;
  }

  return (event: KeyboardEvent, at: number): void => {
    const row = rows[at];
    if (!row || event.altKey || event.ctrlKey || event.metaKey || isOnControl(event)) return;
    if (!press(event, row, at)) return;
    event.preventDefault();
    // Single letters and digits are also commands of the canvas.
    event.stopPropagation();
  };
}

/** What is pressed in a row's menu or on its buttons is not the tree's: taking the focus would close the menu. */
export function isOnControl(event: SyntheticEvent): boolean {
  return event.target instanceof Element && event.target.closest("[role=menu], button") !== null;
}
