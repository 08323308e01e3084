"use client";
import { useMemo, useState } from "react";
import { cn } from "@/components/ui/cn";
import { formatDuration } from "@/components/ui/format-duration";
import { Segmented } from "@/components/ui/segmented";
import { useNow } from "@/components/ui/use-now";
import type { Run } from "../run";
import { WaterfallKey } from "./waterfall-key";
import { WaterfallRowView } from "./waterfall-row-view";
import { waterfallOf } from "./waterfall";

const AXES = [
  { value: "since", label: "Since start" },
  { value: "clock", label: "Clock" },
] as const;
type Axis = (typeof AXES)[number]["value"];

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const CLOCK_WITH_SECONDS = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

interface WaterfallViewProps {
  readonly run: Run;
  readonly selected: string | null;
  readonly onSelect: (actionKey: string) => void;
  /** An instant to mark, in milliseconds since the start. */
  readonly cursorMs: number | null;
}

/** Where the time went: queue, work, waiting for a person, attempt by attempt. */
export function WaterfallView({ run, selected, onSelect, cursorMs }: WaterfallViewProps) {
  const now = useNow();
  const [axis, setAxis] = useState<Axis>("since");
  const waterfall = useMemo(() => waterfallOf(run, now ?? run.startedAt), [run, now]);
  const at = (ms: number) => `${(ms / waterfall.endMs) * 100}%`;
  const step = waterfall.ticksMs[1] ?? 0;
  const label = (ms: number) => (axis === "since" ? shortTick(ms) : clockTick(run.startedAt + ms, step));

  return (
    <section aria-labelledby="waterfall" className="flex min-h-0 min-w-0 flex-col bg-surface">
      <header className="flex h-[38px] shrink-0 items-center gap-2.5 border-b border-line pr-3 pl-4 whitespace-nowrap">
        <h2 id="waterfall">Waterfall</h2>
        <span className="min-w-0 grow truncate text-small text-muted" title={criticalText(waterfall.criticalPath)}>
          {criticalText(waterfall.criticalPath)}
        </span>
        <Segmented
          label="Axis"
          value={axis}
          options={AXES}
          onValueChange={setAxis}
          size="sm"
          className="max-md:hidden"
        />
      </header>
      <div className="relative min-h-0 grow overflow-y-auto pr-4">
        <div className="sticky top-0 z-4 grid h-6 grid-cols-[142px_minmax(0,1fr)] bg-surface text-tiny leading-6 text-faint tabular-nums">
          <span className="pl-4">{axis === "since" ? `Since ${CLOCK.format(run.startedAt)}` : "Time of day"}</span>
          <span className="relative" aria-hidden="true">
            {waterfall.ticksMs.map((ms, index) => (
              <span
                key={ms}
                className={cn(
                  "absolute whitespace-nowrap",
                  index > 0 && "-translate-x-1/2",
                  index % 2 === 1 && "max-sm:hidden",
                )}
                style={{ left: at(ms) }}
              >
                {label(ms)}
              </span>
            ))}
            {waterfall.nowMs !== null && now !== null && (
              <span
                className="absolute top-1 -translate-x-1/2 rounded-sm bg-run px-[5px] text-[10.5px] leading-[15px] font-semibold text-on-status"
                style={{ left: at(waterfall.nowMs) }}
              >
                now
              </span>
            )}
          </span>
        </div>
        <div className="relative pb-3">
          <div aria-hidden="true" className="pointer-events-none absolute inset-y-0 right-0 left-[142px]">
            {waterfall.ticksMs.slice(1).map((ms) => (
              <i key={ms} className="absolute inset-y-0 w-px bg-line" style={{ left: at(ms) }} />
            ))}
            {cursorMs !== null && (
              <i className="absolute inset-y-0 z-2 w-[1.5px] bg-accent" style={{ left: at(cursorMs) }} />
            )}
            {waterfall.nowMs !== null && (
              <i className="absolute inset-y-0 z-2 w-[1.5px] bg-run" style={{ left: at(waterfall.nowMs) }} />
            )}
          </div>
          <ol className="relative">
            {waterfall.rows.map((row) => (
              <WaterfallRowView
                key={row.kind === "stage" ? row.name : row.action.key}
                row={row}
                at={at}
                isSelected={row.kind === "action" && row.action.key === selected}
                onSelect={onSelect}
              />
            ))}
          </ol>
        </div>
      </div>
      <WaterfallKey />
    </section>
  );
}

function criticalText(path: readonly { readonly name: string; readonly attempts: number }[]): string {
  if (path.length === 0) return "";
  const names = path.map(({ name, attempts }) => (attempts > 1 ? `${name} ${timesWord(attempts)}` : name));
  return `Critical path: ${names.join(", ")}`;
}

function timesWord(count: number): string {
  return count === 2 ? "twice" : `${count} times`;
}

/** Ticks are round, so `5m` says as much as `5m 00s`. */
function shortTick(ms: number): string {
  return ms === 0 ? "0" : formatDuration(ms).replace(/ 00[smh]$/, "");
}

function clockTick(instant: number, stepMs: number): string {
  return (stepMs < 60_000 ? CLOCK_WITH_SECONDS : CLOCK).format(instant);
}
