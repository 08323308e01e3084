"use client";
import { parseAsBoolean, parseAsStringLiteral, useQueryState } from "nuqs";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { ErrorNotice } from "@/components/ui/error-notice";
import type { LogMatch, LogSection } from "@/lib/contracts/log";
import { finderOf } from "@/lib/pipeline/logs/find-text";
import type { LogAddress } from "@/lib/queries/logs";
import { useRunKeys } from "../use-run-keys";
import { foldMap } from "./fold-map";
import { isInRange, lineRangeParser } from "./line-range";
import { LogFooter } from "./log-footer";
import { LogLineView } from "./log-line-view";
import { LogMenus } from "./log-menus";
import { LogRows } from "./log-rows";
import type { LogSnapshot } from "./log-session";
import { formatLogTime, LOG_TIMES, type LogOrigins } from "./log-time";
import { LogToolbar } from "./log-toolbar";
import { LogViewport } from "./log-viewport";
import { SectionMenu } from "./section-menu";
import { useLogSearch } from "./use-log-search";
import { useLogSession } from "./use-log-session";

const NO_SECTIONS: readonly LogSection[] = [];

interface LogPanelProps extends LogOrigins {
  readonly address: LogAddress;
  readonly isRunning: boolean;
  /** Opens where it went wrong instead of at the end. */
  readonly hasFailed: boolean;
}

