"use client";
import { Maximize } from "lucide-react";
import Link from "next/link";
import { BrandMark } from "@/components/layout/brand-mark";
import { useLiveState } from "@/components/layout/live-updates";
import { Button } from "@/components/ui/button";
import { formatDurationShort } from "@/components/ui/format-duration";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { TEXT_OF_TONE, type Tone } from "@/components/ui/tone";
import { useNow } from "@/components/ui/use-now";
import type { FleetTotals } from "@/lib/contracts/fleet";
import type { LiveState } from "@/lib/queries/live-changes";
import { useFullScreen } from "./use-full-screen";

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });

interface BoardBarProps {
  readonly totals: FleetTotals;
  /** When data last came, epoch milliseconds. */
  readonly answeredAt: number;
  readonly isAwake: boolean;
  readonly page: number;
  readonly pages: number;
}

/** What stands above the tiles on every page: the counts, the page, how fresh all of it is, and the time. */
export function BoardBar({ totals, answeredAt, isAwake, page, pages }: BoardBarProps) {
  const [isFull, enterFullScreen] = useFullScreen();
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-7 gap-y-1 px-4 pt-3 pb-2 text-[17px]/[1.3]">
      <Link href="/pipelines" aria-label="Leave the board" className="flex items-center gap-2 text-accent">
        <BrandMark className="size-6" />
      </Link>
      <h1 className="sr-only">Wall board</h1>
      <Figure value={totals.lastRunFailed} word="failed" glyph="failed" tone="fail" />
      <Figure value={totals.waiting} word="waiting" glyph="waiting" tone="wait" />
      <Figure value={totals.running} word="in progress" glyph="running" tone="run" />
      <span className="text-muted">
        {totals.pipelines} {totals.pipelines === 1 ? "pipeline" : "pipelines"}
      </span>
      {pages > 1 && (
        <span className="text-muted">
          page {page + 1} of {pages}
        </span>
      )}
      <span className="ml-auto flex flex-wrap items-center gap-x-5">
        {!isAwake && <span className="text-small text-muted">screen may sleep</span>}
        {!isFull && (
          <Button size="sm" variant="quiet" onClick={enterFullScreen}>
            <Maximize aria-hidden="true" />
            Full screen
          </Button>
        )}
        <Freshness answeredAt={answeredAt} />
        <Clock />
      </span>
    </header>
  );
}

interface FigureProps {
  readonly value: number;
  readonly word: string;
  readonly glyph: GlyphName;
  readonly tone: Tone;
}

function Figure({ value, word, glyph, tone }: FigureProps) {
  return (
    <span className={value === 0 ? "text-muted" : `font-semibold ${TEXT_OF_TONE[tone]}`}>
      <span className="inline-flex items-center gap-2">
        <Glyph name={value === 0 ? "idle" : glyph} className="size-[1em]" />
        {value} {word}
      </span>
    </span>
  );
}

const LOOKS = {
  live: { glyph: "live", tone: "ok", word: "Live" },
  polling: { glyph: "polling", tone: "wait", word: "Polling" },
  offline: { glyph: "stale", tone: "wait", word: "Offline" },
  connecting: { glyph: "stale", tone: "idle", word: "Connecting" },
} as const satisfies Record<LiveState, { glyph: GlyphName; tone: Tone; word: string }>;

/** What was read more than two minutes ago is no longer called live. */
const STALE_AFTER_MS = 2 * 60_000;

function Freshness({ answeredAt }: { readonly answeredAt: number }) {
  const live = useLiveState();
  const now = useNow();
  const age = now === null ? 0 : now - answeredAt;
  const { glyph, tone, word } =
    age > STALE_AFTER_MS ? ({ glyph: "stale", tone: "fail", word: "Out of date" } as const) : LOOKS[live];
  return (
    <span className={`inline-flex items-center gap-1.5 ${TEXT_OF_TONE[tone]}`}>
      <Glyph name={glyph} className="size-[1em]" />
      {word}
      {now !== null && `, ${formatDurationShort(age)} ago`}
    </span>
  );
}

function Clock() {
  const now = useNow();
  if (now === null) return null;
  return (
    <time dateTime={new Date(now).toISOString()} className="tabular-nums">
      <span className="text-muted">{DAY.format(now)} </span>
      <span className="font-semibold">{CLOCK.format(now)}</span>
    </time>
  );
}
