"use client";
import { Pause, Play, SkipBack, SkipForward, X } from "lucide-react";
import { CopyButton } from "@/components/ui/copy-button";
import { formatDuration } from "@/components/ui/format-duration";
import { IconButton } from "@/components/ui/icon-button";
import type { ExecutionMode } from "@/lib/pipeline/declaration";
import type { Run } from "../run";
import { StatusPill } from "../status";
import { instantsOf } from "./run-at";
import type { Replay } from "./use-replay";

interface ReplayBarProps {
  readonly replay: Replay;
  /** All of it. */
  readonly run: Run;
  /** As it stood at the instant. */
  readonly shown: Run;
  readonly executionMode: ExecutionMode | null;
}

/** Where in time the replay is, and what moves it. The slider takes the arrow keys, Home and End. */
export function ReplayBar({ replay, run, shown, executionMode }: ReplayBarProps) {
  const { atMs, lengthMs, isPlaying } = replay;
  const changes = instantsOf(run).map((instant) => instant - run.startedAt);
  const previous = changes.findLast((ms) => ms < atMs);
  const next = changes.find((ms) => ms > atMs);
  const position = `${formatDuration(atMs)} of ${formatDuration(lengthMs)}`;
  return (
    <section
      aria-label="Replay"
      className="flex shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line bg-surface px-4 py-1.5"
    >
      <IconButton
        label="Previous change"
        disabled={previous === undefined}
        onClick={() => previous !== undefined && replay.seek(previous)}
      >
        <SkipBack aria-hidden="true" />
      </IconButton>
      <IconButton label={isPlaying ? "Pause" : "Play"} onClick={isPlaying ? replay.pause : replay.play}>
        {isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
      </IconButton>
      <IconButton
        label="Next change"
        disabled={next === undefined}
        onClick={() => next !== undefined && replay.seek(next)}
      >
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
      <span className="ml-auto flex items-center">
        <CopyButton text={hereAt(atMs)} what="link to this instant" size="md" />
        <IconButton label="Close the replay" onClick={replay.close}>
          <X aria-hidden="true" />
        </IconButton>
      </span>
      <p className="basis-full text-tiny text-faint">{honesty(executionMode)}</p>
    </section>
  );
}

function honesty(mode: ExecutionMode | null): string {
  const waiting =
    mode === "PARALLEL"
      ? "In PARALLEL mode no execution waits for another."
      : "Between two stages it waited, for a gate, a condition or another execution: which one is not recorded.";
  return `Worked out from the times of its attempts. ${waiting}`;
}

/** Empty on the server, where there is no address. */
function hereAt(atMs: number): string {
  if (typeof window === "undefined") return "";
  const url = new URL(window.location.href);
  url.searchParams.set("at", String(atMs));
  return url.toString();
}
