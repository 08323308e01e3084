import "server-only";

interface SharedLoadsOptions<Value> {
  /** The most that is kept, by `weightOf`. */
  readonly capacity: number;
  weightOf(value: Value): number;
}

/** Values by key: loaded once for all who ask at the same time, and kept for those who ask later. */
export interface SharedLoads<Value> {
  /**
   * @param load is aborted when nobody waits for it any more
   * @throws what `load` throws, which is not kept, or the reason of `signal`
   */
  get(key: string, options: { signal: AbortSignal; load(signal: AbortSignal): Promise<Value> }): Promise<Value>;
  /** The value, when it is kept. */
  peek(key: string): Value | undefined;
}

interface Load<Value> {
  readonly promise: Promise<Value>;
  readonly controller: AbortController;
  waiting: number;
}

/** What was used least recently goes first. */
export function createSharedLoads<Value>({ capacity, weightOf }: SharedLoadsOptions<Value>): SharedLoads<Value> {
  const kept = new Map<string, Value>();
  const loads = new Map<string, Load<Value>>();
  let weight = 0;

  function touch(key: string): Value | undefined {
    const value = kept.get(key);
    if (value === undefined) return undefined;
    kept.delete(key);
    kept.set(key, value);
    return value;
  }

  function keep(key: string, value: Value): void {
    if (kept.has(key) || weightOf(value) > capacity) return;
    kept.set(key, value);
    weight += weightOf(value);
    for (const [oldest, other] of kept) {
      if (weight <= capacity) return;
      kept.delete(oldest);
      weight -= weightOf(other);
    }
  }

  function begin(key: string, load: (signal: AbortSignal) => Promise<Value>): Load<Value> {
    const controller = new AbortController();
    const promise = load(controller.signal);
    const begun: Load<Value> = { promise, controller, waiting: 0 };
    const end = () => loads.get(key) === begun && loads.delete(key);
    promise.then((value) => end() && keep(key, value), end);
    loads.set(key, begun);
    return begun;
  }

  return {
    peek: touch,
    async get(key, { signal, load }) {
      signal.throwIfAborted();
      const value = touch(key);
      if (value !== undefined) return value;
      const running = loads.get(key) ?? begin(key, load);
      running.waiting += 1;
      try {
        return await orAbort(running.promise, signal);
      } finally {
        running.waiting -= 1;
        if (running.waiting === 0 && loads.get(key) === running) {
          loads.delete(key);
          running.controller.abort();
        }
      }
    },
  };
}

/** The promise, or the signal's reason as soon as it is aborted. */
function orAbort<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
