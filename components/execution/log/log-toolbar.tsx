"use client";
import { CaseSensitive, ChevronDown, ChevronUp, CircleAlert, Search } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { LogSearchState } from "./use-log-search";

interface LogToolbarProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly search: LogSearchState;
  /** Counted from 1; null when no line looks like one. */
  readonly firstErrorLine: number | null;
  readonly onFirstError: () => void;
  /** Menus at its end. */
  readonly children: ReactNode;
}

export function LogToolbar({ ref, search, firstErrorLine, onFirstError, children }: LogToolbarProps) {
  const hasMatches = search.count > 0;
  return (
    <div className="@container flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-3 py-1.5">
      <label className="flex h-[26px] min-w-44 flex-1 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2 focus-within:border-focus focus-within:shadow-[0_0_0_1px_var(--focus)] max-sm:h-11 max-sm:basis-full sm:max-w-96">
        <Search aria-hidden="true" className="size-[15px] shrink-0 text-faint" />
        <input
          ref={ref}
          value={search.text}
          maxLength={1_000}
          onChange={(event) => search.type(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") search.step(event.shiftKey ? -1 : 1);
            if (event.key === "Escape") search.clear();
          }}
          aria-label="Search the whole log"
          placeholder="Search the whole log"
          className="min-w-0 grow bg-transparent outline-0"
        />
        <span role="status" className="shrink-0 text-small text-faint">
          {search.text !== "" && countWords(search)}
        </span>
      </label>
      <IconButton
        label="Match letter case"
        variant={search.query.isCaseSensitive ? "chosen" : "quiet"}
        aria-pressed={search.query.isCaseSensitive}
        onClick={() => search.setCaseSensitive(!search.query.isCaseSensitive)}
      >
        <CaseSensitive aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton label="Previous match" disabled={!hasMatches} onClick={() => search.step(-1)}>
        <ChevronUp aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton label="Next match" disabled={!hasMatches} onClick={() => search.step(1)}>
        <ChevronDown aria-hidden="true" className="size-4" />
      </IconButton>
      <span className="grow" />
      {firstErrorLine !== null && (
        <Button
          variant="destructive"
          className="h-[26px] max-sm:h-7"
          title="Jump to the first line that looks like an error (f)"
          onClick={onFirstError}
        >
          <CircleAlert aria-hidden="true" />
          <span className="@max-[600px]:sr-only">First error: </span>
          line {firstErrorLine.toLocaleString("en")}
        </Button>
      )}
      {children}
    </div>
  );
}

function countWords({ isSearching, count, isWhole, match, error }: LogSearchState): string {
  if (error) return "search failed";
  if (isSearching) return "searching…";
  const soFar = isWhole ? "" : " so far";
  if (count === 0) return `no match${soFar}`;
  const all = count.toLocaleString("en");
  return `${match ? `${match.number.toLocaleString("en")} of ` : ""}${all}${soFar}`;
}
