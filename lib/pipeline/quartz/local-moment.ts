import { entryOf } from "../entry-of";
/** A moment as the clocks of a time zone show it. */
export interface LocalMoment {
  readonly minute: number;
  readonly hour: number;
  readonly dayOfMonth: number;
  /** 1 to 12. */
  readonly month: number;
  /** Sunday is 1, as Quartz counts. */
  readonly dayOfWeek: number;
  readonly year: number;
}

/**
 * Abbreviations that Intl does not know or takes for something else: Java's three-letter zones, and after them the
 * names that clocks have in summer or far from Europe, for the place that uses them.
 * @see https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/time/ZoneId.html#SHORT_IDS
 */
const SHORT_ZONES: Readonly<Record<string, string>> = {
  ACT: "Australia/Darwin",
  AET: "Australia/Sydney",
  AGT: "America/Argentina/Buenos_Aires",
  ART: "Africa/Cairo",
  AST: "America/Anchorage",
  BET: "America/Sao_Paulo",
  BST: "Asia/Dhaka",
  CAT: "Africa/Harare",
  CNT: "America/St_Johns",
  CST: "America/Chicago",
  CTT: "Asia/Shanghai",
  EAT: "Africa/Addis_Ababa",
  ECT: "Europe/Paris",
  IET: "America/Indiana/Indianapolis",
  IST: "Asia/Kolkata",
  JST: "Asia/Tokyo",
  MIT: "Pacific/Apia",
  NET: "Asia/Yerevan",
  NST: "Pacific/Auckland",
  PLT: "Asia/Karachi",
  PNT: "America/Phoenix",
  PRT: "America/Puerto_Rico",
  PST: "America/Los_Angeles",
  SST: "Pacific/Guadalcanal",
  VST: "Asia/Ho_Chi_Minh",
  EST: "UTC-05:00",
  MST: "UTC-07:00",
  HST: "UTC-10:00",
  Z: "UTC",
  EDT: "America/New_York",
  CDT: "America/Chicago",
  MDT: "America/Denver",
  PDT: "America/Los_Angeles",
  AKST: "America/Anchorage",
  AKDT: "America/Anchorage",
  WEST: "Europe/Lisbon",
  CEST: "Europe/Paris",
  EEST: "Europe/Athens",
  MSK: "Europe/Moscow",
  HKT: "Asia/Hong_Kong",
  SGT: "Asia/Singapore",
  KST: "Asia/Seoul",
  AWST: "Australia/Perth",
  ACST: "Australia/Adelaide",
  ACDT: "Australia/Adelaide",
  AEST: "Australia/Sydney",
  AEDT: "Australia/Sydney",
  NZST: "Pacific/Auckland",
  NZDT: "Pacific/Auckland",
};

const OFFSET = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?$/;
const LARGEST_OFFSET_MINUTES = 18 * 60;

/** @returns null when there is no such zone: `Region/City`, `UTC+02:00`, or an abbreviation */
export function localMoment(at: number, timeZone: string): LocalMoment | null {
  const zone = entryOf(SHORT_ZONES, timeZone) ?? timeZone;
  const offset = OFFSET.exec(zone);
  const shownAt = offset ? shifted(at, offset) : wallClock(at, zone);
  return shownAt === null ? null : partsOf(shownAt);
}

function shifted(at: number, [, sign, hours, minutes = "0"]: RegExpExecArray): number | null {
  const total = Number(hours) * 60 + Number(minutes);
  if (total > LARGEST_OFFSET_MINUTES || Number(minutes) > 59) return null;
  return at + (sign === "-" ? -1 : 1) * total * 60_000;
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

function partsOf(shownAt: number): LocalMoment {
  const date = new Date(shownAt);
  return {
    minute: date.getUTCMinutes(),
    hour: date.getUTCHours(),
    dayOfMonth: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
    dayOfWeek: date.getUTCDay() + 1,
    year: date.getUTCFullYear(),
  };
}
