/** The states of a CloudWatch alarm. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
export const ALARM_STATES = ["OK", "ALARM", "INSUFFICIENT_DATA"] as const;

export type AlarmState = (typeof ALARM_STATES)[number];

/** The states that `AlarmStates` of a rule names, as a JSON list or with commas, and what in it is none. */
export function readAlarmStates(text: string): {
  readonly states: readonly AlarmState[];
  readonly unknown: readonly string[];
} {
  const named = text.split(/[\s,"[\]]+/).filter((state) => state !== "");
  return {
    states: ALARM_STATES.filter((state) => named.includes(state)),
    unknown: named.filter((state) => !ALARM_STATES.some((known) => known === state)),
  };
}
