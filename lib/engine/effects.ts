import type { ActionJob } from "./runners/runner";

/**
 * What the world has to do after a state is saved. Each names the attempt it is about and is safe to repeat:
 * starting what already runs, aborting what is over and setting a timer that is set change nothing.
 */
export type Effect =
  | { readonly type: "startAction"; readonly job: ActionJob }
  | { readonly type: "abortAction"; readonly actionExecutionId: string }
  /** Sends `actionTimedOut` at that time, unless cleared before. */
  | { readonly type: "setTimer"; readonly actionExecutionId: string; readonly dueAt: number }
  | { readonly type: "clearTimer"; readonly actionExecutionId: string };
