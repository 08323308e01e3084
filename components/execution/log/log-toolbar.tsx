"use client";
import { ChevronDown, ChevronUp, CircleAlert, Clock, Download, Search } from "lucide-react";
import type { Ref } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { LOG_TIME_LABELS, LOG_TIMES, type LogTime } from "./log-time";

interface LogToolbarProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly matchCount: number;
  readonly matchNumber: number;
  readonly onMatch: (step: 1 | -1) => void;
  readonly firstErrorLine: number | null;
  readonly onFirstError: () => void;
  readonly time: LogTime;
  readonly onTime: (time: LogTime) => void;
  readonly onSave: () => void;
}

export function LogToolbar(props: LogToolbarProps) {
  const { ref, search, onSearch, matchCount, matchNumber, onMatch, firstErrorLine, onFirstError } = props;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-3 py-1.5">
      <label className="flex h-[26px] min-w-40 flex-1 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2 focus-within:border-focus focus-within:shadow-[0_0_0_1px_var(--focus)] max-sm:h-11 max-sm:basis-full sm:max-w-64">
        <Search aria-hidden="true" className="size-[15px] shrink-0 text-faint" />
        <input
          ref={ref}
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") onMatch(event.shiftKey ? -1 : 1);
            if (event.key === "Escape") onSearch("");
          }}
          aria-label="Search the whole log"
          placeholder="Search the whole log"
          className="min-w-0 grow bg-transparent outline-0"
        />
        <span role="status" className="shrink-0 text-small text-faint">
          {search !== "" && (matchCount === 0 ? "no match" : `${matchNumber} of ${matchCount.toLocaleString("en")}`)}
        </span>
      </label>
      <IconButton label="Previous match" disabled={matchCount === 0} onClick={() => onMatch(-1)}>
        <ChevronUp aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton label="Next match" disabled={matchCount === 0} onClick={() => onMatch(1)}>
        <ChevronDown aria-hidden="true" className="size-4" />
      </IconButton>
      <span className="grow" />
      {firstErrorLine !== null && (
        <Button variant="destructive" className="h-[26px]" onClick={onFirstError}>
          <CircleAlert aria-hidden="true" />
          First error: line {firstErrorLine.toLocaleString("en")}
        </Button>
      )}
      <Menu>
        <MenuTrigger asChild>
          <IconButton label="Times beside the lines" variant="default">
            <Clock aria-hidden="true" className="size-[15px]" />
          </IconButton>
        </MenuTrigger>
        <MenuContent>
          <MenuRadioGroup
            value={props.time}
            onValueChange={(value) => {
              const chosen = LOG_TIMES.find((time) => time === value);
              if (chosen) props.onTime(chosen);
            }}
          >
            {LOG_TIMES.map((value) => (
              <MenuRadioItem key={value} value={value}>
                {LOG_TIME_LABELS[value]}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuContent>
      </Menu>
      <IconButton label="Download the log" variant="default" onClick={props.onSave}>
        <Download aria-hidden="true" className="size-[15px]" />
      </IconButton>
    </div>
  );
}
