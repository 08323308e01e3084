import { beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import type { LocalResource } from "../../local-resources";
import { withFailuresAsOutcomes } from "../action-failure";
import type { ActionJob, ActionOutcome, RunnerContext } from "../runner";
import { cloudWatchAlarmRunner } from "./cloudwatch-alarm-runner";

type Alarm = Extract<LocalResource, { type: "alarm" }>;

const MINUTE_MS = 60_000;
let clock: FakeClock;
let alarm: Alarm | null;
let stopping: AbortController;
beforeEach(() => {
  clock = new FakeClock();
  alarm = { type: "alarm", name: "Errors", state: "ALARM" };
  stopping = new AbortController();
});

function run(
  configuration: Record<string, string> = {},
  ruleGate: ActionJob["ruleGate"] = "beforeEntry",
  begunAt?: number,
) {
  const job = { configuration: { AlarmName: "Errors", ...configuration }, ruleGate, begunAt } as unknown as ActionJob; // all it reads
  const context = {
    clock,
    signal: stopping.signal,
    resources: { find: async () => alarm, list: async () => [] },
    report: () => undefined,
  } as unknown as RunnerContext; // all it uses
  const ended: { outcome?: ActionOutcome } = {};
  void withFailuresAsOutcomes(cloudWatchAlarmRunner)
    .run(job, context)
    .then((outcome) => (ended.outcome = outcome));
  return ended;
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function statusOf(ended: { outcome?: ActionOutcome }): Promise<string | undefined> {
  await settled();
  return ended.outcome?.status;
}

describe("before and after a stage", () => {
  it.each<[Alarm["state"], string]>([
    ["OK", "Succeeded"],
    ["INSUFFICIENT_DATA", "Succeeded"],
    ["ALARM", "Failed"],
  ])("an alarm in state %s: %s", async (state, status) => {
    alarm = { type: "alarm", name: "Errors", state };
    expect(await statusOf(run())).toBe(status);
    expect(await statusOf(run({}, "onSuccess"))).toBe(status);
  });

  it("counts the states that are named instead", async () => {
    alarm = { type: "alarm", name: "Errors", state: "INSUFFICIENT_DATA" };
    expect(await statusOf(run({ AlarmStates: "ALARM, INSUFFICIENT_DATA" }))).toBe("Failed");
    expect(await statusOf(run({ AlarmStates: '["OK"]' }))).toBe("Succeeded");
  });

  it("waits for the alarm to end as long as WaitTime says, then fails", async () => {
    const calmed = run({ WaitTime: "10" });
    const lasting = run({ WaitTime: "1" });
    await settled();
    for (let elapsed = 0; elapsed < 1.5 * MINUTE_MS; elapsed += 2_000) {
      clock.advance(2_000);
      await settled();
    }
    expect(await statusOf(lasting)).toBe("Failed");
    expect(await statusOf(calmed)).toBeUndefined();
    alarm = { type: "alarm", name: "Errors", state: "OK" };
    clock.advance(2_000);
    expect(await statusOf(calmed)).toBe("Succeeded");
  });

  it("waits no longer because the engine was started anew", async () => {
    const begunAt = clock.now() - 9 * MINUTE_MS;
    const [resumed, late] = [
      run({ WaitTime: "10" }, "beforeEntry", begunAt),
      run({ WaitTime: "9" }, "beforeEntry", begunAt),
    ];
    expect(await statusOf(late)).toBe("Failed");
    expect(await statusOf(resumed)).toBeUndefined();
    for (let elapsed = 0; elapsed < MINUTE_MS; elapsed += 2_000) {
      clock.advance(2_000);
      await settled();
    }
    expect(await statusOf(resumed)).toBe("Failed");
  });

  it("ends at once when it is stopped", async () => {
    const waiting = run({ WaitTime: "10" });
    await settled();
    stopping.abort();
    expect(await statusOf(waiting)).toBe("Failed");
  });
});

it("is met by an alarm after a failure", async () => {
  expect(await statusOf(run({}, "onFailure"))).toBe("Succeeded");
  alarm = { type: "alarm", name: "Errors", state: "OK" };
  expect(await statusOf(run({}, "onFailure"))).toBe("Failed");
});

it("says what to register, and what is no state and no number", async () => {
  alarm = null;
  const unknown = run();
  const states = run({ AlarmStates: "LOUD" });
  const time = run({ WaitTime: "soon" });
  await settled();
  expect(unknown.outcome).toMatchObject({ message: expect.stringContaining("Register it under Local resources") });
  expect(states.outcome).toMatchObject({ message: expect.stringContaining('"LOUD" in AlarmStates') });
  expect(time.outcome).toMatchObject({ message: expect.stringContaining('WaitTime "soon"') });
});
