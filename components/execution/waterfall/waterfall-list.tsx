"use client";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { WaterfallRow } from "./waterfall";
import { ROW_HEIGHT, WaterfallRowView } from "./waterfall-row-view";

/** The axis above the rows stays in sight while they scroll. */
export const AXIS_HEIGHT = 24;
const PAGE = 10;
/** What is drawn before the browser has measured anything. */
const FIRST_RECT = { width: 700, height: 600 };

interface WaterfallListProps {
  readonly rows: readonly WaterfallRow[];
  readonly box: RefObject<HTMLElement | null>;
  readonly selected: string | null;
  readonly onSelect: (actionKey: string) => void;
}

/** The rows in sight, however many there are. One of them is a tab stop; arrows, Home and End walk over the actions. */
export function WaterfallList({ rows, box, selected, onSelect }: WaterfallListProps) {
  const [walkedTo, setWalkedTo] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const hasWalked = useRef(false);
  const actionIndexes = rows.flatMap((row, index) => (row.kind === "action" ? [index] : []));
  const indexOf = (key: string | null) =>
    actionIndexes.find((index) => {
      const row = rows[index];
      return row?.kind === "action" && row.action.key === key;
    });
  const tabStop = indexOf(walkedTo) ?? indexOf(selected) ?? actionIndexes[0] ?? -1;

  // It hands out fresh functions on purpose; nothing here memoises them.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    initialRect: FIRST_RECT,
    scrollMargin: AXIS_HEIGHT,
    scrollPaddingStart: AXIS_HEIGHT,
    // The row that has the focus stays, also when it is scrolled out of sight.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...(tabStop === -1 ? [] : [tabStop])])].toSorted((a, b) => a - b),
  });

  useEffect(() => {
    if (!hasWalked.current) return;
    hasWalked.current = false;
    list.current?.querySelector<HTMLElement>(`[data-row="${tabStop}"]`)?.focus({ preventScroll: true });
  }, [tabStop]);

  const selectedIndex = indexOf(selected);
  useEffect(() => {
    if (selectedIndex !== undefined) virtualizer.scrollToIndex(selectedIndex, { align: "auto" });
  }, [selectedIndex, virtualizer]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = actionIndexes.indexOf(tabStop);
    const next = nextPlace(event.key, place, actionIndexes.length);
    const index = next === null ? undefined : actionIndexes[next];
    const row = index === undefined ? undefined : rows[index];
    if (index === undefined || row?.kind !== "action") return;
    event.preventDefault();
    hasWalked.current = index !== tabStop;
    setWalkedTo(row.action.key);
    virtualizer.scrollToIndex(index, { align: "auto" });
  }

  return (
    // The buttons in it take the keys; it only hears them on their way up.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ol ref={list} className="relative" style={{ height: virtualizer.getTotalSize() }} onKeyDown={onKeyDown}>
      {virtualizer.getVirtualItems().map((item) => {
        const row = rows[item.index];
        if (!row) return null;
        return (
          <li
            key={row.kind === "stage" ? row.name : row.action.key}
            aria-setsize={rows.length}
            aria-posinset={item.index + 1}
            className="absolute inset-x-0 contain-strict"
            style={{ top: item.start - AXIS_HEIGHT, height: ROW_HEIGHT }}
          >
            <WaterfallRowView
              row={row}
              index={item.index}
              isSelected={row.kind === "action" && row.action.key === selected}
              isTabStop={item.index === tabStop}
              onSelect={onSelect}
            />
          </li>
        );
      })}
    </ol>
  );
}

function nextPlace(key: string, place: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: place + 1,
    ArrowUp: place - 1,
    PageDown: place + PAGE,
    PageUp: place - PAGE,
    Home: 0,
    End: count - 1,
  };
  const next = steps[key];
  return next === undefined ? null : Math.min(count - 1, Math.max(0, next));
}