/** One attempt's log. The whole of it stays on the server; here are the lines that are looked at, and those around. */
export function LogPanel({ address, isRunning, hasFailed, ...origins }: LogPanelProps) {
  const { session, log } = useLogSession(address);
  const { summary, newest } = log;
  const lines = summary?.lines ?? 0;
  const sections = summary?.sections ?? NO_SECTIONS;
  const firstError = summary?.firstErrorLine ?? null;
  const [named, setNamed] = useQueryState("line", lineRangeParser);
  const [time, setTime] = useQueryState("times", parseAsStringLiteral(LOG_TIMES).withDefault("action"));
  const [isWrapped, setWrapped] = useQueryState("wrap", parseAsBoolean.withDefault(true));
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const [viewport] = useState(() => new LogViewport());
  const isFollowing = useSyncExternalStore(viewport.subscribe, viewport.isFollowing, viewport.isFollowing);
  const searchBox = useRef<HTMLInputElement>(null);

  const sectionAt = useMemo(() => new Map(sections.map((section) => [section.from, section])), [sections]);
  const map = useMemo(() => {
    const hidden = sections.filter(({ from }) => folded.has(from));
    return foldMap(
      lines,
      hidden.map(({ from, to }) => ({ from, to: to ?? lines })),
    );
  }, [lines, sections, folded]);
  const isReading = summary === null || !(summary.isComplete || summary.isCut);
  const search = useLogSearch({
    address,
    isReading,
    topLine: () => map.lineOfRow(viewport.topRow),
    onMatch: showMatch,
  });
  const finder = useMemo(
    () => (search.query.text === "" ? null : finderOf({ ...search.query })),
    // A query is a new object with every render.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [search.query.text, search.query.isCaseSensitive],
  );

  /** Where to go once the log has been read that far; null once it was gone to. */
  const goal = useRef<number | "firstError" | null>(named ? named.first - 1 : hasFailed ? "firstError" : null);
  useEffect(() => {
    if (!summary) return;
    const line = goal.current === "firstError" ? firstError : goal.current;
    if (line !== null && line < lines) {
      goal.current = null;
      viewport.scrollTo(map.rowOfLine(line));
    } else if (summary.isCaughtUp) goal.current = null;
  }, [viewport, summary, lines, firstError, map]);

  function showLine(line: number): void {
    goal.current = null;
    const around = sections.filter(({ from, to }) => folded.has(from) && line > from && line < (to ?? lines));
    if (around.length === 0) return viewport.scrollTo(map.rowOfLine(line));
    const left = new Set(folded);
    for (const { from } of around) left.delete(from);
    setFolded(left);
    goal.current = line;
  }

  /** The match that was gone to, while its mark is not on screen yet. */
  const awaited = useRef<string | null>(null);
  const currentMark = useRef<HTMLElement>(null);
  const onCurrentMark = useCallback(
    (mark: HTMLElement | null) => {
      currentMark.current = mark;
      if (!mark || mark.dataset["match"] !== awaited.current) return;
      awaited.current = null;
      viewport.reveal(mark);
    },
    [viewport],
  );

  function showMatch({ line, column }: LogMatch): void {
    awaited.current = `${line + 1}:${column}`;
    const cut = session.lineAt(line)?.cut;
    // Where a line is cut, the place is shown with what stands around it.
    if (!cut || column < cut.from || column > cut.from + 3_000)
      void session.openWindow(line, column).catch(() => undefined);
    showLine(line);
    // It may have been drawn before it was gone to.
    requestAnimationFrame(() => onCurrentMark(currentMark.current));
  }

  function showFirstError(): boolean {
    if (firstError === null || named?.first === firstError + 1) return false;
    void setNamed({ first: firstError + 1, last: firstError + 1 });
    showLine(firstError);
    return true;
  }

  function toggle({ from }: LogSection): void {
    const next = new Set(folded);
    if (!next.delete(from)) next.add(from);
    // The line that was clicked stays where it is.
    viewport.follow(false);
    setFolded(next);
  }

  useRunKeys({
    j: () => viewport.follow(!isFollowing),
    "/": () => searchBox.current?.focus(),
  });
  useRunKeys(
    {
      f: showFirstError,
      Escape() {
        if (search.text === "" && named === null) return false;
        search.clear();
        void setNamed(null);
        return true;
      },
    },
    { isFirst: true },
  );

  const onShow = useCallback(
    (from: number, to: number) => {
      if (to > from) session.want(map.lineOfRow(from), map.lineOfRow(to - 1) + 1);
    },
    [session, map],
  );
  const gap = newest === null ? 0 : 1 + newest.length;
  // The end of what was read runs away while a long log is being read; the newest lines come in a moment.
  const isOpening = summary !== null && isEndUnknown(log) && newest === null;

  return (
    <section aria-label="Log" className="flex min-h-0 grow flex-col">
      <LogToolbar
        ref={searchBox}
        search={search}
        firstErrorLine={firstError === null ? null : firstError + 1}
        onFirstError={showFirstError}
      >
        <SectionMenu
          sections={sections}
          onChoose={(section) => {
            showLine(section.from);
          }}
          onFoldAll={() => setFolded(new Set(sections.map(({ from }) => from)))}
          onUnfoldAll={() => setFolded(new Set())}
        />
        <LogMenus
          address={address}
          time={time}
          onTime={(chosen) => void setTime(chosen)}
          isWrapped={isWrapped}
          onWrap={(isOn) => void setWrapped(isOn)}
        />
      </LogToolbar>
      <Problems log={log} searchError={search.error} />
      {(isOpening || lines === 0) && newest === null && (
        <p className="shrink-0 bg-sunken px-3.5 py-2 text-small text-muted">{emptyText(log, isRunning)}</p>
      )}
      <LogRows
        viewport={viewport}
        count={isOpening ? 0 : map.rows + gap}
        layout={`${isWrapped} ${time} ${[...folded].join(" ")}`}
        isWrapped={isWrapped}
        isBusy={!(summary?.isCaughtUp ?? false)}
        onShow={onShow}
      >
        {(row) => {
          if (row === map.rows) return <Gap lines={lines} />;
          const number = row < map.rows ? map.lineOfRow(row) : null;
          const line = number === null ? newest?.[row - map.rows - 1] : session.lineAt(number);
          const section = number === null ? undefined : sectionAt.get(number);
          return (
            <LogLineView
              line={line}
              number={number === null ? null : number + 1}
              time={line ? formatLogTime(Date.parse(line.at), time, origins) : time === "off" ? null : ""}
              isNamed={number !== null && isInRange(named, number + 1)}
              finder={finder}
              currentColumn={search.match !== null && search.match.line === number ? search.match.column : null}
              section={section}
              isFolded={section !== undefined && folded.has(section.from)}
              onFold={toggle}
              onName={(clicked, isRange) => {
                const first = isRange ? (named?.first ?? clicked) : clicked;
                void setNamed({ first: Math.min(first, clicked), last: Math.max(first, clicked) });
              }}
              onCurrentMark={onCurrentMark}
              onWindow={(at, column) => void session.openWindow(at, column).catch(() => undefined)}
            />
          );
        }}
      </LogRows>
      <LogFooter
        log={log}
        isRunning={isRunning}
        isFollowing={isFollowing}
        onFollow={(isOn) => viewport.follow(isOn)}
        onPause={() => session.pause()}
        onResume={() => session.resume()}
      />
    </section>
  );
}

function isEndUnknown({ summary, error, isPaused }: LogSnapshot): boolean {
  return !(summary?.isCaughtUp || summary?.isCut || summary?.problem) && !error && !isPaused;
}

function Problems({ log, searchError }: { readonly log: LogSnapshot; readonly searchError: Error | null }) {
  const error = log.error ?? log.summary?.problem ?? searchError;
  return error && <ErrorNotice error={error} className="m-2" />;
}

/** Between the lines that were read from the beginning and the newest. */
function Gap({ lines }: { readonly lines: number }) {
  return (
    <p className="border-y border-line bg-surface px-3.5 py-1 font-sans text-label text-muted">
      {lines === 0 ? "Reading from the beginning" : `${lines.toLocaleString("en")} lines were read from the beginning`};
      those between are being read. Below are the newest.
    </p>
  );
}

function emptyText({ summary, error }: LogSnapshot, isRunning: boolean): string {
  if (error ?? summary?.problem) return "Nothing was read yet.";
  if (!summary?.isCaughtUp) return "Reading the log…";
  if (isRunning) return "Nothing written yet. Lines appear here as they are written.";
  return "This log holds no lines: the action wrote none, or they are older than its log group keeps them.";
}
