import "server-only";
import { randomUUID } from "node:crypto";
import type { LogEvent, LogEventsPage, LogPlace } from "@/lib/aws/logs";
import type { Clock } from "@/lib/clock";
import { PenstockError } from "@/lib/errors";
import { EventLineReader } from "@/lib/pipeline/logs/event-lines";
import { LogSectionReader, type LogSection } from "@/lib/pipeline/logs/log-sections";
import { severityOf } from "@/lib/pipeline/logs/severity";
import { plainText } from "@/lib/pipeline/logs/terminal-line";
import { type CopiedLine, LogText } from "./log-text";

export interface LogCopyOptions {
  readonly directory: string;
  readonly clock: Clock;
  /** Reads on from a place. */
  read(place: LogPlace): Promise<LogEventsPage>;
  /** The time of the newest event; null when there is none. Epoch milliseconds. */
  newestAt(): Promise<number | null>;
  /** Of text; beyond it a log is cut. */
  readonly maxBytes?: number;
}

interface Progress {
  readonly isCaughtUp: boolean;
  readonly isComplete: boolean;
  readonly isCut: boolean;
  readonly problem: PenstockError | null;
}

/** The members that `logSummary` explains. */
export interface LogCopyState extends Progress {
  readonly lines: number;
  readonly bytes: number;
  readonly share: number | null;
  readonly firstErrorLine: number | null;
  readonly sections: readonly LogSection[];
}

const DEFAULT_MAX_BYTES = 1024 ** 3;
/** How often the end of a growing log is looked at, however many people watch it. */
const POLL_EVERY_MS = 1_000;
const RETRY_AFTER_MS = 4_000;
/** The last lines of an action may be delivered a little after its end. */
const LATE_LINES_MS = 5_000;
/** Reading goes on for a while after the last reader has left, because pages reload. */
const LINGER_MS = 5_000;
/** Lines taken in without letting others have a turn. */
const LINES_PER_TURN = 2_000;

/**
 * What Penstock has read of one log stream. CloudWatch leads to a page by token or time only, so whoever wants line
 * 500,000, or the number of matches, has to have read all before it: this is done once for everybody, page after page
 * from the oldest, while at least one reader holds it. Nobody there: it rests, and goes on from its place later.
 */
export class LogCopy {
  readonly id = randomUUID();
  readonly #options: LogCopyOptions;
  #text: LogText | null = null;
  #sections = new LogSectionReader();
  #place: LogPlace = "oldest";
  /** Events at the newest time, which a place by time gives once more. */
  #newest = { at: Number.NEGATIVE_INFINITY, events: 0 };
  #firstAt: number | null = null;
  /** When reading began, the newest event was this old; for the share that was read. */
  #goalAt: number | null = null;
  readonly #reader = new EventLineReader();
  #bytes = 0;
  #firstErrorLine: number | null = null;
  #progress: Progress = { isCaughtUp: false, isComplete: false, isCut: false, problem: null };
  #changes = 0;
  #listeners = new Set<() => void>();
  #holds = 0;
  #releasedAt = 0;
  /** When the action was over; null while it runs. Epoch milliseconds. */
  #overAt: number | null = null;
  #isReading = false;
  #isClosed = false;
  #wake: () => void = () => undefined;

  constructor(options: LogCopyOptions) {
    this.#options = options;
  }

  get version(): string {
    return `${this.id}.${this.#changes}`;
  }

  get isHeld(): boolean {
    return this.#holds > 0 || this.#isReading;
  }

  get releasedAt(): number {
    return this.#releasedAt;
  }

  get size(): number {
    return this.#text?.size ?? 0;
  }

  get state(): LogCopyState {
    return {
      ...this.#progress,
      lines: this.lines,
      bytes: this.#bytes,
      share: this.#share(),
      firstErrorLine: this.#firstErrorLine,
      sections: this.#sections.sections,
    };
  }

  get lines(): number {
    return this.#text?.lines ?? 0;
  }

  /** The lines read so far; null before the first. */
  get text(): LogText | null {
    return this.#text;
  }

  /** Keeps reading going until what this returns is called. @param overAt when the action was over, null: it runs */
  hold(overAt: number | null): () => void {
    this.#holds += 1;
    const wasRunning = this.#overAt === null;
    this.#overAt = overAt;
    if (!this.#isReading && !this.#progress.isComplete && !this.#progress.isCut) void this.#readOn();
    else if (wasRunning && overAt !== null) this.#wake();
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      this.#holds -= 1;
      this.#releasedAt = this.#options.clock.now();
    };
  }

  /** Resolves once `isDone` holds, or nothing more is to be expected, or after the time. */
  async until(isDone: () => boolean, { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number }): Promise<void> {
    if (isDone() || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#listeners.delete(check);
        signal.removeEventListener("abort", done);
        cancel();
        resolve();
      };
      const check = (): void => {
        if (isDone()) done();
      };
      const cancel = this.#options.clock.setTimer(timeoutMs, done);
      signal.addEventListener("abort", done);
      this.#listeners.add(check);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#text?.close();
  }

