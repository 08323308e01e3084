"use client";
import { parseAsInteger, useQueryState } from "nuqs";
import { useEffect, useState } from "react";
import type { Run } from "../run";

/** In which a whole run passes, however long it took: seconds. */
export const PLAYED_IN_SECONDS = [60, 20, 10, 5] as const;
export type PlayedIn = (typeof PLAYED_IN_SECONDS)[number];

export interface Replay {
  /** Milliseconds since the start. */
  readonly atMs: number;
  readonly lengthMs: number;
  readonly isPlaying: boolean;
  readonly playedIn: PlayedIn;
  seek(atMs: number): void;
  play(): void;
  pause(): void;
  playIn(seconds: PlayedIn): void;
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
  const [playedIn, setPlayedIn] = useState<PlayedIn>(20);
  const lengthMs = run.endedAt === null ? 0 : run.endedAt - run.startedAt;

  useEffect(() => {
    if (playedFromMs === null) return;
    const fromMs = playedFromMs;
    const startedAt = performance.now();
    let frame = requestAnimationFrame(step);
    function step(now: number) {
      const atMs = fromMs + ((now - startedAt) / (playedIn * 1_000)) * lengthMs;
      if (atMs >= lengthMs) {
        setPlayedFromMs(null);
        void setChosen(lengthMs);
        return;
      }
      setPlayedMs(Math.max(fromMs, atMs));
      frame = requestAnimationFrame(step);
    }
    return () => cancelAnimationFrame(frame);
  }, [playedFromMs, playedIn, lengthMs, setChosen]);

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
    playedIn,
    seek: rest,
    playIn: (seconds) => {
      setPlayedIn(seconds);
      if (isPlaying) setPlayedFromMs(atMs);
    },
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
