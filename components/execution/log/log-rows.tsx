"use client";
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useSyncExternalStore } from "react";
import { cn } from "@/components/ui/cn";
import type { LogViewport } from "./log-viewport";

interface LogRowsProps {
  readonly viewport: LogViewport;
  readonly count: number;
  /** Changes when the rows are others than before, or drawn otherwise, not when there are only more. */
  readonly layout: string;
  readonly isWrapped: boolean;
  readonly isBusy: boolean;
  /** These rows are seen; `to` is excluded. */
  readonly onShow: (from: number, to: number) => void;
  readonly children: (row: number) => ReactNode;
}

/** Rows that are drawn only where they are seen, however many there are. */
export function LogRows({ viewport, count, layout, isWrapped, isBusy, onShow, children }: LogRowsProps) {
  const shown = useSyncExternalStore(viewport.subscribe, viewport.getWindow, viewport.getWindow);
  const { first, top } = shown;
  const attach = useCallback((box: HTMLElement | null) => viewport.attach(box), [viewport]);
  const last = Math.min(shown.last, count);
  // Measured and placed before anybody sees them.
  useLayoutEffect(() => viewport.setCount(count), [viewport, count]);
  useLayoutEffect(() => viewport.measureAll(), [viewport, layout]);
  useEffect(() => onShow(first, last), [onShow, first, last]);

  return (
    <div
      ref={attach}
      role="log"
      aria-label="Log lines"
      aria-live="off"
      aria-busy={isBusy}
      // It scrolls, so the keyboard must reach it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="relative min-h-0 grow overflow-auto bg-sunken font-mono text-[11.5px] [font-variant-ligatures:none] [overflow-anchor:none] -outline-offset-2"
    >
      <div aria-hidden="true" />
      <div
        className={cn("absolute top-0 left-0", isWrapped ? "w-full" : "w-max min-w-full")}
        style={{ transform: `translateY(${top}px)` }}
      >
        {Array.from({ length: Math.max(0, last - first) }, (_, index) => (
          <Row key={first + index} viewport={viewport} row={first + index} isWrapped={isWrapped}>
            {children(first + index)}
          </Row>
        ))}
      </div>
    </div>
  );
}

interface RowProps extends Pick<LogRowsProps, "viewport" | "isWrapped"> {
  readonly row: number;
  readonly children: ReactNode;
}

function Row({ viewport, row, isWrapped, children }: RowProps) {
  const attach = useCallback((element: HTMLElement | null) => viewport.attachRow(element), [viewport]);
  return (
    <div
      ref={attach}
      data-row={row}
      className={isWrapped ? "[overflow-wrap:anywhere] whitespace-pre-wrap" : "whitespace-pre"}
    >
      {children}
    </div>
  );
}
