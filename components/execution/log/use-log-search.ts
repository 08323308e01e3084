"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { parseAsBoolean, parseAsString, useQueryState } from "nuqs";
import { useRef, useState } from "react";
import type { LogMatch } from "@/lib/contracts/log";
import type { TextQuery } from "@/lib/pipeline/logs/find-text";
import { type LogAddress, logSearchQuery, type WantedMatch } from "@/lib/queries/logs";

/** While a person types; the last letter counts. */
const TYPING_MS = 150;
const ASK_AGAIN_MS = 1_000;

export interface LogSearchState {
  /** As typed. */
  readonly text: string;
  /** As searched. */
  readonly query: TextQuery;
  readonly count: number;
  /** What was read so far was searched, and what was read is all there is. */
  readonly isWhole: boolean;
  readonly isSearching: boolean;
  readonly error: Error | null;
  readonly match: LogMatch | null;
  readonly type: (text: string) => void;
  readonly clear: () => void;
  readonly setCaseSensitive: (isCaseSensitive: boolean) => void;
  readonly step: (by: 1 | -1) => void;
}

interface LogSearchOptions {
  readonly address: LogAddress;
  /** More lines may come. */
  readonly isReading: boolean;
  /** The line that is on top of the screen: a new search begins there. */
  topLine(): number;
  onMatch(match: LogMatch): void;
}

/** Searches the whole log where it is kept, on the server; the text and letter case are in the address of the page. */
export function useLogSearch({ address, isReading, topLine, onMatch }: LogSearchOptions): LogSearchState {
  const client = useQueryClient();
  const [text, setText] = useQueryState("find", parseAsString.withDefault(""));
  const [isCaseSensitive, setCaseSensitive] = useQueryState("case", parseAsBoolean.withDefault(false));
  const [typed, setTyped] = useState(text);
  const [wanted, setWanted] = useState<WantedMatch>({ near: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(0);

  const query = { text, isCaseSensitive };
  const { data, error, isFetching } = useQuery({
    ...logSearchQuery(address, query, wanted),
    enabled: text !== "",
    // From match to match the count stays; another text has another.
    placeholderData: (before, beforeQuery) => (isSearchFor(query, beforeQuery?.queryKey.at(-1)) ? before : undefined),
    refetchInterval: ({ state }) => (state.data?.isThrough && !isReading ? false : ASK_AGAIN_MS),
  });
  const found = text === "" ? undefined : data;

  async function show(asked: TextQuery, where: WantedMatch): Promise<void> {
    const number = (latest.current += 1);
    void setText(asked.text || null);
    setWanted(where);
    while (asked.text !== "" && latest.current === number) {
      const answer = await client.fetchQuery(logSearchQuery(address, asked, where));
      if (latest.current !== number) return;
      if (answer.match) return onMatch(answer.match);
      if (answer.isThrough) return;
    }
  }

  function start(asked: TextQuery, where: WantedMatch): void {
    clearTimeout(timer.current);
    // What failed is told by the query above, which asks the same.
    show(asked, where).catch(() => undefined);
  }

  return {
    text: typed,
    query,
    count: found?.count ?? 0,
    isWhole: (found?.isThrough ?? false) && !isReading,
    isSearching: isFetching && found === undefined,
    error: text === "" ? null : error,
    match: found?.match ?? null,
    type(next) {
      setTyped(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => start({ text: next, isCaseSensitive }, { near: topLine() }), TYPING_MS);
    },
    clear() {
      setTyped("");
      start({ text: "", isCaseSensitive }, { near: 0 });
    },
    setCaseSensitive(next) {
      void setCaseSensitive(next || null);
      start({ text: typed, isCaseSensitive: next }, { near: topLine() });
    },
    step(by) {
      if (typed !== text) return start({ text: typed, isCaseSensitive }, { near: topLine() });
      if (found?.match) start(query, { match: found.match.number + by });
      else start(query, { near: topLine() });
    },
  };
}

function isSearchFor({ text, isCaseSensitive }: TextQuery, key: unknown): boolean {
  if (typeof key !== "object" || key === null || !("text" in key) || !("isCaseSensitive" in key)) return false;
  return key.text === text && key.isCaseSensitive === isCaseSensitive;
}
