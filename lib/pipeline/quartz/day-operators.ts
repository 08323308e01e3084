import type { LocalMoment } from "./local-moment";

const SATURDAY = 7;
const SUNDAY = 1;

export type MomentTest = (moment: LocalMoment) => boolean;

/** `L`, `L-3`, `LW`, `L-3W` and `15W` of the day of the month; null for anything else. */
export function dayOfMonthOperator(text: string): MomentTest | null {
  const match = /^(?:L(?:-(\d{1,2}))?|(\d{1,2})(?=W))(W)?$/.exec(text);
  if (!match) return null;
  const [, before = "0", day, weekday] = match;
  if (Number(before) > 30 || (day !== undefined && (Number(day) < 1 || Number(day) > 31))) return null;
  return (moment) => {
    const last = daysIn(moment);
    const wanted = day === undefined ? last - Number(before) : Math.min(Number(day), last);
    return moment.dayOfMonth === (weekday === undefined ? wanted : nearestWeekday(moment, wanted));
  };
}

/** `6L`, `FRIL` and `6#3` of the day of the week, `L` alone for Saturday; null for anything else. */
export function dayOfWeekOperator(text: string, dayNumber: (text: string) => number | null): MomentTest | null {
  if (text === "L") return ({ dayOfWeek }) => dayOfWeek === SATURDAY;
  const last = /^([A-Z\d]+)L$/.exec(text);
  const nth = /^([A-Z\d]+)#([1-5])$/.exec(text);
  const day = dayNumber(last?.[1] ?? nth?.[1] ?? "");
  if (day === null) return null;
  if (last) return (moment) => moment.dayOfWeek === day && moment.dayOfMonth + 7 > daysIn(moment);
  return (moment) => moment.dayOfWeek === day && Math.ceil(moment.dayOfMonth / 7) === Number(nth?.[2]);
}

function daysIn({ year, month }: LocalMoment): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The weekday next to a day of the moment's month; it never leaves that month. */
function nearestWeekday(moment: LocalMoment, day: number): number {
  const dayOfWeek = new Date(Date.UTC(moment.year, moment.month - 1, day)).getUTCDay() + 1;
  if (dayOfWeek === SATURDAY) return day === 1 ? 3 : day - 1;
  if (dayOfWeek === SUNDAY) return day === daysIn(moment) ? day - 2 : day + 1;
  return day;
}
