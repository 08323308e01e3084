import type { Span } from "./time-range";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS_MS = [
  ...[1, 10, 100].flatMap((unit) => [unit, 2 * unit, 5 * unit]),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((count) => count * DAY),
];

/** Of the axis's small type. */
const CHARACTER_PX = 6.2;
const GAP_PX = 32;

export interface Tick {
  /** Since the execution began. */
  readonly atMs: number;
  readonly label: string;
}

interface AxisInput {
  readonly shown: Span;
  readonly widthPx: number;
  /**
   * What a label says, given the distance between two ticks. `originMs` is where round times count from: 0 for the
   * execution's start, the distance back to midnight for the clock.
   */
  readonly label: (atMs: number, stepMs: number) => string;
  readonly originMs: number;
}

/** Round times in the range, as close as their labels allow. */
export function ticksOf({ shown, widthPx, label, originMs }: AxisInput): readonly Tick[] {
  const lengthMs = shown.toMs - shown.fromMs;
  for (const stepMs of STEPS_MS) {
    const count = lengthMs / stepMs;
    // Too many to try, however short their labels.
    if (count > widthPx / GAP_PX) continue;
    const ticks = ticksAt(shown, stepMs, { label, originMs });
    const longest = Math.max(0, ...ticks.map((tick) => tick.label.length));
    if (longest * CHARACTER_PX + GAP_PX <= widthPx / count) return ticks;
  }
  return ticksAt(shown, Math.max(lengthMs, 1), { label, originMs });
}

function ticksAt(shown: Span, stepMs: number, { label, originMs }: Pick<AxisInput, "label" | "originMs">): Tick[] {
  const first = Math.ceil((shown.fromMs - originMs) / stepMs);
  const last = Math.floor((shown.toMs - originMs) / stepMs);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const atMs = originMs + (first + index) * stepMs;
    return { atMs, label: label(atMs, stepMs) };
  });
}

/** `0`, `250ms`, `2.5s`, `5m`, `1h 04m 30s`, `2d 06h`: down to the unit of the step, no further. */
export function sinceLabel(atMs: number, stepMs: number): string {
  if (atMs === 0) return "0";
  if (atMs < SECOND) return `${atMs}ms`;
  const [days, hours, minutes] = [
    Math.floor(atMs / DAY),
    Math.floor((atMs % DAY) / HOUR),
    Math.floor((atMs % HOUR) / MINUTE),
  ];
  const seconds = (atMs % MINUTE) / SECOND;
  const parts = [
    { count: days, text: `${days}d` },
    { count: hours, text: `${padded(hours, days > 0)}h` },
    { count: minutes, text: `${padded(minutes, days + hours > 0)}m` },
    { count: seconds, text: `${secondsText(seconds, stepMs, days + hours + minutes > 0)}s` },
  ];
  return parts
    .slice(0, parts.findLastIndex(({ count }) => count > 0) + 1)
    .filter(({ count }, index) => count > 0 || parts.slice(0, index).some((larger) => larger.count > 0))
    .map(({ text }) => text)
    .join(" ");
}

/** The time of day, with as many seconds as the step needs; midnight names its day. */
export function clockLabel(instant: number, stepMs: number): string {
  const date = new Date(instant);
  const isMidnight = date.getHours() + date.getMinutes() + date.getSeconds() + date.getMilliseconds() === 0;
  if (stepMs >= DAY || isMidnight) return DAY_AND_MONTH.format(date);
  if (stepMs >= MINUTE) return HOUR_AND_MINUTE.format(date);
  const text = WITH_SECONDS.format(date);
  return stepMs >= SECOND ? text : `${text}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** From an instant back to its midnight: what round times of day count from, as a distance from the instant. */
export function midnightBefore(instant: number): number {
  return new Date(instant).setHours(0, 0, 0, 0) - instant;
}

const DAY_AND_MONTH = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const HOUR_AND_MINUTE = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const WITH_SECONDS = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

function padded(count: number, hasLarger: boolean): string {
  return hasLarger ? String(count).padStart(2, "0") : String(count);
}

function secondsText(seconds: number, stepMs: number, hasLarger: boolean): string {
  // A label says no more than it must: `2s` and `2.5s` on one axis.
  const needed = stepMs >= 100 ? 1 : stepMs >= 10 ? 2 : 3;
  const decimals = Number.isInteger(seconds) ? 0 : needed;
  return seconds.toFixed(decimals).padStart(hasLarger ? 2 + (decimals > 0 ? decimals + 1 : 0) : 0, "0");
}
