import type { LogWriter } from "../runners/runner";

/** A stream that is opened, with all that was said meanwhile, once `begun` has resolved; if it never does, never. */
export function openOnceBegun(begun: Promise<void>, open: () => LogWriter): LogWriter {
  const early: string[] = [];
  let writer: LogWriter | null = null;
  const opened = begun.then(() => {
    writer = open();
    for (const text of early.splice(0)) writer.line(text);
    return writer;
  });
  opened.catch(() => undefined); // whoever flushes hears of it
  return {
    line(text) {
      if (writer) writer.line(text);
      else early.push(text);
    },
    flush: async () => (await opened).flush(),
  };
}
