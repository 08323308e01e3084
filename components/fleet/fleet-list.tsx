"use client";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { FleetPipeline } from "@/lib/contracts/fleet";
import { columnTracks, type FleetColumn } from "./fleet-columns";
import type { FleetOrderChoice } from "./fleet-filters";
import { FleetHeader } from "./fleet-header";
import type { FleetItem } from "./fleet-items";
import { FleetRow } from "./fleet-row";
import { GroupRow } from "./group-row";
import { targetOf } from "./row-keys";
import { useFavourite } from "./use-favourite";

const ROW_HEIGHT = 42;
const GROUP_HEIGHT = 37;
/** What the server draws before the browser knows its own height. */
const FIRST_SCREEN = { width: 1200, height: 900 };
const OVERSCAN = 8;

interface FleetListProps {
  readonly items: readonly FleetItem[];
  readonly order: Pick<FleetOrderChoice, "sort" | "reverse">;
  readonly onSort: (sort: FleetOrderChoice["sort"]) => void;
  readonly onFold: (groupKey: string, isFolded: boolean) => void;
  readonly hidden: readonly FleetColumn[];
  /** Stands above the list and scrolls with it. */
  readonly before?: ReactNode;
  /** Stands below it. */
  readonly after?: ReactNode;
}

/**
 * The lines that are in view, however many there are. Arrows walk from line to line, Home and End go to the ends,
 * Left and Right close and open a group, Enter opens, and `s` makes a favourite.
 */
export function FleetList({ items, order, onSort, onFold, hidden, before, after }: FleetListProps) {
  const box = useRef<HTMLDivElement>(null);
  const current = useRef<number | null>(null);
  const toggleFavourite = useFavourite();
  const range = useCallback((visible: Range) => {
    const indexes = defaultRangeExtractor(visible);
    const focused = current.current;
    // The focused line stays mounted when it scrolls away, or its focus would be lost.
    const isAway = focused !== null && focused < visible.count && !indexes.includes(focused);
    return isAway ? [...indexes, focused].toSorted((a, b) => a - b) : indexes;
  }, []);
  // It hands out fresh functions on purpose; nothing here memoises them.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (items[index]?.kind === "group" ? GROUP_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => items[index]?.key ?? index,
    initialRect: FIRST_SCREEN,
    overscan: OVERSCAN,
    rangeExtractor: range,
  });

  const fold = useCallback((groupKey: string) => onFold(groupKey, true), [onFold]);
  const unfold = useCallback((groupKey: string) => onFold(groupKey, false), [onFold]);

  function focusLine(index: number) {
    current.current = index;
    virtualizer.scrollToIndex(index);
    // The line is there once the browser has scrolled to it and React has drawn it.
    requestAnimationFrame(() => requestAnimationFrame(() => linkOf(box.current, index)?.focus()));
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = current.current === null ? undefined : items[current.current];
    if ((event.key === "s" || event.key === "*") && item?.kind === "pipeline") return toggleFavourite(item.pipeline);
    if (item?.kind === "group" && event.key === (item.isFolded ? "ArrowRight" : "ArrowLeft")) {
      event.preventDefault();
      return onFold(item.group.key, !item.isFolded);
    }
    const target = targetOf(event.key, { current: current.current, count: items.length });
    if (target === null) return;
    event.preventDefault();
    focusLine(target);
  }

  function onFocus({ target }: FocusEvent<HTMLDivElement>) {
    const line = target.closest("[data-index]")?.getAttribute("data-index");
    if (line) current.current = Number(line);
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={box}
      aria-label="Pipelines"
      // A region that scrolls must be reachable from the keyboard, and its arrows walk its lines.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      className="min-h-0 grow scroll-pt-10 overflow-auto p-4 -outline-offset-2 max-sm:p-3"
    >
      {before}
      <div
        role="table"
        aria-label="Pipelines"
        aria-rowcount={items.length + 1}
        style={columnTracks(hidden)}
        className="rounded-lg border border-line bg-surface"
      >
        <FleetHeader order={order} onSort={onSort} hidden={hidden} />
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => {
            const item = items[index];
            if (!item) return null;
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                data-index={index}
                ref={virtualizer.measureElement}
                className={cn(
                  "absolute inset-x-0 border-line contain-content",
                  index > 0 && "border-t",
                  index === items.length - 1 && "rounded-b-lg",
                )}
                style={{ top: start }}
              >
                <Line item={item} hidden={hidden} onFold={fold} onUnfold={unfold} onToggleFavourite={toggleFavourite} />
              </div>
            );
          })}
        </div>
      </div>
      {after}
    </section>
  );
}

interface LineProps {
  readonly item: FleetItem;
  readonly hidden: readonly FleetColumn[];
  readonly onFold: (groupKey: string) => void;
  readonly onUnfold: (groupKey: string) => void;
  readonly onToggleFavourite: (pipeline: FleetPipeline) => void;
}

function Line({ item, hidden, onFold, onUnfold, onToggleFavourite }: LineProps) {
  if (item.kind === "pipeline") {
    return <FleetRow pipeline={item.pipeline} hidden={hidden} onToggleFavourite={onToggleFavourite} />;
  }
  const { group, isFolded } = item;
  return (
    <GroupRow
      groupKey={group.key}
      label={group.label}
      size={group.pipelines.length}
      failed={group.failed}
      running={group.running}
      waiting={group.waiting}
      isFolded={isFolded}
      onToggle={isFolded ? onUnfold : onFold}
    />
  );
}

function linkOf(box: HTMLElement | null, index: number): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[data-index="${index}"] [data-row-link]`) ?? null;
}
