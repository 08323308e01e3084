import { formatDuration } from "@/components/ui/format-duration";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** From here on a clock is shown as urgent. */
export const SOON_MS = 24 * HOUR_MS;

/**
 * What is left until a request expires: "6d 23h left", "3h 54m left", "12m left", "40s left". It changes once a minute
 * until the last one, so that a list of clocks is not a flicker.
 */
export function timeLeft(leftMs: number): string {
  if (leftMs <= 0) return "expired";
  if (leftMs >= HOUR_MS) return `${formatDuration(leftMs)} left`;
  if (leftMs >= MINUTE_MS) return `${Math.floor(leftMs / MINUTE_MS)}m left`;
  return `${Math.ceil(leftMs / 1_000)}s left`;
}
