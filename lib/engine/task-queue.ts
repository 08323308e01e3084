/** Runs tasks one after the other, in the order they came. A task that fails does not hold up the next. */
export interface TaskQueue {
  run<Result>(task: () => Promise<Result>): Promise<Result>;
  /** Resolves once nothing that was queued so far is left. */
  idle(): Promise<void>;
}

export function createTaskQueue(): TaskQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(task) {
      const result = last.then(task);
      last = result.catch(() => undefined); // whoever queued the task hears of its failure
      return result;
    },
    async idle() {
      await last;
    },
  };
}
