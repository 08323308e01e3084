"use client";
import { Maximize2, ZoomIn, ZoomOut } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { type KeyboardEvent, memo, useCallback, useMemo, useRef } from "react";
import { formatDuration } from "@/components/ui/format-duration";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import { useNow } from "@/components/ui/use-now";
import { useWidth } from "@/components/ui/use-width";
import type { Run } from "../run";
import { CriticalPathLines } from "./critical-path";
import { clockLabel, midnightBefore, sinceLabel, ticksOf } from "./time-axis";
import { useBrush } from "./use-brush";
import { useTimeRange } from "./use-time-range";
import { type CriticalAction, waterfallOf } from "./waterfall";
import { WaterfallAxis } from "./waterfall-axis";
import { WaterfallKey } from "./waterfall-key";
import { WaterfallList } from "./waterfall-list";
import { positionOf, rangeStyle, spanStyle } from "./waterfall-position";

const AXES = [
  { value: "since", label: "Since start" },
  { value: "clock", label: "Clock" },
] as const;

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
/** Of the track, before it was measured. */
const FIRST_WIDTH = 520;
const NOW_CLEARANCE_PX = 34;
/** Of what is shown, per press of an arrow. */
const PAN = 0.25;

interface WaterfallViewProps {
  readonly run: Run;
  readonly selected: string | null;
  readonly onSelect: (actionKey: string) => void;
  /** An instant to mark, in milliseconds since the start. */
  readonly cursorMs: number | null;
}

/** Where the time went: queue, work, waiting for a person, attempt by attempt. */
export const WaterfallView = memo(function WaterfallView({ run, selected, onSelect, cursorMs }: WaterfallViewProps) {
  const now = useNow(run.endedAt === null);
  const [axis, setAxis] = useQueryState("axis", parseAsStringLiteral(["since", "clock"]).withDefault("since"));
  const { rows, endMs, nowMs, criticalPath } = useMemo(() => waterfallOf(run, now ?? run.startedAt), [run, now]);
  const whole = { fromMs: 0, toMs: endMs };
  const range = useTimeRange(whole);
  const box = useRef<HTMLDivElement>(null);
  const track = useRef<HTMLElement | null>(null);
  const { ref: measure, width } = useWidth();
  const trackRef = useCallback(
    (element: HTMLElement | null) => {
      track.current = element;
      return measure(element);
    },
    [measure],
  );
  const { brush, handlers } = useBrush({ box, track, range, whole });
  const { fromMs, toMs } = range.shown;
  // The server does not know where the reader's midnight is.
  const isClock = axis === "clock" && now !== null;
  const ticks = useMemo(
    () =>
      ticksOf({
        shown: { fromMs, toMs },
        widthPx: width ?? FIRST_WIDTH,
        label: isClock ? (atMs, stepMs) => clockLabel(run.startedAt + atMs, stepMs) : sinceLabel,
        originMs: isClock ? midnightBefore(run.startedAt) : 0,
      }),
    [fromMs, toMs, width, isClock, run.startedAt],
  );

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const commands: Readonly<Record<string, () => void>> = {
      "+": () => range.zoom("in"),
      "=": () => range.zoom("in"),
      "-": () => range.zoom("out"),
      "0": () => range.choose(null),
      ArrowLeft: () => range.pan(-PAN),
      ArrowRight: () => range.pan(PAN),
    };
    const command = commands[event.key];
    if (!command) return;
    event.preventDefault();
    command();
  }

  return (
    // The rows and buttons in it take the keys; it only hears them on their way up.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-labelledby="waterfall"
      aria-describedby="waterfall-keys"
      onKeyDown={onKeyDown}
      className="flex min-h-0 min-w-0 flex-col bg-surface max-lg:max-h-[85dvh]"
    >
      <header className="flex h-[38px] shrink-0 items-center gap-2.5 border-b border-line pr-3 pl-4 whitespace-nowrap">
        <h2 id="waterfall">Waterfall</h2>
        <span className="min-w-0 grow truncate text-small text-muted" title={criticalText(criticalPath)}>
          {range.isZoomed ? shownText(range.shown) : criticalText(criticalPath)}
        </span>
        <p id="waterfall-keys" className="sr-only">
          Arrows walk the actions, Enter opens one. Plus and minus zoom, left and right move, 0 shows everything.
        </p>
        <span className="flex items-center">
          <IconButton label="Zoom in" shortcut="+" onClick={() => range.zoom("in")}>
            <ZoomIn aria-hidden="true" />
          </IconButton>
          <IconButton label="Zoom out" shortcut="-" disabled={!range.isZoomed} onClick={() => range.zoom("out")}>
            <ZoomOut aria-hidden="true" />
          </IconButton>
          <IconButton
            label="Show the whole execution"
            shortcut="0"
            disabled={!range.isZoomed}
            onClick={() => range.choose(null)}
          >
            <Maximize2 aria-hidden="true" />
          </IconButton>
        </span>
        <Segmented
          label="Axis"
          value={axis}
          options={AXES}
          onValueChange={(value) => void setAxis(value)}
          size="sm"
          className="max-md:hidden"
        />
      </header>
      <div
        ref={box}
        className="relative min-h-0 grow overflow-y-auto pr-4 select-none"
        style={rangeStyle(range.shown)}
        {...handlers}
      >
        <WaterfallAxis
          ref={trackRef}
          caption={captionOf(isClock, now, run.startedAt)}
          ticks={ticks}
          nowMs={now === null ? null : nowMs}
          clearanceMs={((toMs - fromMs) / (width ?? FIRST_WIDTH)) * NOW_CLEARANCE_PX}
        />
        <div className="relative min-h-[calc(100%-24px)] pb-3">
          <div
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 right-0 left-[142px] [overflow-x:clip]"
          >
            {ticks
              .filter(({ atMs }) => atMs > 0)
              .map(({ atMs }) => (
                <i key={atMs} className="absolute inset-y-0 w-px bg-line" style={{ left: positionOf(atMs) }} />
              ))}
            <CriticalPathLines path={criticalPath} />
            {brush && (
              <i
                className="absolute inset-y-0 z-3 border-x border-accent bg-[color-mix(in_srgb,var(--accent)_14%,transparent)]"
                style={spanStyle(brush)}
              />
            )}
            {cursorMs !== null && (
              <i className="absolute inset-y-0 z-2 w-[1.5px] bg-accent" style={{ left: positionOf(cursorMs) }} />
            )}
            {nowMs !== null && (
              <i className="absolute inset-y-0 z-2 w-[1.5px] bg-run" style={{ left: positionOf(nowMs) }} />
            )}
          </div>
          <WaterfallList rows={rows} box={box} selected={selected} onSelect={onSelect} />
        </div>
      </div>
      <WaterfallKey />
    </section>
  );
});

function captionOf(isClock: boolean, now: number | null, startedAt: number): string {
  if (isClock) return "Time of day";
  return now === null ? "Since start" : `Since ${CLOCK.format(startedAt)}`;
}

function shownText({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): string {
  return `Shows ${formatDuration(toMs - fromMs)}, from ${formatDuration(fromMs)} to ${formatDuration(toMs)}`;
}

function criticalText(path: readonly CriticalAction[]): string {
  const last = path.at(-1);
  if (!last) return "";
  const names = path.map(({ name, attempts }) => (attempts > 1 ? `${name} ${timesWord(attempts)}` : name));
  return `Critical path ${formatDuration(last.toMs)}: ${names.join(", ")}`;
}

function timesWord(count: number): string {
  return count === 2 ? "twice" : `${count} times`;
}
