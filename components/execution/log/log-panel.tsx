"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDownToLine } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Kbd } from "@/components/ui/kbd";
import { Time } from "@/components/ui/time";
import { useRunKeys } from "../use-run-keys";
import { isInRange } from "./line-range";
import { byteLength } from "./log-lines";
import { LogLineView } from "./log-line-view";
import { findFirstError, findMatches, type LogMatch, matchesByLineIndex } from "./log-search";
import { formatLogTime, LOG_TIMES, type LogOrigins } from "./log-time";
import { LogToolbar } from "./log-toolbar";
import { saveLog } from "./save-log";
import { type LogAddress, useActionLog } from "./use-action-log";
import { useLineRange } from "./use-line-range";

const LINE_HEIGHT = 18;
const NO_MATCHES: readonly LogMatch[] = [];

interface LogPanelProps extends LogOrigins {
  readonly address: LogAddress;
  /** For the name of the saved file. */
  readonly actionName: string;
  readonly isRunning: boolean;
  /** Opens where it went wrong instead of at the end. */
  readonly hasFailed: boolean;
}

/** One attempt's log: virtual, so a long one costs no more than a screenful; searched as a whole all the same. */
export function LogPanel({ address, actionName, isRunning, hasFailed, ...origins }: LogPanelProps) {
  const { lines, hasReachedEnd, error, readAt } = useActionLog(address, isRunning);
  const [named, nameLines] = useLineRange();
  const [search, setSearch] = useQueryState("find", parseAsString.withDefault(""));
  const [time, setTime] = useQueryState("times", parseAsStringLiteral(LOG_TIMES).withDefault("action"));
  const [isFollowing, setFollowing] = useState(isRunning && named === null);
  const [current, setCurrent] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);

  const wanted = useDeferredValue(search);
  const matches = useMemo(() => findMatches(lines, wanted), [lines, wanted]);
  const matchesByLine = useMemo(() => matchesByLineIndex(matches), [matches]);
  const firstError = useMemo(() => findFirstError(lines), [lines]);
  const currentMatch = matches[current] ?? null;

  // It hands out fresh functions on purpose; nothing here memoises them.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 24,
  });

  const opened = useRef(false);
  useEffect(() => {
    if (lines.length === 0) return;
    if (isFollowing) virtualizer.scrollToIndex(lines.length - 1, { align: "end" });
    if (opened.current || !hasReachedEnd) return;
    opened.current = true;
    if (named) virtualizer.scrollToIndex(Math.min(named.first, lines.length) - 1, { align: "center" });
    else if (hasFailed && firstError !== null) virtualizer.scrollToIndex(firstError, { align: "center" });
    else if (!isFollowing) virtualizer.scrollToIndex(lines.length - 1, { align: "end" });
  }, [lines, hasReachedEnd, isFollowing, named, hasFailed, firstError, virtualizer]);

  function goToMatch(index: number) {
    const next = (index + matches.length) % matches.length;
    const match = matches[next];
    if (!match) return;
    setFollowing(false);
    setCurrent(next);
    nameLines({ first: match.line + 1, last: match.line + 1 });
    virtualizer.scrollToIndex(match.line, { align: "center" });
  }

  function goToFirstError() {
    if (firstError === null) return;
    setFollowing(false);
    nameLines({ first: firstError + 1, last: firstError + 1 });
    virtualizer.scrollToIndex(firstError, { align: "center" });
  }

  useRunKeys({
    j: () => setFollowing((following) => !following),
    "/": () => searchBox.current?.focus(),
  });

  return (
    <section aria-label="Log" className="flex min-h-0 grow flex-col">
      <LogToolbar
        ref={searchBox}
        search={search}
        onSearch={(text) => {
          setCurrent(0);
          void setSearch(text || null);
        }}
        matchCount={matches.length}
        matchNumber={current + 1}
        onMatch={(step) => goToMatch(current + step)}
        firstErrorLine={firstError === null ? null : firstError + 1}
        onFirstError={goToFirstError}
        time={time}
        onTime={(chosen) => void setTime(chosen)}
        onSave={() => saveLog(lines, `${actionName}-${address.actionExecutionId}.log`)}
      />
      {error && <ErrorNotice error={error} className="m-2" />}
      <div
        ref={box}
        role="log"
        aria-label="Log lines"
        aria-live="off"
        aria-busy={!hasReachedEnd}
        // It scrolls, so the keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onWheel={(event) => {
          if (event.deltaY < 0) setFollowing(false);
        }}
        onTouchMove={() => setFollowing(false)}
        className="min-h-0 grow overflow-auto bg-sunken py-1.5 font-mono text-[11.5px] [font-variant-ligatures:none] -outline-offset-2"
      >
        <div className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            const number = item.index + 1;
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className="absolute top-0 left-0 w-full"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LogLineView
                  line={line}
                  number={number}
                  time={formatLogTime(line.at, time, origins)}
                  isNamed={isInRange(named, number)}
                  matches={matchesByLine.get(item.index) ?? NO_MATCHES}
                  currentMatch={currentMatch}
                  onName={(clicked, isRange) => {
                    setFollowing(false);
                    const first = isRange ? (named?.first ?? clicked) : clicked;
                    nameLines({ first: Math.min(first, clicked), last: Math.max(first, clicked) });
                  }}
                />
              </div>
            );
          })}
        </div>
        {lines.length === 0 && (
          <p className="px-3.5 py-2 font-sans text-small text-muted">
            {emptyText(hasReachedEnd, isRunning, error !== null)}
          </p>
        )}
      </div>
      <footer className="flex h-7 shrink-0 items-center gap-3 border-t border-line px-3 text-label whitespace-nowrap text-faint">
        <span>
          {lines.length.toLocaleString("en")} {lines.length === 1 ? "line" : "lines"}, {formatBytes(byteLength(lines))}
        </span>
        {readAt !== null && (
          <span className="max-sm:hidden">
            read <Time at={readAt} />
          </span>
        )}
        {isRunning && (
          <Button
            size="sm"
            aria-pressed={isFollowing}
            onClick={() => setFollowing(!isFollowing)}
            variant={isFollowing ? "chosen" : "default"}
            className="ml-auto"
          >
            <ArrowDownToLine aria-hidden="true" className="size-3.5" />
            {isFollowing ? "Following" : "Follow"}
            <Kbd className="leading-[12px] max-sm:hidden">j</Kbd>
          </Button>
        )}
      </footer>
    </section>
  );
}

function emptyText(hasReachedEnd: boolean, isRunning: boolean, hasError: boolean): string {
  if (!hasReachedEnd) return hasError ? "Nothing was read yet." : "Reading the log…";
  return isRunning ? "Nothing written yet. Lines appear here as they are written." : "This action wrote no log.";
}

function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
