import { z } from "zod";
import { errorBody } from "./error-body";

/** Lines that belong together; `lib/pipeline/logs/log-sections.ts` says what they are. Lines are counted from 0. */
const logSection = z.object({
  title: z.string(),
  depth: z.literal([0, 1]),
  from: z.number(),
  /** Excluded; null while it goes on. */
  to: z.number().nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  result: z.enum(["succeeded", "failed", "stopped"]).nullable(),
});

const logLine = z.object({
  at: z.iso.datetime(),
  /** Printable text and colours; see `lib/pipeline/logs/terminal-line.ts`. A long line is cut to a window of it. */
  text: z.string(),
  /** Of the whole line without colours, where `text` is not all of it: characters, and where the window begins. */
  cut: z.object({ length: z.number(), from: z.number() }).optional(),
});
export type LogLine = z.infer<typeof logLine>;

/** What is known of an action's log so far. Asked again with its `version`, the answer comes once something changed. */
export const logSummary = z.object({
  version: z.string(),
  /** Read so far; all there are once `isCaughtUp`. */
  lines: z.number(),
  /** Of its text without colours, as UTF-8. */
  bytes: z.number(),
  /** Everything that was written by now has been read. */
  isCaughtUp: z.boolean(),
  /** The action is over and everything it wrote has been read. */
  isComplete: z.boolean(),
  /** It is longer than Penstock reads; what is beyond is only in the download. */
  isCut: z.boolean(),
  /** How much of the time it covers was read so far, 0 to 1; null where that is not known. */
  share: z.number().nullable(),
  /** Line that looks like an error, counted from 0. */
  firstErrorLine: z.number().nullable(),
  sections: z.array(logSection),
  /** In the first answer, while the log has not been read to its end: its last lines, whose numbers nobody knows yet. */
  newest: z.array(logLine).nullable(),
  /** Reading failed; it is tried again, and what was read stays. */
  problem: errorBody.shape.error.nullable(),
});
export type LogSummary = z.infer<typeof logSummary>;
export type LogSection = LogSummary["sections"][number];

/** Lines `from`, `from + 1`, …; fewer than asked for when there are no more, or they are long. */
export const logLines = z.object({ from: z.number(), lines: z.array(logLine) });
export type LogLines = z.infer<typeof logLines>;

/** What a search counts: every place in the lines read so far. */
export const logSearch = z.object({
  count: z.number(),
  searchedLines: z.number(),
  /** Everything read so far was searched. */
  isThrough: z.boolean(),
  /** The place asked for: the how-manieth it is (from 1), and where it stands (from 0). */
  match: z.object({ number: z.number(), line: z.number(), column: z.number() }).nullable(),
});
export type LogSearch = z.infer<typeof logSearch>;
export type LogMatch = NonNullable<LogSearch["match"]>;
