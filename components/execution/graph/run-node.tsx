"use client";
import { memo, useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { formatDuration } from "@/components/ui/format-duration";
import { Glyph } from "@/components/ui/glyph";
import { TEXT_OF_TONE, type Tone } from "@/components/ui/tone";
import { useNow } from "@/components/ui/use-now";
import type { Rect } from "@/lib/pipeline/layout/geometry";
import { ProviderGlyph } from "../provider-glyph";
import { attemptEndedAt, isUnderWay, type RunAction } from "../run";
import { STATUS } from "../status";

const GROUND = {
  ok: "bg-raised",
  run: "bg-run-soft",
  wait: "bg-wait-soft",
  fail: "bg-fail-soft",
  stop: "bg-stop-soft",
  idle: "border-dashed bg-ground",
} as const satisfies Record<Tone, string>;

const EDGE = {
  ok: "border-line-strong shadow-node hover:border-wire",
  run: "border-run shadow-node",
  wait: "border-wait shadow-node",
  fail: "border-fail shadow-node",
  stop: "border-stop shadow-node",
  idle: "border-line-strong hover:border-wire",
} as const satisfies Record<Tone, string>;

/** Narrower than this a node has no room for a duration beside its name. */
const NARROW_NODE = 150;

interface RunNodeProps {
  readonly action: RunAction;
  readonly rect: Rect;
  readonly isSelected: boolean;
  readonly onSelect: (actionKey: string) => void;
  /** The instant shown, where it is not the present and the action was under way. */
  readonly at: number | null;
}

export const RunNode = memo(function RunNode({ action, rect, isSelected, onSelect, at }: RunNodeProps) {
  const present = useNow(at === null && isUnderWay(action));
  const now = at ?? present;
  const node = useRef<HTMLButtonElement>(null);
  const { tone, glyph, word } = STATUS[action.status];
  const times = timesOf(action, now);
  const isNarrow = rect.width < NARROW_NODE;
  const note = isNarrow ? "" : times.note;
  // Where there is no room for both, a success shows its time and every other status its word.
  const showsTimeOnly = isNarrow && tone === "ok" && times.duration !== "";

  useEffect(() => {
    if (isSelected) node.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isSelected]);

  return (
    <button
      ref={node}
      type="button"
      aria-pressed={isSelected}
      onClick={() => onSelect(action.key)}
      className={cn(
        "absolute z-2 grid contain-strict scroll-mx-16 grid-cols-[18px_minmax(0,1fr)_auto] grid-rows-[17px_15px] content-center overflow-hidden rounded-lg border text-left",
        isNarrow ? "gap-x-[5px] px-1.5" : "gap-x-[7px] px-2",
        GROUND[tone],
        isSelected ? "border-focus shadow-[0_0_0_2px_var(--focus)]" : EDGE[tone],
      )}
      style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height }}
    >
      <span className="row-span-2 self-center">
        <ProviderGlyph category={action.category} provider={action.provider} />
        <span className="sr-only">{action.provider} </span>
      </span>
      <b title={action.name} className={cn("truncate text-small font-semibold", isNarrow && "col-span-2")}>
        {action.name}
      </b>
      {!isNarrow && (
        <span className="text-right text-label text-[color-mix(in_srgb,var(--text)_80%,transparent)] tabular-nums">
          {times.duration}
        </span>
      )}
      <span
        className={cn(
          "flex min-w-0 items-center gap-1 text-tiny font-medium",
          note === "" && "col-span-2",
          TEXT_OF_TONE[tone],
        )}
      >
        <Glyph name={glyph} className="size-3" />
        <span className={cn("truncate", showsTimeOnly && "sr-only")}>
          {action.status === "WaitingForApproval" ? "Waiting" : word}
        </span>
        {showsTimeOnly && <span className="font-normal text-muted tabular-nums">{times.duration}</span>}
      </span>
      {note !== "" && (
        <span className="text-right text-tiny text-[color-mix(in_srgb,var(--text)_80%,transparent)] tabular-nums">
          {note}
        </span>
      )}
      {times.progress !== null && (
        <span
          className="absolute bottom-0 left-0 h-[3px] bg-run-fill"
          style={{ width: `${Math.round(times.progress * 100)}%` }}
        />
      )}
    </button>
  );
});

interface NodeTimes {
  readonly duration: string;
  readonly note: string;
  /** Of the estimate, 0 to 1. */
  readonly progress: number | null;
}

function timesOf(
  { latest, attempts, typicalDurationMs: typical, status, isSimulated }: RunAction,
  now: number | null,
): NodeTimes {
  if (!latest) {
    return { duration: typical === null ? "" : `≈ ${formatDuration(typical)}`, note: "", progress: null };
  }
  const endedAt = attemptEndedAt(latest) ?? now;
  const tookMs = endedAt === null ? null : Math.max(0, endedAt - Date.parse(latest.startedAt));
  const attempt = isSimulated ? "simulated" : attempts.length > 1 ? `attempt ${attempts.length}` : "";
  const duration = tookMs === null ? "" : formatDuration(tookMs);
  if (status !== "InProgress" || tookMs === null) return { duration, note: attempt, progress: null };
  if (latest.percentComplete !== null) {
    return { duration, note: `${latest.percentComplete} %`, progress: latest.percentComplete / 100 };
  }
  if (typical === null || tookMs >= typical) return { duration, note: attempt, progress: null };
  return { duration, note: `≈ ${formatDuration(typical - tookMs)} left`, progress: tookMs / typical };
}
