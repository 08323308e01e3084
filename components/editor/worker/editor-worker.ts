import { doWork, type WorkInput, type WorkKind } from "./editor-work";

interface Question {
  readonly id: number;
  readonly kind: WorkKind;
  readonly input: WorkInput<WorkKind>;
}

/** The editor's second thread: one answer for each question, with the question's id. */
globalThis.addEventListener("message", ({ data }: MessageEvent<Question>) => {
  try {
    globalThis.postMessage({ id: data.id, result: doWork(data.kind, data.input) });
  } catch (error) {
    globalThis.postMessage({ id: data.id, error: error instanceof Error ? error.message : String(error) });
  }
});
