const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** `2026-09-07` → `7 Sep`. */
export function dayLabel(day: string): string {
  return format.format(new Date(`${day}T00:00:00Z`));
}