  async #readOn(): Promise<void> {
    this.#isReading = true;
    try {
      while (this.#isWanted() && !this.#progress.isComplete && !this.#progress.isCut) {
        try {
          await this.#readToEnd();
        } catch (error) {
          if (!(await this.#takeFailure(error))) return;
        }
      }
    } finally {
      this.#isReading = false;
    }
  }

  /** Page after page; the next is on its way while one is taken in. At the end it waits for more, or knows it is over. */
  async #readToEnd(): Promise<void> {
    this.#goalAt ??= await this.#options.newestAt();
    let coming = this.#options.read(this.#place);
    for (;;) {
      const page = await coming;
      const mayGoOn = !page.isAtEnd && this.#isWanted();
      if (mayGoOn && page.nextToken !== null) {
        coming = this.#options.read({ token: page.nextToken });
        // Whoever waits for it hears of a failure; until then it is not unheard of.
        coming.catch(() => undefined);
      }
      await this.#take(page.events);
      if (this.#progress.isCut) return;
      if (page.nextToken !== null) this.#place = { token: page.nextToken };
      this.#change({ problem: null, ...(page.isAtEnd && { isCaughtUp: true }) });
      if (!mayGoOn) {
        if (page.isAtEnd) await this.#atEnd();
        return;
      }
    }
  }

  async #atEnd(): Promise<void> {
    const now = this.#options.clock.now();
    if (this.#overAt === null || now < this.#overAt + LATE_LINES_MS) return this.#pause(POLL_EVERY_MS);
    this.#sections.finish(this.lines, this.#newest.events > 0 ? this.#newest.at : now);
    this.#change({ isComplete: true });
  }

  /** @returns whether to try again */
  async #takeFailure(error: unknown): Promise<boolean> {
    const problem = problemOf(error);
    const { awsError } = problem.details;
    if (awsError === "InvalidParameterException" && typeof this.#place === "object" && "token" in this.#place) {
      this.#place = this.#newest.events > 0 ? { fromAt: this.#newest.at } : "oldest";
      return true;
    }
    // The stream appears with its first line, a moment after the action has started.
    if (problem.code === "not_found" && this.#overAt === null && this.lines === 0) {
      this.#change({ isCaughtUp: true, problem: null });
      await this.#pause(POLL_EVERY_MS);
      return true;
    }
    this.#change({ problem });
    await this.#pause(RETRY_AFTER_MS);
    return this.#isWanted();
  }

  async #take(events: readonly LogEvent[]): Promise<void> {
    const text = (this.#text ??= await LogText.create(this.#options.directory, this.id));
    const { at: seenAt, events: seen } = this.#newest;
    let again = typeof this.#place === "object" && "fromAt" in this.#place ? seen : 0;
    let lines: CopiedLine[] = [];
    for (const event of events) {
      if (again > 0 && event.at === seenAt) {
        again -= 1;
        continue;
      }
      this.#newest =
        event.at === this.#newest.at ? { at: event.at, events: this.#newest.events + 1 } : { at: event.at, events: 1 };
      this.#firstAt ??= event.at;
      for (const line of this.#reader.linesOf(event.message)) {
        this.#note(line, event.at, text.lines + lines.length);
        lines.push({ at: event.at, text: line });
      }
      if (lines.length < LINES_PER_TURN) continue;
      await this.#append(text, lines);
      if (this.#progress.isCut) return;
      lines = [];
    }
    await this.#append(text, lines);
  }

  #note(text: string, at: number, number: number): void {
    const plain = plainText(text);
    this.#sections.line(number, plain, at);
    this.#bytes += Buffer.byteLength(plain) + 1;
    if (this.#firstErrorLine === null && severityOf(plain) === "error") this.#firstErrorLine = number;
  }

  async #append(text: LogText, lines: readonly CopiedLine[]): Promise<void> {
    if (this.#isClosed) throw new PenstockError("internal", "The copy of this log was given up; load the page again.");
    try {
      await text.append(lines);
    } catch (error) {
      // What came so far is in memory; reading the page once more would have its lines twice.
      this.#change({ isCut: true, problem: problemOf(error) });
      return;
    }
    if (lines.length > 0) this.#announce();
    if (this.#bytes > (this.#options.maxBytes ?? DEFAULT_MAX_BYTES)) this.#change({ isCut: true });
    await new Promise((resolve) => setImmediate(resolve));
  }

  #share(): number | null {
    if (this.#progress.isCaughtUp) return 1;
    if (this.#goalAt === null || this.#firstAt === null || this.#goalAt <= this.#firstAt) return null;
    return Math.min(1, Math.max(0, (this.#newest.at - this.#firstAt) / (this.#goalAt - this.#firstAt)));
  }

  #isWanted(): boolean {
    if (this.#isClosed) return false;
    return this.#holds > 0 || this.#options.clock.now() < this.#releasedAt + LINGER_MS;
  }

  #change(change: Partial<Progress>): void {
    const before = this.#progress;
    const next = { ...before, ...change };
    this.#progress = next;
    const isSame = next.problem === before.problem && next.isCaughtUp === before.isCaughtUp;
    if (!isSame || next.isComplete !== before.isComplete || next.isCut !== before.isCut) this.#announce();
  }

  #announce(): void {
    this.#changes += 1;
    for (const listener of this.#listeners) listener();
  }

  #pause(durationMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.setTimer(durationMs, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}

function problemOf(error: unknown): PenstockError {
  if (error instanceof PenstockError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new PenstockError("internal", `Penstock could not keep what it read of this log: ${reason}`, { cause: error });
}
