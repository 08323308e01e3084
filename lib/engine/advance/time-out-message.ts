const MINUTE_MS = 60_000;
const UNITS = [
  { name: "day", ms: 24 * 60 * MINUTE_MS },
  { name: "hour", ms: 60 * MINUTE_MS },
  { name: "minute", ms: MINUTE_MS },
] as const;

/** Says how long was waited, in the largest unit that fits: "within 7 days". */
export function timeOutMessage(attempt: {
  readonly startedAt: number;
  readonly timeoutAt: number;
  readonly approvalToken?: string;
}): string {
  const limitMs = attempt.timeoutAt - attempt.startedAt;
  const unit = UNITS.find(({ ms }) => limitMs % ms === 0) ?? UNITS[2];
  const count = Math.round(limitMs / unit.ms);
  const limit = `${count} ${unit.name}${count === 1 ? "" : "s"}`;
  return attempt.approvalToken === undefined
    ? `It timed out: it did not finish within ${limit}.`
    : `The approval timed out: nobody answered within ${limit}.`;
}
