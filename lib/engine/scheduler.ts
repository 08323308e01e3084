import type { Clock } from "@/lib/clock";
import { assertNever } from "@/lib/assert-never";
import type { Effect } from "./effects";
import type { ActionWatch, RunAction } from "./engine";
import type { EngineEventBody } from "./events";
import { ENGINE_STOPS } from "./runners/engine-stops";
import type { ActionJob, ActionOutcome, ActionProgress } from "./runners/runner";
import { replaceUnstorable } from "./storable-text";

/** Reports of one action within this time are saved together; what is left when it ends is saved with its end. */
const PROGRESS_DELAY_MS = 100;

interface SchedulerOptions {
  readonly clock: Clock;
  readonly runAction: RunAction;
  startsEarly(job: ActionJob): boolean;
  /** Takes what came of an effect. It sees to it that nothing is lost. */
  deliver(pipelineName: string, body: EngineEventBody): void;
}

/** Performs effects: keeps the running actions and the timers, and reports what becomes of them as events. */
export interface Scheduler {
  /** Makes ready what an effect needs, while it is being saved. Nothing of it happens before `perform`. */
  prepare(effect: Effect): void;
  /** Ends what was made ready for an effect that may not have been saved. */
  drop(effect: Effect): void;
  /** Repeating an effect changes nothing. */
  perform(pipelineName: string, effect: Effect): void;
  /** Ends everything; nothing is reported any more. Resolves once every runner has ended. */
  stop(): Promise<void>;
}

interface RunningAction {
  readonly controller: AbortController;
  readonly done: Promise<void>;
  begin(): void;
  /** Ends it before it began. */
  drop(): void;
}

export function createScheduler({ clock, runAction, startsEarly, deliver }: SchedulerOptions): Scheduler {
  const running = new Map<string, RunningAction>();
  const timers = new Map<string, () => void>();
  let isStopped = false;

  function start(job: ActionJob): RunningAction {
    const { actionExecutionId, pipelineName } = job;
    const known = running.get(actionExecutionId);
    if (known) return known;
    const controller = new AbortController();
    const beginning = createBeginning();
    const { begun } = beginning;
    const report = (body: EngineEventBody): void => {
      if (!isStopped) deliver(pipelineName, replaceUnstorable(body));
    };
    const afterBeginning = (body: EngineEventBody): Promise<void> => begun.then(() => report(body), unlessDropped);
    const done = run(job, { signal: controller.signal, begun }, (body) => void afterBeginning(body)).then((body) =>
      begun.then(() => {
        running.delete(actionExecutionId);
        report(body);
      }, unlessDropped),
    );
    const action: RunningAction = {
      controller,
      done,
      begin: () => beginning.begin(),
      drop() {
        if (!beginning.cancel()) return;
        running.delete(actionExecutionId);
        controller.abort();
      },
    };
    running.set(actionExecutionId, action);
    return action;
  }

  async function run(
    job: ActionJob,
    watch: Pick<ActionWatch, "signal" | "begun">,
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
        ...watch,
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
    prepare(effect) {
      if (effect.type === "startAction" && !isStopped && startsEarly(effect.job)) start(effect.job);
    },
    drop(effect) {
      if (effect.type === "startAction") running.get(effect.job.actionExecutionId)?.drop();
    },
    perform(pipelineName, effect) {
      switch (effect.type) {
        case "startAction":
          if (!isStopped) start(effect.job).begin();
          return;
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
      for (const { controller, drop } of ends) {
        drop();
        controller.abort(ENGINE_STOPS);
      }
      await Promise.all(ends.map(({ done }) => done));
    },
  };
}

/** Whether an attempt has begun: not known at first, then for good. */
function createBeginning() {
  let isDecided = false;
  let resolve: () => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const begun = new Promise<void>((onBegun, onCancelled) => {
    resolve = onBegun;
    reject = onCancelled;
  });
  begun.catch(() => undefined); // nobody has to wait for it
  return {
    begun,
    begin(): void {
      isDecided = true;
      resolve();
    },
    /** @returns false when it has begun */
    cancel(): boolean {
      if (isDecided) return false;
      isDecided = true;
      reject(new Error("The start of this attempt was not saved."));
      return true;
    },
  };
}

/** Nobody hears what became of an attempt that was dropped. */
function unlessDropped(): void {}

function eventOf(actionExecutionId: string, outcome: ActionOutcome & ActionProgress): EngineEventBody {
  if (outcome.status === "Succeeded") return { ...outcome, type: "actionSucceeded", actionExecutionId };
  const { errorCode, message, ...details } = outcome;
  return { ...details, type: "actionFailed", actionExecutionId, error: { code: errorCode, message } };
}
