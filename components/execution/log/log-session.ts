import type { LogLine, LogLines, LogSummary } from "@/lib/contracts/log";

/** How the session asks for what it needs; `lib/queries/logs.ts` over the network. */
export interface LogSource {
  summary(after: string | null, signal: AbortSignal): Promise<LogSummary>;
  lines(
    range: { readonly from: number; readonly to: number; readonly column?: number },
    signal: AbortSignal,
  ): Promise<LogLines>;
}

/** A new object with every change. */
export interface LogSnapshot {
  readonly summary: LogSummary | null;
  /** Lines whose numbers are not known yet, while the log is being read for the first time; else null. */
  readonly newest: readonly LogLine[] | null;
  /** The last question failed; it is asked again. */
  readonly error: Error | null;
  /** Epoch milliseconds of the last answer. */
  readonly readAt: number | null;
  /** Reading was stopped by the person. */
  readonly isPaused: boolean;
}

const BLOCK_LINES = 250;
/** Some 20,000 lines; of a longer log only those are here that were seen last. */
const MAX_BLOCKS = 80;
const MAX_REQUESTS = 3;
const PAUSE_MS = 250;
const RETRY_AFTER_MS = 4_000;

/** One person's view of a log: how far it has been read, and the lines that are looked at. */
export class LogSession {
  readonly #source: LogSource;
  readonly #listeners = new Set<() => void>();
  readonly #blocks = new Map<number, readonly LogLine[]>();
  readonly #requests = new Map<number, AbortController>();
  /** Windows of long lines that were asked for. */
  readonly #windows = new Map<number, LogLine>();
  #wanted = { from: 0, to: 0 };
  #snapshot: LogSnapshot = { summary: null, newest: null, error: null, readAt: null, isPaused: false };
  #running: AbortController | null = null;

  constructor(source: LogSource) {
    this.#source = source;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): LogSnapshot => this.#snapshot;

  /** Undefined while it is not here. */
  lineAt(number: number): LogLine | undefined {
    return this.#windows.get(number) ?? this.#blocks.get(Math.floor(number / BLOCK_LINES))?.[number % BLOCK_LINES];
  }

  /** @returns stops it; nothing is asked any more, so the server stops reading as well */
  start(): () => void {
    this.#running = new AbortController();
    void this.#watch(this.#running.signal);
    this.#request();
    return () => {
      this.#running?.abort();
      for (const request of this.#requests.values()) request.abort();
      this.#requests.clear();
    };
  }

  pause(): void {
    this.#running?.abort();
    this.#tell({ isPaused: true });
  }

  resume(): void {
    this.#tell({ isPaused: false });
    this.#running?.abort();
    this.#running = new AbortController();
    void this.#watch(this.#running.signal);
  }

  /** These lines are looked at; `to` is excluded. */
  want(from: number, to: number): void {
    this.#wanted = { from, to };
    this.#request();
  }

  /** Gets the part of a long line around a column. */
  async openWindow(number: number, column: number): Promise<void> {
    const signal = this.#running?.signal ?? new AbortController().signal;
    const { lines } = await this.#source.lines({ from: number, to: number + 1, column }, signal);
    const line = lines[0];
    if (!line) return;
    if (this.#windows.size >= MAX_BLOCKS) this.#windows.clear();
    this.#windows.set(number, line);
    this.#tell({});
  }

  async #watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const summary = await this.#source.summary(this.#snapshot.summary?.version ?? null, signal);
        signal.throwIfAborted();
        this.#tell({
          summary,
          error: null,
          readAt: Date.now(),
          newest: summary.isCaughtUp ? null : (summary.newest ?? this.#snapshot.newest),
        });
        this.#request();
        if (summary.isComplete || summary.isCut) return;
        await pause(summary.problem ? RETRY_AFTER_MS : PAUSE_MS, signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#tell({ error: errorOf(error) });
        await pause(RETRY_AFTER_MS, signal);
      }
    }
  }

  /** Asks for the lines looked at that are not here, and takes back what is no longer looked at. */
  #request(): void {
    const known = this.#snapshot.summary?.lines ?? 0;
    const firstBlock = Math.floor(this.#wanted.from / BLOCK_LINES);
    const lastBlock = Math.floor((Math.min(this.#wanted.to, known) - 1) / BLOCK_LINES);
    for (const [block, controller] of this.#requests) {
      if (block >= firstBlock && block <= lastBlock) continue;
      controller.abort();
      this.#requests.delete(block);
    }
    for (let block = firstBlock; block <= lastBlock; block += 1) {
      const have = this.#blocks.get(block)?.length ?? 0;
      const there = Math.min(BLOCK_LINES, known - block * BLOCK_LINES);
      if (have >= there || this.#requests.has(block) || this.#requests.size >= MAX_REQUESTS) continue;
      void this.#readBlock(block, have, there);
    }
  }

  async #readBlock(block: number, have: number, there: number): Promise<void> {
    const controller = new AbortController();
    this.#requests.set(block, controller);
    const start = block * BLOCK_LINES;
    try {
      const { lines } = await this.#source.lines({ from: start + have, to: start + there }, controller.signal);
      controller.signal.throwIfAborted();
      this.#keep(block, [...(this.#blocks.get(block) ?? []).slice(0, have), ...lines]);
      // A log that had to be read anew may not have come to these lines yet.
      if (lines.length === 0) await pause(PAUSE_MS * 4, controller.signal);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#tell({ error: errorOf(error) });
      await pause(RETRY_AFTER_MS, controller.signal);
    }
    if (controller.signal.aborted) return;
    this.#requests.delete(block);
    this.#request();
  }

  #keep(block: number, lines: readonly LogLine[]): void {
    this.#blocks.delete(block);
    this.#blocks.set(block, lines);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= MAX_BLOCKS) break;
      this.#blocks.delete(oldest);
    }
    this.#tell({ error: null });
  }

  #tell(change: Partial<LogSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, durationMs);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done);
  });
}
