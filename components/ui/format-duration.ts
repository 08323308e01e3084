const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `480ms`, `8s`, `3m 12s`, `1h 04m`, `2d 06h`: the two largest units, the second one with two digits. */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, Math.round(durationMs));
  if (ms < SECOND) return ms === 0 ? "0s" : `${ms}ms`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)}s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m ${twoDigits((ms % MINUTE) / SECOND)}s`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)}h ${twoDigits((ms % HOUR) / MINUTE)}m`;
  return `${Math.floor(ms / DAY)}d ${twoDigits((ms % DAY) / HOUR)}h`;
}

/** As much of it as `formatDuration` writes, so that what is worked out from several agrees with what is read. */
export function writtenDurationMs(durationMs: number): number {
  const ms = Math.max(0, Math.round(durationMs));
  const unit = ms < SECOND ? 1 : ms < HOUR ? SECOND : ms < DAY ? MINUTE : HOUR;
  return ms - (ms % unit);
}

/** One unit, for where a glance is enough: `4 s`, `12m`, `3h`, `2d`. */
export function formatDurationShort(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)}h`;
  return `${Math.floor(ms / DAY)}d`;
}

function twoDigits(value: number): string {
  return String(Math.floor(value)).padStart(2, "0");
}
