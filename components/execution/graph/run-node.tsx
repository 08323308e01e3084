"use client";
import { cn } from "@/components/ui/cn";
import { formatDuration } from "@/components/ui/format-duration";
import { Glyph } from "@/components/ui/glyph";
import { TEXT_OF_TONE, type Tone } from "@/components/ui/tone";
import { useNow } from "@/components/ui/use-now";
import type { Rect } from "@/lib/pipeline/layout/geometry";
import { ProviderGlyph } from "../provider-glyph";
import { attemptEndedAt, type RunAction } from "../run";
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

interface RunNodeProps {
  readonly action: RunAction;
  readonly rect: Rect;
  readonly isSelected: boolean;
  readonly onSelect: (actionKey: string) => void;
}

export function RunNode({ action, rect, isSelected, onSelect }: RunNodeProps) {
  const now = useNow();
  const { tone, glyph, word } = STATUS[action.status];
  const times = timesOf(action, now);
  return (
    <button
      type="button"
      aria-pressed={isSelected}
      onClick={() => onSelect(action.key)}
      className={cn(
        "absolute z-2 grid grid-cols-[18px_minmax(0,1fr)_auto] grid-rows-[17px_15px] content-center gap-x-[7px] overflow-hidden rounded-lg border px-2 text-left",
        GROUND[tone],
        isSelected ? "border-focus shadow-[0_0_0_2px_var(--focus)]" : EDGE[tone],
      )}
      style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height }}
    >
      <span className="row-span-2 self-center">
        <ProviderGlyph category={action.category} provider={action.provider} />
        <span className="sr-only">{action.provider} </span>
      </span>
      <b title={action.name} className="truncate text-small font-semibold">
        {action.name}
      </b>
      <span className="text-right text-label tabular-nums text-[color-mix(in_srgb,var(--text)_80%,transparent)]">
        {times.duration}
      </span>
      <span
        className={cn(
          "flex min-w-0 items-center gap-1 text-tiny font-medium",
          times.note === "" && "col-span-2",
          TEXT_OF_TONE[tone],
        )}
      >
        <Glyph name={glyph} className="size-3" />
        <span className="truncate">{action.status === "WaitingForApproval" ? "Waiting" : word}</span>
      </span>
      {times.note !== "" && (
        <span className="text-right text-tiny tabular-nums text-[color-mix(in_srgb,var(--text)_80%,transparent)]">
          {times.note}
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
}

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
