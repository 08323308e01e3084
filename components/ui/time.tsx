"use client";
import { formatDurationShort } from "./format-duration";
import { useNow } from "./use-now";

const ABSOLUTE = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const DAY_AND_YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const JUST_NOW_MS = 5_000;

interface TimeProps {
  /** Epoch milliseconds. */
  readonly at: number;
  /** `relative`: "4m ago"; `clock`: "11:38 today", "14 Sep, 16:20"; `time`: "11:38", where the day stands beside it. */
  readonly format?: "relative" | "clock" | "time";
  readonly className?: string;
}

/** A time in words, with the absolute time and zone on hover. The words beside it say what the time is. */
export function Time({ at, format = "relative", className }: TimeProps) {
  const now = useNow();
  const date = new Date(at);
  return (
    <time
      dateTime={date.toISOString()}
      title={now === null ? undefined : ABSOLUTE.format(date)}
      className={className}
      suppressHydrationWarning
    >
      {now === null ? date.toISOString().slice(0, 16).replace("T", " ") : inWords(at, now, format)}
    </time>
  );
}

function inWords(at: number, now: number, format: "relative" | "clock" | "time"): string {
  if (format === "time") return CLOCK.format(new Date(at));
  if (format === "clock") return clockTime(at, now);
  const age = now - at;
  if (Math.abs(age) < JUST_NOW_MS) return "just now";
  return age > 0 ? `${formatDurationShort(age)} ago` : `in ${formatDurationShort(-age)}`;
}

/** "11:38 today", "14 Sep, 16:20", "3 Mar 2025, 09:00". */
export function clockTime(at: number, now: number): string {
  const date = new Date(at);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return `${CLOCK.format(date)} today`;
  const day = date.getFullYear() === today.getFullYear() ? DAY.format(date) : DAY_AND_YEAR.format(date);
  return `${day}, ${CLOCK.format(date)}`;
}
