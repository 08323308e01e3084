import type { EditorWorker, WorkKind, WorkResult } from "./editor-work";

interface Answer {
  readonly id: number;
  readonly result?: WorkResult<WorkKind>;
  readonly error?: string;
}

interface Waiting {
  readonly answer: (result: never) => void;
  readonly refuse: (error: Error) => void;
  readonly doHere: () => void;
}

/** A thread that is started with the first question, so that looking at a pipeline costs none. */
export function createEditorWorker(): EditorWorker {
  const direct = createDirectWorker();
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let isBroken = false;
  let asked = 0;

  function start(): Worker {
    const started = new Worker(new URL("./editor-worker.ts", import.meta.url), { type: "module", name: "editor" });
    started.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      const question = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.error !== undefined) question?.refuse(new Error(data.error));
      // The answer to a question has the type that the question's kind promises.
      else question?.answer(data.result as never);
    });
    // A thread that cannot be had, or that ended, must not take what was typed with it.
    started.addEventListener("error", () => {
      isBroken = true;
      end();
    });
    return started;
  }

  function end(): void {
    worker?.terminate();
    worker = null;
    for (const { doHere } of waiting.values()) doHere();
    waiting.clear();
  }

  return {
    ask: (kind, input) => {
      if (isBroken) return direct.ask(kind, input);
      return new Promise((resolve, reject) => {
        worker ??= start();
        asked += 1;
        const doHere = (): void => void direct.ask(kind, input).then(resolve, reject);
        waiting.set(asked, { answer: resolve, refuse: reject, doHere });
        worker.postMessage({ id: asked, kind, input });
      });
    },
    stop: end,
  };
}

/** The same on this thread, for tests and where there are no others. */
export function createDirectWorker(): EditorWorker {
  return {
    ask: async (kind, input) => {
      // Only where it is needed: the editor opens without the parsers.
      const { doWork } = await import("./editor-work");
      return doWork(kind, input);
    },
    stop: () => undefined,
  };
}
