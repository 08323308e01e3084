import { ALARM_STATES, readAlarmStates, type AlarmState } from "@/lib/pipeline/action-types/alarm-states";
import { ActionFailure } from "../action-failure";
import type { ActionJob, Runner, RunnerContext } from "../runner";
import { wait } from "../wait";

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 2_000;
/** States that count against an execution when the rule does not name any. */
const DEFAULT_STATES: readonly AlarmState[] = ["ALARM"];

/**
 * Runs the rule CloudWatchAlarm against the alarm registered under Local resources. Before and after a stage it passes
 * while the alarm is in none of `AlarmStates`; after a failure it is met while the alarm is in one of them. Until it is,
 * the alarm is looked at again for up to `WaitTime` minutes, across restarts of the engine.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-CloudWatchAlarm.html
 */
export const cloudWatchAlarmRunner: Runner = {
  async run(job, context) {
    const name = job.configuration["AlarmName"] ?? "";
    const states = alarmStates(job);
    const deadlineAt = (job.begunAt ?? context.clock.now()) + waitMinutes(job) * MINUTE_MS;
    for (;;) {
      const state = await stateOf(context, name);
      const isMet = states.includes(state) === (job.ruleGate === "onFailure");
      const summary = `Alarm ${name} is in state ${state}, as set under Local resources.`;
      if (isMet) return { status: "Succeeded", summary };
      const leftMs = deadlineAt - context.clock.now();
      if (leftMs <= 0 || context.signal.aborted) {
        return { status: "Failed", errorCode: "JobFailed", message: summary, summary };
      }
      context.report({ summary });
      await wait(context, Math.min(LOOK_EVERY_MS, leftMs));
    }
  },
};

function alarmStates({ configuration }: ActionJob): readonly AlarmState[] {
  const { states, unknown } = readAlarmStates(configuration["AlarmStates"] ?? "");
  if (unknown.length > 0) {
    throw new ActionFailure(
      "ConfigurationError",
      `"${unknown.join(", ")}" in AlarmStates is none of ${ALARM_STATES.join(", ")}.`,
    );
  }
  return states.length > 0 ? states : DEFAULT_STATES;
}

function waitMinutes({ configuration }: ActionJob): number {
  const { WaitTime: text = "0" } = configuration;
  const minutes = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (Number.isNaN(minutes)) {
    throw new ActionFailure("ConfigurationError", `The WaitTime "${text}" is not a number of minutes.`);
  }
  return minutes;
}

async function stateOf({ resources }: RunnerContext, name: string): Promise<AlarmState> {
  const alarm = await resources.find("alarm", name);
  if (alarm) return alarm.state;
  throw new ActionFailure(
    "ConfigurationError",
    `The alarm "${name}" is not registered. Register it under Local resources, with the state it is in.`,
  );
}
