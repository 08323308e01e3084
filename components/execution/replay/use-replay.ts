"use client";
import { parseAsInteger, useQueryState } from "nuqs";
import { useEffect, useState } from "react";
import type { Run } from "../run";

/** A whole run passes in this time, however long it took. */
const PLAYED_IN_MS = 20_000;

export interface Replay {
  /** Milliseconds since the start. */
  readonly atMs: number;
  readonly lengthMs: number;
  readonly isPlaying: boolean;
  seek(atMs: number): void;
  play(): void;
  pause(): void;
  close(): void;
}

/** Milliseconds since the start, as they stand in the address; null while nothing is replayed. */
export function useReplayInstant() {
  return useQueryState("at", parseAsInteger);
}

/** The instant of a finished run that is shown; it stands in the address as `at`. Null while nothing is replayed. */
export function useReplay(run: Run): { readonly replay: Replay | null; open(): void } {
  const [chosen, setChosen] = useReplayInstant();
  /** Where it began to play and how far it is, in milliseconds; the address is only brought up to date at rest. */
  const [playedFromMs, setPlayedFromMs] = useState<number | null>(null);
  const [playedMs, setPlayedMs] = useState(0);
  const lengthMs = run.endedAt === null ? 0 : run.endedAt - run.startedAt;

  useEffect(() => {
    if (playedFromMs === null) return;
    const fromMs = playedFromMs;
    const startedAt = performance.now();
    let frame = requestAnimationFrame(step);
    function step(now: number) {
      const atMs = fromMs + ((now - startedAt) / PLAYED_IN_MS) * lengthMs;
      if (atMs >= lengthMs) {
        setPlayedFromMs(null);
        void setChosen(lengthMs);
        return;
      }
      setPlayedMs(Math.max(fromMs, atMs));
      frame = requestAnimationFrame(step);
    }
    return () => cancelAnimationFrame(frame);
  }, [playedFromMs, lengthMs, setChosen]);

  if (run.endedAt === null) return { replay: null, open: () => undefined };
  const open = () => void setChosen(0);
  if (chosen === null) return { replay: null, open };
  const isPlaying = playedFromMs !== null;
  const atMs = Math.round(Math.min(lengthMs, Math.max(0, isPlaying ? playedMs : chosen)));
  const rest = (ms: number | null) => {
    setPlayedFromMs(null);
    void setChosen(ms);
  };
  const replay: Replay = {
    atMs,
    lengthMs,
    isPlaying,
    seek: rest,
    play: () => {
      const fromMs = atMs >= lengthMs ? 0 : atMs;
      setPlayedMs(fromMs);
      setPlayedFromMs(fromMs);
    },
    pause: () => rest(atMs),
    close: () => rest(null),
  };
  return { replay, open };
}
