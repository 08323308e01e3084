/** What a colour says: succeeded, failed, running, waiting for a person, stopped, not run. */
export const TONES = ["ok", "fail", "run", "wait", "stop", "idle"] as const;
export type Tone = (typeof TONES)[number];

export const TEXT_OF_TONE = {
  ok: "text-ok",
  fail: "text-fail",
  run: "text-run",
  wait: "text-wait",
  stop: "text-stop",
  idle: "text-idle",
} as const satisfies Record<Tone, string>;

export const SOFT_OF_TONE = {
  ok: "bg-ok-soft",
  fail: "bg-fail-soft",
  run: "bg-run-soft",
  wait: "bg-wait-soft",
  stop: "bg-stop-soft",
  idle: "bg-idle-soft",
} as const satisfies Record<Tone, string>;
