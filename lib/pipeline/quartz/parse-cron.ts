import { dayOfMonthOperator, dayOfWeekOperator, type MomentTest } from "./day-operators";
import type { LocalMoment } from "./local-moment";

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface Field {
  /** Undefined for the seconds: a window is at least a minute long, so they are read but do not count. */
  readonly part?: keyof LocalMoment;
  readonly min: number;
  readonly max: number;
  /** Words for the numbers from `min` on. */
  readonly names?: readonly string[];
  /** What only this field understands. */
  operator?(text: string, field: Field): MomentTest | null;
}

const FIELDS: readonly Field[] = [
  { min: 0, max: 59 },
  { part: "minute", min: 0, max: 59 },
  { part: "hour", min: 0, max: 23 },
  { part: "dayOfMonth", min: 1, max: 31, operator: dayOfMonthOperator },
  { part: "month", min: 1, max: 12, names: MONTHS },
  {
    part: "dayOfWeek",
    min: 1,
    max: 7,
    names: DAYS,
    operator: (text, field) => dayOfWeekOperator(text, (day) => valueOf(day, field)),
  },
  { part: "year", min: 1970, max: 2199 },
];
const DAY_OF_MONTH = 3;
const DAY_OF_WEEK = 5;

/**
 * Reads a Quartz expression of six or seven fields: seconds, minutes, hours, day of month, month, day of week, year.
 * Where Quartz wants exactly one of the two day fields to be `?`, both may say something here, and both must then hold.
 * @returns null when it is none
 * @see https://www.quartz-scheduler.org/documentation/quartz-2.3.0/tutorials/crontrigger.html
 */
export function parseCron(cron: string): MomentTest | null {
  const texts = cron.trim().toUpperCase().split(/\s+/);
  if (texts.length < FIELDS.length - 1 || texts.length > FIELDS.length) return null;
  const isUnspecified = (index: number): boolean => texts[index] === "?";
  if (isUnspecified(DAY_OF_MONTH) && isUnspecified(DAY_OF_WEEK)) return null;
  if (texts.some((text, index) => text === "?" && index !== DAY_OF_MONTH && index !== DAY_OF_WEEK)) return null;
  const tests = FIELDS.map((field, index) => parseField(texts[index] ?? "*", field));
  const read = tests.filter((test) => test !== null);
  return read.length === tests.length ? (moment) => read.every((test) => test(moment)) : null;
}

function parseField(text: string, field: Field): MomentTest | null {
  if (text === "*" || text === "?") return () => true;
  const tests = text.split(",").map((part) => field.operator?.(part, field) ?? parsePart(part, field));
  const read = tests.filter((test) => test !== null);
  return read.length === tests.length ? (moment) => read.some((test) => test(moment)) : null;
}

/** `5`, `MON-FRI`, `0/15`, `8-18/2`. A range that ends before it begins goes around: `FRI-MON`. */
function parsePart(part: string, field: Field): MomentTest | null {
  const match = /^(\*|[A-Z\d]*)(?:-([A-Z\d]+))?(?:\/(\d{1,4}))?$/.exec(part);
  if (!match) return null;
  const [, first = "", last, every] = match;
  const isWhole = first === "*" || (first === "" && every !== undefined && last === undefined);
  const step = Number(every ?? 1);
  const from = isWhole ? field.min : valueOf(first, field);
  const to = last === undefined ? openEnd(from, isWhole || every !== undefined, field) : valueOf(last, field);
  if (from === null || to === null || step < 1 || step > field.max) return null;
  const size = field.max - field.min + 1;
  const length = to >= from ? to - from : to - from + size;
  const { part: name } = field;
  if (name === undefined) return () => true;
  return (moment) => {
    const distance = (moment[name] - from + size) % size;
    return distance <= length && distance % step === 0;
  };
}

/** `5` ends where it begins; `5/15`, `/15` and `*` go on to the end of the field. */
function openEnd(from: number | null, isOpen: boolean, field: Field): number | null {
  return isOpen ? field.max : from;
}

function valueOf(text: string, { min, max, names = [] }: Field): number | null {
  const named = names.indexOf(text);
  const value = named >= 0 ? named + min : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : null;
}
