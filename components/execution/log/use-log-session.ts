"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { getLogLines, getLogSummary, type LogAddress } from "@/lib/queries/logs";
import { LogSession, type LogSnapshot } from "./log-session";

/** The log of one attempt, growing while the attempt runs. Give the component a `key` of the attempt's id. */
export function useLogSession(address: LogAddress): { readonly session: LogSession; readonly log: LogSnapshot } {
  const [session] = useState(
    () =>
      new LogSession({
        summary: (after, signal) => getLogSummary(address, after, signal),
        lines: (range, signal) => getLogLines(address, range, signal),
      }),
  );
  useEffect(() => session.start(), [session]);
  return { session, log: useSyncExternalStore(session.subscribe, session.getSnapshot, session.getSnapshot) };
}
