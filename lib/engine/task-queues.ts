/** A queue for each name: what works on one thing comes one after the other, and waits for nothing else. */
export interface TaskQueues {
  /** Whether something of that name runs or waits. */
  isBusy(name: string): boolean;
  /** A task that fails does not hold up the next. */
  run<Result>(name: string, task: () => Promise<Result>): Promise<Result>;
}

/** Keeps a queue for as long as something is in it. */
export function createTaskQueues(): TaskQueues {
  const last = new Map<string, Promise<unknown>>();
  return {
    isBusy: (name) => last.has(name),
    async run(name, task) {
      const turn = (last.get(name) ?? Promise.resolve()).catch(() => undefined).then(task);
      last.set(name, turn);
      try {
        return await turn;
      } finally {
        if (last.get(name) === turn) last.delete(name);
      }
    },
  };
}
