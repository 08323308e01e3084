import { beforeEach, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import type { ActionWatch } from "./engine";
import type { EngineEventBody } from "./events";
import type { ActionJob, ActionOutcome } from "./runners/runner";
import { createScheduler, type Scheduler } from "./scheduler";

const effect = (actionExecutionId: string) => ({
  type: "startAction" as const,
  job: { actionExecutionId, actionName: actionExecutionId, pipelineName: "shop" } as ActionJob, // all that is read
});
const early = effect("early");
const late = effect("late");

interface Run extends ActionWatch {
  end(outcome: ActionOutcome): void;
}

let clock: FakeClock;
let runs: Map<string, Run[]>;
let heard: EngineEventBody[];
let scheduler: Scheduler;

beforeEach(() => {
  clock = new FakeClock();
  runs = new Map();
  heard = [];
  scheduler = createScheduler({
    clock,
    startsEarly: ({ actionName }) => actionName === "early",
    runAction: ({ actionName }, watch) =>
      new Promise((resolve) => {
        runs.set(actionName, [...(runs.get(actionName) ?? []), { ...watch, end: resolve }]);
      }),
    deliver: (_pipelineName, body) => void heard.push(body),
  });
});

/** Lets every promise that is due be heard of. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function lastRun(name: string): Run {
  const run = runs.get(name)?.at(-1);
  if (!run) throw new Error(`${name} was not run.`);
  return run;
}

async function hasBegun(name: string): Promise<boolean> {
  return Promise.race([lastRun(name).begun.then(() => true), settled().then(() => false)]);
}

it("makes ready what starts early, and nothing else, before it is performed", async () => {
  scheduler.prepare(early);
  scheduler.prepare(late);
  expect([...runs.keys()]).toEqual(["early"]);
  expect(await hasBegun("early")).toBe(false);
  scheduler.perform("shop", early);
  scheduler.perform("shop", late);
  expect(await Promise.all([hasBegun("early"), hasBegun("late")])).toEqual([true, true]);
  expect([runs.get("early"), runs.get("late")].map((all) => all?.length)).toEqual([1, 1]);
});

it("hears what an attempt says and comes to only once it has begun", async () => {
  scheduler.prepare(early);
  lastRun("early").report({ summary: "Ready" });
  clock.advance(1_000);
  lastRun("early").end({ status: "Failed", errorCode: "JobFailed", message: "No shell." });
  await settled();
  expect(heard).toEqual([]);
  scheduler.perform("shop", early);
  await settled();
  expect(runs.get("early")).toHaveLength(1);
  expect(heard).toMatchObject([
    { type: "actionProgressed", actionExecutionId: "early", summary: "Ready" },
    { type: "actionFailed", actionExecutionId: "early", error: { message: "No shell." } },
  ]);
});

it("ends an attempt that was not saved, hears nothing of it, and runs it anew when it was saved after all", async () => {
  scheduler.prepare(early);
  const dropped = lastRun("early");
  scheduler.drop(early);
  await expect(dropped.begun).rejects.toThrow("not saved");
  expect(dropped.signal.aborted).toBe(true);
  scheduler.perform("shop", early);
  dropped.end({ status: "Failed", errorCode: "JobFailed", message: "It was told to stop." });
  await settled();
  expect([heard, runs.get("early")?.length]).toEqual([[], 2]);
  lastRun("early").end({ status: "Succeeded" });
  await settled();
  expect(heard).toMatchObject([{ type: "actionSucceeded", actionExecutionId: "early" }]);
});

it("drops nothing that has begun", async () => {
  scheduler.perform("shop", early);
  scheduler.drop(early);
  expect(await hasBegun("early")).toBe(true);
  expect(lastRun("early").signal.aborted).toBe(false);
});

it("stops without waiting for what has not begun, and begins nothing afterwards", async () => {
  scheduler.prepare(early);
  const stopped = scheduler.stop();
  lastRun("early").end({ status: "Failed", errorCode: "JobFailed", message: "It was told to stop." });
  await stopped;
  scheduler.perform("shop", early);
  scheduler.perform("shop", late);
  expect([runs.get("early")?.length, runs.has("late"), heard]).toEqual([1, false, []]);
});
