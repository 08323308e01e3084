"use client";
import { Pause, Play, SkipBack, SkipForward, X } from "lucide-react";
import { CopyButton } from "@/components/ui/copy-button";
import { formatDuration } from "@/components/ui/format-duration";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import type { ExecutionMode } from "@/lib/pipeline/declaration";
import type { Run } from "../run";
import { StatusPill } from "../status";
import { useRunKeys } from "../use-run-keys";
import type { Past } from "./past";
import { PLAYED_IN_SECONDS, type Replay } from "./use-replay";

interface ReplayBarProps {
  readonly replay: Replay;
  /** All of it. */
  readonly run: Run;
  /** As it stood at the instant. */
  readonly shown: Run;
  /** When something changed, epoch milliseconds. */
  readonly instants: readonly number[];
  readonly past: Past;
  readonly executionMode: ExecutionMode | null;
}

/** Where in time the replay is, and what moves it. The slider takes the arrow keys, Home and End. */
export function ReplayBar({ replay, run, shown, instants, past, executionMode }: ReplayBarProps) {
  const { atMs, lengthMs, isPlaying } = replay;
  const changes = instants.map((instant) => instant - run.startedAt);
  const previous = changes.findLast((ms) => ms < atMs);
  const next = changes.find((ms) => ms > atMs);
  const seekTo = (ms: number | undefined) => ms !== undefined && replay.seek(ms);
  const toggle = isPlaying ? replay.pause : replay.play;
  useRunKeys({ p: toggle, ",": () => seekTo(previous), ".": () => seekTo(next) });
  const position = `${formatDuration(atMs)} of ${formatDuration(lengthMs)}`;
  return (
    <section
      aria-label="Replay"
      className="flex shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line bg-surface px-4 py-1.5"
    >
      <IconButton
        label="Previous change"
        shortcut=","
        disabled={previous === undefined}
        onClick={() => seekTo(previous)}
      >
        <SkipBack aria-hidden="true" />
      </IconButton>
      <IconButton label={isPlaying ? "Pause" : "Play"} shortcut="p" onClick={toggle}>
        {isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
      </IconButton>
      <IconButton label="Next change" shortcut="." disabled={next === undefined} onClick={() => seekTo(next)}>
        <SkipForward aria-hidden="true" />
      </IconButton>
      <input
        type="range"
        aria-label="Instant of the replay"
        aria-valuetext={position}
        min={0}
        max={lengthMs}
        // A step that does not divide the length would keep the last instant out of reach.
        step="any"
        value={atMs}
        onChange={(event) => replay.seek(Math.round(Number(event.target.value)))}
        className="h-7 min-w-40 grow accent-accent max-sm:order-last max-sm:basis-full"
      />
      <span className="text-small whitespace-nowrap text-muted tabular-nums">{position}</span>
      <StatusPill status={shown.status} />
      <Select
        aria-label="Plays in"
        value={replay.playedIn}
        onChange={(event) => {
          const chosen = PLAYED_IN_SECONDS.find((seconds) => seconds === Number(event.target.value));
          if (chosen) replay.playIn(chosen);
        }}
        className="w-28"
      >
        {PLAYED_IN_SECONDS.map((seconds) => (
          <option key={seconds} value={seconds}>
            in {seconds} s
          </option>
        ))}
      </Select>
      <span className="ml-auto flex items-center">
        <CopyButton text={hereAt(atMs)} what="link to this instant" size="md" />
        <IconButton label="Close the replay" shortcut="Esc" onClick={replay.close}>
          <X aria-hidden="true" />
        </IconButton>
      </span>
      <p className="basis-full text-tiny text-faint">{honesty(past, run.status, executionMode)}</p>
    </section>
  );
}

/** What the replay is made of, and what it cannot show because nobody recorded it. */
function honesty(past: Past, status: Run["status"], mode: ExecutionMode | null): string {
  const sources =
    past.rules === null
      ? "Worked out from the times of its attempts. When its rules were asked is not known here."
      : past.rules.length === 0
        ? "Worked out from the times of its attempts; no rule was asked in it."
        : "Worked out from the times of its attempts and of its rules.";
  const waiting =
    mode === "PARALLEL"
      ? "In PARALLEL mode no execution waits for another."
      : "Behind which execution it waited between two stages is not recorded.";
  const turns =
    "Turns of a transition are known where nobody made one since, or Penstock did; a pale one is not known.";
  const stopText = past.stop
    ? `A stop was asked for by ${past.stop.by}.`
    : "When its stop was asked for is not recorded, as it was not asked for through Penstock.";
  return [sources, waiting, turns, ...(status === "Stopped" ? [stopText] : [])].join(" ");
}

/** Empty on the server, where there is no address. */
function hereAt(atMs: number): string {
  if (typeof window === "undefined") return "";
  const url = new URL(window.location.href);
  url.searchParams.set("at", String(atMs));
  return url.toString();
}
