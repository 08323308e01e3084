import type { Clock } from "@/lib/clock";
import { assertNever } from "@/lib/assert-never";
import type { Effect } from "./effects";
import type { RunAction } from "./engine";
import type { EngineEventBody } from "./events";
import { ENGINE_STOPS } from "./runners/engine-stops";
import type { ActionJob, ActionOutcome, ActionProgress } from "./runners/runner";
import { replaceUnstorable } from "./storable-text";

/** Reports of one action within this time are saved together; what is left when it ends is saved with its end. */
const PROGRESS_DELAY_MS = 100;

interface SchedulerOptions {
  readonly clock: Clock;
  readonly runAction: RunAction;
  /** Takes what came of an effect. It sees to it that nothing is lost. */
  deliver(pipelineName: string, body: EngineEventBody): void;
}

/** Performs effects: keeps the running actions and the timers, and reports what becomes of them as events. */
export interface Scheduler {
  /** Repeating an effect changes nothing. */
  perform(pipelineName: string, effect: Effect): void;
  /** Ends everything; nothing is reported any more. Resolves once every runner has ended. */
  stop(): Promise<void>;
}

export function createScheduler({ clock, runAction, deliver }: SchedulerOptions): Scheduler {
  const running = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>();
  const timers = new Map<string, () => void>();
  let isStopped = false;

  function start(job: ActionJob): void {
    const { actionExecutionId, pipelineName } = job;
    if (running.has(actionExecutionId)) return;
    const controller = new AbortController();
    const report = (body: EngineEventBody): void => {
      if (!isStopped) deliver(pipelineName, replaceUnstorable(body));
    };
    const done = run(job, controller.signal, report).then((body) => {
      running.delete(actionExecutionId);
      report(body);
    });
    running.set(actionExecutionId, { controller, done });
  }

  async function run(
    job: ActionJob,
    signal: AbortSignal,
    report: (body: EngineEventBody) => void,
  ): Promise<EngineEventBody> {
    const { actionExecutionId } = job;
    let unsaved: ActionProgress = {};
    let cancelSave: (() => void) | undefined;
    const save = (): void => {
      report({ type: "actionProgressed", actionExecutionId, ...unsaved });
      unsaved = {};
      cancelSave = undefined;
    };
    try {
      const outcome = await runAction(job, {
        signal,
        report(progress) {
          unsaved = { ...unsaved, ...progress };
          cancelSave ??= clock.setTimer(PROGRESS_DELAY_MS, save);
        },
      });
      return eventOf(actionExecutionId, { ...unsaved, ...outcome });
    } catch (error) {
      // A runner tells of failures as outcomes, so this is a fault of the engine, and the action must not hang on it.
      const message = `The engine could not run this action: ${error instanceof Error ? error.message : String(error)}`;
      return { ...unsaved, type: "actionFailed", actionExecutionId, error: { code: "SystemUnavailable", message } };
    } finally {
      cancelSave?.();
    }
  }

  function clearTimer(actionExecutionId: string): void {
    timers.get(actionExecutionId)?.();
    timers.delete(actionExecutionId);
  }

  return {
    perform(pipelineName, effect) {
      switch (effect.type) {
        case "startAction":
          return start(effect.job);
        case "abortAction":
          return running.get(effect.actionExecutionId)?.controller.abort();
        case "clearTimer":
          return clearTimer(effect.actionExecutionId);
        case "setTimer": {
          const { actionExecutionId, dueAt } = effect;
          clearTimer(actionExecutionId);
          const cancel = clock.setTimer(Math.max(0, dueAt - clock.now()), () => {
            timers.delete(actionExecutionId);
            deliver(pipelineName, { type: "actionTimedOut", actionExecutionId });
          });
          timers.set(actionExecutionId, cancel);
          return;
        }
        default:
          return assertNever(effect);
      }
    },
    async stop() {
      isStopped = true;
      for (const actionExecutionId of timers.keys()) clearTimer(actionExecutionId);
      const ends = [...running.values()];
      for (const { controller } of ends) controller.abort(ENGINE_STOPS);
      await Promise.all(ends.map(({ done }) => done));
    },
  };
}

function eventOf(actionExecutionId: string, outcome: ActionOutcome & ActionProgress): EngineEventBody {
  if (outcome.status === "Succeeded") return { ...outcome, type: "actionSucceeded", actionExecutionId };
  const { errorCode, message, ...details } = outcome;
  return { ...details, type: "actionFailed", actionExecutionId, error: { code: errorCode, message } };
}
