"use client";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useId, useMemo, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { fileNodeId, fileTree, foldersAbove, treeRows, type TreeRow } from "@/lib/pipeline/artifact-files/file-tree";
import { FileRow } from "./file-row";
import type { ShownEntry } from "./shown-entry";
import { useTreeKeys } from "./use-tree-keys";

const ROW_HEIGHT = 26;
/** Rows above the chosen one when the tree is first seen. */
const ROWS_ABOVE = 3;
/** A tree this small is shown with everything open. */
const OPEN_AT_FIRST = 150;

interface FileTreeViewProps {
  readonly id: string;
  readonly label: string;
  readonly entries: readonly ShownEntry[];
  /** Said where there are no entries. */
  readonly emptyText: string;
  /** Shows only what has this in its path. */
  readonly filter: string;
  /** The id of the entry that is shown beside the tree. */
  readonly chosen: string | null;
  readonly onChoose: (entry: ShownEntry) => void;
}

/** The files of an artifact as a tree, of which only what is in view is drawn. */
export function FileTreeView({ id, label, entries, emptyText, filter, chosen, onChoose }: FileTreeViewProps) {
  const wanted = useDeferredValue(filter).trim().toLowerCase();
  const shown = useMemo(
    () => (wanted === "" ? entries : entries.filter(({ path }) => path.toLowerCase().includes(wanted))),
    [entries, wanted],
  );
  const nodes = useMemo(() => fileTree(shown), [shown]);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(
    () => new Set(isOpenAtFirst(entries) ? [] : foldersAbove(pathOf(entries, chosen))),
  );
  const isAllOpen = wanted !== "" || isOpenAtFirst(entries);
  const rows = useMemo(() => treeRows(nodes, (id) => toggled.has(id) !== isAllOpen), [nodes, toggled, isAllOpen]);
  const [atId, setAtId] = useState(() => (chosen === null ? null : fileNodeId(chosen)));
  const at = Math.max(
    0,
    rows.findIndex(({ node }) => node.id === atId),
  );
  const box = useRef<HTMLDivElement>(null);
  const idPrefix = useId();

  // It hands out fresh functions on purpose; nothing here memoises them.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    initialOffset: Math.max(0, at - ROWS_ABOVE) * ROW_HEIGHT,
    // The row that has the keyboard is always there, so that it can be named.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...(rows.length > 0 ? [at] : [])])].toSorted((a, b) => a - b),
  });

  function goTo(index: number): void {
    const row = rows[index];
    if (!row) return;
    setAtId(row.node.id);
    virtualizer.scrollToIndex(index);
  }

  function setOpen(id: string, isOpen: boolean): void {
    const next = new Set(toggled);
    if (isOpen === isAllOpen) next.delete(id);
    else next.add(id);
    setToggled(next);
  }

  function activate({ node, isOpen }: TreeRow<ShownEntry>): void {
    setAtId(node.id);
    if (node.children) setOpen(node.id, !isOpen);
    else if (node.entry) onChoose(node.entry);
  }

  const onKeyDown = useTreeKeys({ rows, at, goTo, setOpen, activate });

  if (rows.length === 0)
    return (
      <p className="px-3 py-2 text-small text-muted">
        {entries.length === 0 ? emptyText : `No path has “${filter}” in it.`}
      </p>
    );
  return (
    <div
      ref={box}
      id={id}
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={`${idPrefix}${at}`}
      onKeyDown={onKeyDown}
      className="group min-h-0 grow overflow-auto py-1 -outline-offset-2"
    >
      <div role="presentation" className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const { node, level, position, setSize, isOpen } = row;
          const isChosen = node.entry !== null && node.entry.id === chosen && node.children === null;
          return (
            // The tree itself has the focus and its keys; a row is only pointed at.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={node.id}
              id={`${idPrefix}${item.index}`}
              role="treeitem"
              aria-level={level}
              aria-posinset={position}
              aria-setsize={setSize}
              aria-selected={isChosen}
              {...(node.children && { "aria-expanded": isOpen })}
              onClick={() => activate(row)}
              className={cn(
                "absolute top-0 left-0 flex w-full cursor-pointer items-center gap-1.5 pr-3 hover:bg-hover",
                item.index === at && "group-focus-visible:shadow-[inset_0_0_0_1.5px_var(--focus)]",
                isChosen && "bg-accent-soft shadow-[inset_3px_0_var(--accent)]",
              )}
              style={{ height: item.size, transform: `translateY(${item.start}px)`, paddingLeft: indent(level) }}
            >
              <FileRow node={node} isOpen={isOpen} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

const INDENT = 14;
/** Deeper levels are told by the tree, and no longer by room. */
const DEEPEST_INDENT = 10;

function indent(level: number): number {
  return 8 + Math.min(level - 1, DEEPEST_INDENT) * INDENT;
}

function isOpenAtFirst(entries: readonly ShownEntry[]): boolean {
  return entries.length <= OPEN_AT_FIRST;
}

function pathOf(entries: readonly ShownEntry[], id: string | null): string {
  return entries.find((entry) => entry.id === id)?.path ?? "";
}
