import {
  closeSync,
  constants,
  fdatasync,
  ftruncateSync,
  mkdirSync,
  openSync,
  statSync,
  writeFile,
  writeFileSync,
} from "node:fs";
import { open, truncate, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { LogEvent, LogPage, LogRange } from "./log-store";

/** One index entry per this many bytes, so finding a line reads no more than that before it. */
const INDEX_STEP_BYTES = 64 * 1024;
const CHUNK_BYTES = 256 * 1024;
const APPEND = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND;
/**
 * So much is appended at once: the system takes it into memory in the time that it takes to wake a thread. More waits for
 * the disk when the system has too much to write already, so a thread does it.
 */
const AT_ONCE_BYTES = 64 * 1024;
const NEWLINE = 10;
const SPACE = 32;
/** What CloudWatch counts for an event beside its message. */
const EVENT_OVERHEAD_BYTES = 26;

const append = promisify<number, string, void>(writeFile);
const datasync = promisify(fdatasync);

/** Where a line starts and when it was written. */
interface Mark {
  readonly line: number;
  readonly offset: number;
  readonly at: number;
}

/**
 * One stream as one file of lines `<epoch milliseconds> <message>`. The file is all there is: the sparse index is
 * rebuilt by one pass when the file is first used, and a line that a crash cut short is removed then.
 */
export class LogFile {
  readonly #file: string;
  readonly #marks: Mark[] = [];
  #lines = 0;
  #size = 0;
  #lastAt = 0;
  #isSynced = true;
  /** While it is open for appending. */
  #fd: number | null = null;

  private constructor(file: string) {
    this.#file = file;
  }

  /** Opens a file that exists. @returns null when there is none */
  static async find(file: string): Promise<LogFile | null> {
    // Sync, as the folder of `create`: one system call each, where a new stream waits for both before its first line.
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return null;
    const log = new LogFile(file);
    log.#isSynced = false;
    await log.#index();
    return log;
  }

  static create(file: string): LogFile {
    mkdirSync(path.dirname(file), { recursive: true });
    return new LogFile(file);
  }

  get lines(): number {
    return this.#lines;
  }

  get size(): number {
    return this.#size;
  }

  /** Opens the file for what is about to be appended, which then does not wait for it. */
  open(): number {
    return (this.#fd ??= openSync(this.#file, APPEND, 0o600));
  }

  /** Appends lines, which outlive the process once this resolves. @param staysOpen for the `sync` that follows */
  async append(events: readonly LogEvent[], { staysOpen }: { readonly staysOpen: boolean }): Promise<void> {
    const marks: Mark[] = [];
    const parts: string[] = [];
    let offset = this.#size;
    let lastAt = this.#lastAt;
    for (const [index, { timestampAt, message }] of events.entries()) {
      lastAt = Math.max(lastAt, timestampAt);
      if (this.#needsMark(offset, marks.at(-1))) marks.push({ line: this.#lines + index, offset, at: lastAt });
      const part = `${lastAt} ${message}\n`;
      parts.push(part);
      offset += Buffer.byteLength(part);
    }
    const fd = this.open();
    const text = parts.join("");
    let isWhole = false;
    try {
      this.#isSynced = false;
      if (offset - this.#size <= AT_ONCE_BYTES) writeFileSync(fd, text);
      else await append(fd, text);
      isWhole = true;
    } finally {
      // A full disk may have taken half a line; the next append must not continue it.
      if (!isWhole) ftruncateSync(fd, this.#size);
      if (!isWhole || !staysOpen) this.#close();
    }
    this.#marks.push(...marks);
    this.#lines += events.length;
    this.#size = offset;
    this.#lastAt = lastAt;
  }

  /** Lets all lines survive a power cut. */
  async sync(): Promise<void> {
    if (this.#isSynced) return;
    try {
      await datasync(this.open());
      this.#isSynced = true;
    } finally {
      this.#close();
    }
  }

  #close(): void {
    const fd = this.#fd;
    this.#fd = null;
    if (fd !== null) closeSync(fd);
  }

  async read({ from, to, keep, maxBytes }: LogRange): Promise<LogPage> {
    const end = Math.min(to, this.#lines);
    let first = Math.min(Math.max(from, 0), end);
    if (keep === "last") first = Math.max(first, this.#lineBefore(end, maxBytes));
    const events: LogEvent[] = [];
    let bytes = 0;
    for await (const batch of this.#batchesFrom(first)) {
      for (const event of batch) {
        const size = sizeOf(event);
        const isFull = keep === "first" && bytes + size > maxBytes && events.length > 0;
        if (isFull || first + events.length >= end) return pageOf(events, first, { bytes, keep, maxBytes });
        bytes += size;
        events.push(event);
      }
    }
    return pageOf(events, first, { bytes, keep, maxBytes });
  }

  async seek(timeAt: number): Promise<number> {
    const mark = lastWhere(this.#marks, (candidate) => candidate.at < timeAt);
    if (!mark) return 0;
    let line = mark.line;
    for await (const batch of this.#batchesFrom(line)) {
      const found = batch.findIndex((event) => event.timestampAt >= timeAt);
      if (found >= 0) return line + found;
      line += batch.length;
    }
    return this.#lines;
  }

  #needsMark(offset: number, pending: Mark | undefined): boolean {
    const last = pending ?? this.#marks.at(-1);
    return last === undefined || offset - last.offset >= INDEX_STEP_BYTES;
  }

  /** A line from which at least `bytes` lead up to line `to`. */
  #lineBefore(to: number, bytes: number): number {
    const end = this.#marks.find((mark) => mark.line >= to)?.offset ?? this.#size;
    return lastWhere(this.#marks, (mark) => mark.offset <= end - bytes - INDEX_STEP_BYTES)?.line ?? 0;
  }

  /** The events from a line on, some at a time. */
  async *#batchesFrom(line: number): AsyncGenerator<LogEvent[]> {
    const mark = lastWhere(this.#marks, (candidate) => candidate.line <= line);
    if (!mark) return;
    let number = mark.line;
    const handle = await open(this.#file, "r");
    try {
      for await (const { lines } of wholeLines(handle, { from: mark.offset, to: this.#size })) {
        const texts = lines.toString("utf8", 0, lines.length - 1).split("\n");
        yield texts.slice(Math.max(line - number, 0)).map(eventOf);
        number += texts.length;
      }
    } finally {
      await handle.close();
    }
  }

  async #index(): Promise<void> {
    const handle = await open(this.#file, "r");
    try {
      const { size } = await handle.stat();
      for await (const { lines, offset } of wholeLines(handle, { from: 0, to: size })) {
        let start = 0;
        for (let end = lines.indexOf(NEWLINE); end >= 0; end = lines.indexOf(NEWLINE, start)) {
          if (this.#needsMark(offset + start, undefined)) {
            this.#marks.push({ line: this.#lines, offset: offset + start, at: timeOf(lines, start) });
          }
          this.#lines += 1;
          if (end + 1 === lines.length) this.#lastAt = timeOf(lines, start);
          start = end + 1;
        }
        this.#size = offset + lines.length;
      }
      if (this.#size < size) await truncate(this.#file, this.#size);
    } finally {
      await handle.close();
    }
  }
}

/** The bytes between two offsets in pieces that end with a line; what follows the last line break is left out. */
async function* wholeLines(
  handle: FileHandle,
  { from, to }: { readonly from: number; readonly to: number },
): AsyncGenerator<{ readonly lines: Buffer; readonly offset: number }> {
  let rest = Buffer.alloc(0);
  let position = from;
  while (position < to) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, to - position));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) return;
    const offset = position - rest.length;
    const buffer = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    position += bytesRead;
    const end = buffer.lastIndexOf(NEWLINE) + 1;
    if (end > 0) yield { lines: buffer.subarray(0, end), offset };
    rest = buffer.subarray(end);
  }
}

function pageOf(
  events: readonly LogEvent[],
  first: number,
  { bytes, keep, maxBytes }: { readonly bytes: number } & Pick<LogRange, "keep" | "maxBytes">,
): LogPage {
  let dropped = 0;
  if (keep === "last") {
    for (let left = bytes; left > maxBytes && dropped < events.length - 1; dropped += 1)
      left -= sizeOf(events[dropped]);
  }
  return { events: events.slice(dropped), from: first + dropped, to: first + events.length };
}

function timeOf(lines: Buffer, start: number): number {
  return Number(lines.toString("latin1", start, lines.indexOf(SPACE, start)));
}

function eventOf(line: string): LogEvent {
  const space = line.indexOf(" ");
  return { timestampAt: Number(line.slice(0, space)), message: line.slice(space + 1) };
}

function sizeOf(event: LogEvent | undefined): number {
  return event ? Buffer.byteLength(event.message) + EVENT_OVERHEAD_BYTES : 0;
}

/** The last of `marks`, which are in order, that satisfies a claim true up to some point and false after it. */
function lastWhere(marks: readonly Mark[], claim: (mark: Mark) => boolean): Mark | undefined {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const mark = marks[middle];
    if (mark && claim(mark)) low = middle + 1;
    else high = middle;
  }
  return marks[low - 1];
}
