import "server-only";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { RandomAccessReader } from "yauzl";
import { type ArtifactObject, readObject } from "@/lib/aws/artifact-objects";
import type { ConnectionClients } from "@/lib/aws/connection-clients";
import { PenstockError } from "@/lib/errors";

/** What is fetched at once. Large enough that most lists of entries are one block, small enough to keep a few. */
const BLOCK_BYTES = 256 * 1024;
const MOST_BLOCKS = 8;

interface ObjectBytesOptions {
  readonly clients: ConnectionClients;
  readonly object: ArtifactObject;
  /** The last bytes, where they are known already. */
  readonly tail: Buffer;
  readonly signal: AbortSignal;
}

/** An object of a bucket as a file that is read here and there: by range, a block at a time, never whole. */
export class ObjectBytes extends RandomAccessReader {
  readonly #options: ObjectBytesOptions;
  readonly #blocks = new Map<number, Promise<Buffer>>();
  readonly #tailAt: number;

  constructor(options: ObjectBytesOptions) {
    super();
    // Every ZIP that is opened on it listens; nothing is ever left to be told.
    this.setMaxListeners(0);
    this.#options = options;
    this.#tailAt = options.object.sizeBytes - options.tail.length;
  }

  /** Bytes from `start` up to and without `end`; fewer where the object ends before. */
  async bytes(start: number, end: number): Promise<Buffer> {
    const last = Math.min(end, this.#options.object.sizeBytes);
    if (!(start >= 0) || start >= last) return Buffer.alloc(0);
    if (start >= this.#tailAt) return this.#options.tail.subarray(start - this.#tailAt, last - this.#tailAt);
    const parts: Buffer[] = [];
    for (let at = start; at < last;) {
      const index = Math.floor(at / BLOCK_BYTES);
      const block = await this.#block(index);
      const part = block.subarray(at - index * BLOCK_BYTES, last - index * BLOCK_BYTES);
      if (part.length === 0) break;
      parts.push(part);
      at += part.length;
    }
    return Buffer.concat(parts);
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    answer: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.bytes(position, position + length).then(
      (bytes) => answer(null, bytes.copy(target, offset)),
      (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
    );
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#stream(start, end), { objectMode: false });
  }

  /** What is small comes from blocks, so that a file and its header are one request; the rest is streamed through. */
  async *#stream(start: number, end: number): AsyncGenerator<Buffer> {
    if (end - start <= BLOCK_BYTES) {
      yield await this.bytes(start, end);
      return;
    }
    const { clients, object, signal } = this.#options;
    const body = await readObject(clients, object, { range: { first: start, last: end - 1 }, signal });
    try {
      for await (const chunk of body) yield chunk;
    } catch (error) {
      throw asLoss(error, object);
    } finally {
      body.destroy();
    }
  }

  #block(index: number): Promise<Buffer> {
    const known = this.#blocks.get(index);
    if (known) return known;
    const { clients, object, signal } = this.#options;
    const first = index * BLOCK_BYTES;
    const last = Math.min(first + BLOCK_BYTES, object.sizeBytes) - 1;
    const reading = readObject(clients, object, { range: { first, last }, signal }).then((body) =>
      buffer(body).catch((error: unknown) => {
        throw asLoss(error, object);
      }),
    );
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size >= MOST_BLOCKS && oldest !== undefined) this.#blocks.delete(oldest);
    this.#blocks.set(index, reading);
    reading.catch(() => this.#blocks.delete(index));
    return reading;
  }
}

/** What breaks off on the way is no fault of the archive. */
export function asLoss(error: unknown, { bucket, key }: ArtifactObject): unknown {
  if (error instanceof PenstockError || (error instanceof Error && error.name === "AbortError")) return error;
  return new PenstockError("upstream", `The connection broke while s3://${bucket}/${key} was read. Try again.`, {
    cause: error,
  });
}
