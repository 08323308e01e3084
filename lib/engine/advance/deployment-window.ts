import type { ErrorDetails } from "../records";

type Checked = { readonly status: "Succeeded" } | { readonly status: "Failed"; readonly error: ErrorDetails };

/**
 * The rule DeploymentWindow: succeeds when `at` is inside the window that `Cron` describes in `TimeZone`.
 * A window is at least a minute long, so the seconds of the expression do not count.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-DeploymentWindow.html
 */
export function checkDeploymentWindow(configuration: Readonly<Record<string, string>>, at: number): Checked {
  const { Cron: cron = "", TimeZone: timeZone = "UTC" } = configuration;
  const window = parseCron(cron);
  if (!window) return failed("ConfigurationError", `"${cron}" is not a cron expression this engine understands.`);
  const now = localTime(at, timeZone);
  if (!now) return failed("ConfigurationError", `"${timeZone}" is not a time zone.`);
  const isInside = window.every((allowed, index) => allowed === ANY || allowed.has(now[index] ?? -1));
  return isInside
    ? { status: "Succeeded" }
    : failed("JobFailed", `The deployment window ${cron} (${timeZone}) is closed.`);
}

const ANY = "any";
type Allowed = ReadonlySet<number> | typeof ANY;

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface Field {
  readonly min: number;
  readonly max: number;
  /** Words for the numbers from `min` on. */
  readonly names?: readonly string[];
}

/** Behind the seconds: minutes, hours, day of month, month, day of week (Sunday is 1), year. */
const FIELDS: readonly Field[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: MONTHS },
  { min: 1, max: 7, names: DAYS },
  { min: 1970, max: 2199 },
];

/** @returns null for what is no Quartz expression of six or seven fields, or uses its L, W and # */
function parseCron(cron: string): readonly Allowed[] | null {
  const [seconds, ...rest] = cron.trim().toUpperCase().split(/\s+/);
  if (seconds === undefined || rest.length < FIELDS.length - 1 || rest.length > FIELDS.length) return null;
  const allowed = FIELDS.map((field, index) => parseField(rest[index] ?? "*", field));
  return allowed.includes(null) ? null : allowed.filter((one) => one !== null);
}

function parseField(text: string, field: Field): Allowed | null {
  if (text === "*" || text === "?") return ANY;
  const parts = text.split(",").map((part) => parsePart(part, field));
  return parts.includes(null) ? null : new Set(parts.flatMap((numbers) => numbers ?? []));
}

/** `5`, `MON-FRI`, `0/15`, `8-18/2`. A range that ends before it begins goes around: `FRI-MON`. */
function parsePart(part: string, field: Field): readonly number[] | null {
  const match = /^(\*|[A-Z\d]+)(?:-([A-Z\d]+))?(?:\/(\d+))?$/.exec(part);
  if (!match) return null;
  const [, first = "", last, every] = match;
  const step = Number(every ?? 1);
  const from = first === "*" ? field.min : valueOf(first, field);
  const to = last === undefined ? endOf(first, every, field) : valueOf(last, field);
  if (from === null || to === null || step < 1) return null;
  const size = field.max - field.min + 1;
  const length = to >= from ? to - from : to - from + size;
  const steps = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => from + index * step);
  return steps.map((value) => ((value - field.min) % size) + field.min);
}

/** `5` ends where it begins; `5/15` and `*` go on to the end of the field. */
function endOf(first: string, every: string | undefined, field: Field): number | null {
  return first === "*" || every !== undefined ? field.max : valueOf(first, field);
}

function valueOf(text: string, { min, max, names = [] }: Field): number | null {
  const named = names.indexOf(text);
  const value = named >= 0 ? named + min : Number(text);
  return Number.isInteger(value) && value >= min && value <= max ? value : null;
}

/** Minutes, hours, day of month, month, day of week, year, as clocks in the zone show them; null for no zone. */
function localTime(at: number, timeZone: string): readonly number[] | null {
  const offset = /^UTC([+-])(\d{1,2}):(\d{2})$/.exec(timeZone);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3]);
    return partsOf(at + (offset[1] === "-" ? -1 : 1) * minutes * 60_000);
  }
  const shown = wallClock(at, timeZone);
  return shown === null ? null : partsOf(shown);
}

/** The zone's wall clock read as if it were UTC. */
function wallClock(at: number, timeZone: string): number | null {
  try {
    const parts = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    }).formatToParts(at);
    const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
    return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  } catch (error) {
    if (error instanceof RangeError) return null; // Intl's word for a zone it does not know
    throw error;
  }
}

function partsOf(shown: number): readonly number[] {
  const date = new Date(shown);
  return [
    date.getUTCMinutes(),
    date.getUTCHours(),
    date.getUTCDate(),
    date.getUTCMonth() + 1,
    date.getUTCDay() + 1,
    date.getUTCFullYear(),
  ];
}

function failed(code: string, message: string): Checked {
  return { status: "Failed", error: { code, message } };
}
