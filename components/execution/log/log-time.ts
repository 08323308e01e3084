import { formatDuration } from "@/components/ui/format-duration";

/** What the time beside a line tells; `off` shows none. */
export const LOG_TIMES = ["action", "run", "clock", "off"] as const;
export type LogTime = (typeof LOG_TIMES)[number];

export const LOG_TIME_LABELS = {
  action: "Since the action began",
  run: "Since the execution began",
  clock: "Time of day",
  off: "No times",
} as const satisfies Record<LogTime, string>;

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** Instants are epoch milliseconds. */
export interface LogOrigins {
  readonly actionStartedAt: number;
  readonly executionStartedAt: number;
}

export function formatLogTime(at: number, time: LogTime, origins: LogOrigins): string | null {
  if (time === "off") return null;
  if (time === "clock") return CLOCK.format(at);
  const origin = time === "action" ? origins.actionStartedAt : origins.executionStartedAt;
  const sinceMs = Math.max(0, at - origin);
  return `+${sinceMs < 1_000 ? "0s" : formatDuration(sinceMs)}`;
}
