import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Clock } from "@/lib/clock";
import { unlessMissing } from "../is-missing";
import { describeLogFile } from "./describe-log-file";
import { LogFile } from "./log-file";
import { groupDirectory, groupOf, noteGroup, streamFile } from "./log-names";
import { splitLines } from "./split-lines";
import type { LogEvent, LogStore } from "./log-store";

export interface FileLogStoreOptions {
  readonly directory: string;
  readonly clock: Clock;
  /** Told when lines could not be written, for example because the disk is full. */
  onFault(error: unknown): void;
  /** After this much, a stream says that it is full and takes no more. */
  readonly maxStreamBytes?: number;
}

const DEFAULT_MAX_STREAM_BYTES = 512 * 1024 * 1024;
/** How long a line may stay in memory only. */
const WRITE_AFTER_MS = 100;
const WRITE_AFTER_BYTES = 64 * 1024;
/** Indexes of finished streams kept in memory. */
const MAX_IDLE_STREAMS = 200;

/** Keeps log streams as files `<directory>/<group>/<stream>.log`, both names percent-encoded. */
export function createFileLogStore(options: FileLogStoreOptions): LogStore {
  const streams = new Map<string, Stream>();
  const flushed = new Set<Stream>();
  let cancelSync: (() => void) | null = null;

  /** One that fails is tried again by the next. */
  async function sync(): Promise<void> {
    cancelSync?.();
    cancelSync = null;
    const due = [...flushed];
    flushed.clear();
    const results = await Promise.allSettled(due.map((stream) => stream.sync()));
    const failures = results.filter((result) => result.status === "rejected");
    for (const [index, { status }] of results.entries()) {
      const stream = due[index];
      if (status === "rejected" && stream) flushed.add(stream);
    }
    if (failures[0]) throw failures[0].reason;
  }

  function syncSoon(stream: Stream): void {
    flushed.add(stream);
    cancelSync ??= options.clock.setTimer(WRITE_AFTER_MS, () => void sync().catch(options.onFault));
  }

  function fileOf(group: string, name: string): string {
    return streamFile(options.directory, group, name);
  }

  async function writeAll(): Promise<void> {
    await Promise.all([...streams.values()].map((stream) => stream.write()));
  }

  function streamAt(group: string, name: string): Stream {
    const file = fileOf(group, name);
    const stream = streams.get(file) ?? new Stream(file, options);
    // Taken out and put back, so that the least recently used come first.
    streams.delete(file);
    streams.set(file, stream);
    for (const [key, candidate] of streams) {
      if (streams.size <= MAX_IDLE_STREAMS) break;
      if (candidate.isIdle && candidate !== stream) streams.delete(key);
    }
    return stream;
  }

  async function existing(group: string, name: string): Promise<LogFile> {
    const log = await streamAt(group, name).current();
    if (!log) throw new Error(`There is no log stream ${name} in ${group}.`);
    return log;
  }

  return {
    open(group, name) {
      noteGroup(options.directory, group);
      const stream = streamAt(group, name);
      return {
        line(text) {
          const timestampAt = options.clock.now();
          for (const message of splitLines(text)) stream.push({ timestampAt, message });
        },
        async flush() {
          await stream.write({ isSyncDue: true });
          syncSoon(stream);
        },
      };
    },
    sync,
    async listGroups() {
      await writeAll();
      const directories = (await unlessMissing(readdir(options.directory))) ?? [];
      const groups = directories.map(async (directory) => {
        const { birthtimeMs } = await stat(path.join(options.directory, directory));
        return { name: await groupOf(options.directory, directory), createdAt: Math.round(birthtimeMs) };
      });
      return (await Promise.all(groups)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
    async describe(group, name) {
      await streams.get(fileOf(group, name))?.write();
      return describeLogFile(fileOf(group, name));
    },
    async listStreams(group) {
      await writeAll();
      const files = await unlessMissing(readdir(groupDirectory(options.directory, group)));
      if (!files) return null;
      const names = files.filter((file) => file.endsWith(".log")).map((file) => decodeURIComponent(file.slice(0, -4)));
      return names.toSorted();
    },
    async countLines(group, name) {
      return (await streamAt(group, name).current())?.lines ?? null;
    },
    async read(group, name, range) {
      return (await existing(group, name)).read(range);
    },
    async seek(group, name, timeAt) {
      return (await existing(group, name)).seek(timeAt);
    },
    async close() {
      for (const stream of streams.values()) {
        await stream.write();
        flushed.add(stream);
      }
      await sync();
    },
  };
}

/** One stream in use: what waits to be written, and the file behind it. */
class Stream {
  readonly #path: string;
  readonly #options: FileLogStoreOptions;
  #file: LogFile | null = null;
  #pending: LogEvent[] = [];
  #pendingBytes = 0;
  #cancelTimer: (() => void) | null = null;
  #isWriteDue = false;
  #isFull = false;
  #isSyncDue = false;
  /** Writes and first uses of the file, one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #busy = 0;

  constructor(file: string, options: FileLogStoreOptions) {
    this.#path = file;
    this.#options = options;
  }

  get isIdle(): boolean {
    return this.#busy === 0 && this.#pending.length === 0 && !this.#isSyncDue;
  }

  push(event: LogEvent): void {
    if (this.#isFull) return;
    if (this.#pending.length === 0) this.#openSoon();
    this.#pending.push(event);
    this.#pendingBytes += event.message.length;
    if (this.#pendingBytes >= WRITE_AFTER_BYTES) this.#writeSoon();
    else this.#cancelTimer ??= this.#options.clock.setTimer(WRITE_AFTER_MS, () => this.#writeSoon());
  }

  /** The file with everything pushed so far in it; null when nothing was ever written. */
  async current(): Promise<LogFile | null> {
    await this.write();
    await this.#enqueue(async () => {
      this.#file ??= await LogFile.find(this.#path);
    });
    return this.#file;
  }

  /** @param isSyncDue `sync` follows at once */
  async write({ isSyncDue = false }: { readonly isSyncDue?: boolean } = {}): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#isSyncDue ||= isSyncDue;
    await this.#enqueue(async () => {
      const events = this.#takePending();
      if (events.length === 0) return;
      try {
        const file = await this.#open();
        await file.append(this.#withinLimit(events, file.size), { staysOpen: isSyncDue });
      } catch (error) {
        this.#pending = [...events, ...this.#pending];
        throw error;
      }
    });
  }

  async sync(): Promise<void> {
    await this.#enqueue(async () => this.#file?.sync());
    this.#isSyncDue = false;
  }

  async #open(): Promise<LogFile> {
    return (this.#file ??= (await LogFile.find(this.#path)) ?? LogFile.create(this.#path));
  }

  /** While the action that writes the first lines works; whatever goes wrong, their write will tell. */
  #openSoon(): void {
    this.#enqueue(async () => (await this.#open()).open()).catch(() => undefined);
  }

  #takePending(): LogEvent[] {
    const events = this.#pending;
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#isWriteDue = false;
    return events;
  }

  /** Nothing is left out silently: the last line of a full stream says so. */
  #withinLimit(events: readonly LogEvent[], size: number): readonly LogEvent[] {
    const { maxStreamBytes: limit = DEFAULT_MAX_STREAM_BYTES } = this.#options;
    let left = limit - size;
    const fitting = events.findIndex(({ message }) => {
      left -= Buffer.byteLength(message);
      return left < 0;
    });
    if (fitting < 0) return events;
    this.#isFull = true;
    const message = `[Penstock] This log has reached ${limit} bytes. What follows was not recorded.`;
    return [...events.slice(0, fitting), { timestampAt: events[fitting]?.timestampAt ?? 0, message }];
  }

  #writeSoon(): void {
    if (this.#isWriteDue) return;
    this.#isWriteDue = true;
    this.write().catch((error: unknown) => this.#options.onFault(error));
  }

  /** A failed write is the business of whoever asked for it; the next one starts afresh. */
  #enqueue(task: () => Promise<unknown>): Promise<void> {
    this.#busy += 1;
    const result = this.#queue
      .then(task)
      .then(() => undefined)
      .finally(() => (this.#busy -= 1));
    this.#queue = result.catch(() => undefined);
    return result;
  }
}
