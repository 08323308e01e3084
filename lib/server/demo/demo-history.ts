import "server-only";
import { DAY_MS, isWeekend } from "@/lib/analytics/delivery";
import { simulate, type SimulatedHistory, type SimulatedOutcome, type TimedEvent } from "@/lib/engine/simulate";
import type { DemoPipeline } from "./demo-pipelines";
import type { Random } from "./random";

/** How far back the demo history reaches. */
export const DEMO_DAYS = 90;
/** Nobody waits longer for a demo approval than a working day. */
const LONGEST_MS = 10 * 60 * 60 * 1000;
/** The last day stays free, so that everything has ended by now. */
const QUIET_MS = DAY_MS;
const WEEKEND_SHARE = 0.12;
const WORKDAY_START_MS = 7.5 * 60 * 60 * 1000;
const WORKDAY_LENGTH_MS = 10 * 60 * 60 * 1000;

const AUTHORS = ["ana", "tom", "mira", "kofi", "lena", "ravi"] as const;
const VERBS = ["Add", "Fix", "Cache", "Rename", "Speed up", "Log", "Validate", "Split"] as const;
const THINGS = [
  "price lookups",
  "the basket",
  "VAT rounding",
  "search results",
  "sign-in",
  "retries",
  "the export job",
  "order mails",
] as const;

export type DemoHistory = Pick<SimulatedHistory, "executions" | "actionExecutions">;

/**
 * The history of one demo pipeline up to `now` (epoch milliseconds), decided by the engine's own `advance` on a virtual
 * clock. The same `random` and `now` give the same history.
 */
export function demoHistory(pipeline: DemoPipeline, random: Random, now: number): DemoHistory {
  const [first, ...later] = pipeline.versions;
  if (!first) throw new Error("A demo pipeline needs a version.");
  const startAt = Math.floor(now / DAY_MS) * DAY_MS - DEMO_DAYS * DAY_MS;
  const updates = later.map(({ fromDay, declaration }): TimedEvent => {
    return { at: startAt + fromDay * DAY_MS, body: { type: "pipelineUpdated", declaration } };
  });
  const history = simulate({
    declaration: first.declaration,
    region: "eu-west-1",
    accountId: "000000000000",
    seed: random.uuid(),
    events: [...updates, ...pushes(pipeline, random, { startAt, endAt: now - QUIET_MS })],
    decide: (attempt) => decide(pipeline, random, attempt),
  });
  const isOver = ({ lastUpdatedAt }: { readonly lastUpdatedAt: number }): boolean => lastUpdatedAt <= now;
  const executions = history.executions.filter(isOver);
  const kept = new Set(executions.map(({ pipelineExecutionId }) => pipelineExecutionId));
  return {
    executions,
    actionExecutions: history.actionExecutions.filter(({ pipelineExecutionId }) => kept.has(pipelineExecutionId)),
  };
}

function pushes(pipeline: DemoPipeline, random: Random, range: { startAt: number; endAt: number }): TimedEvent[] {
  const events: TimedEvent[] = [];
  for (let dayAt = range.startAt; dayAt < range.endAt; dayAt += DAY_MS) {
    const share = isWeekend(new Date(dayAt).toISOString().slice(0, 10)) ? WEEKEND_SHARE : 1;
    const count = Math.floor(pipeline.pushesPerDay * share * (0.5 + random.next()) + random.next());
    for (let push = 0; push < count; push += 1) {
      const at = Math.round(dayAt + WORKDAY_START_MS + random.next() * WORKDAY_LENGTH_MS);
      if (at < range.endAt) events.push({ at, body: startOf(random) });
    }
  }
  return events;
}

function startOf(random: Random): TimedEvent["body"] {
  return {
    type: "executionStarted",
    pipelineExecutionId: random.uuid(),
    trigger: { triggerType: "WebhookV2", triggerDetail: "Demo data: a push that never happened" },
    variables: [],
    sourceOverrides: [],
  };
}

type Attempt = SimulatedHistory["actionExecutions"][number];

function decide(pipeline: DemoPipeline, random: Random, attempt: Attempt): SimulatedOutcome {
  const behaviour = pipeline.behaviours[`${attempt.stageName}/${attempt.actionName}`];
  if (!behaviour) throw new Error(`Nothing says how ${attempt.stageName}/${attempt.actionName} behaves.`);
  const durationMs = Math.min(random.duration(behaviour.medianMs, behaviour.spread), LONGEST_MS);
  const hasFailed = random.chance(behaviour.failureRate);
  switch (attempt.input.actionTypeId.category) {
    case "Approval": {
      const summary = hasFailed ? "Not yet: staging shows an old price." : "Checked on staging.";
      const answeredBy = `arn:aws:iam::000000000000:user/${random.pick(AUTHORS)}`;
      return { status: "Answered", approved: !hasFailed, summary, answeredBy, durationMs };
    }
    case "Source":
      return { status: "Succeeded", durationMs, revision: commit(random, attempt.startedAt) };
    default:
      return hasFailed
        ? { status: "Failed", error: behaviour.failure, durationMs: Math.round(durationMs * random.next()) }
        : { status: "Succeeded", durationMs };
  }
}

function commit(random: Random, pushedAt: number) {
  return {
    revisionId: (random.uuid() + random.uuid()).replaceAll("-", "").slice(0, 40),
    revisionSummary: `${random.pick(VERBS)} ${random.pick(THINGS)}`,
    createdAt: pushedAt,
  };
}
