import { S3Error } from "./s3-error";

/** A size in hex is at most 16 digits; a signature follows it. Anything longer is no chunk. */
const LONGEST_LINE = 1_024;

/**
 * Takes the bytes out of a body in S3's own chunks: `<size in hex>[;chunk-signature=…]\r\n<bytes>\r\n`, a chunk of size
 * 0, then trailers. Signatures of chunks are passed over: the request's own is verified, and the loopback interface
 * changes nothing on the way.
 * @param onTrailer told of each header that follows the last chunk
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export async function* decodeAwsChunks(
  body: AsyncIterable<Uint8Array>,
  onTrailer: (name: string, value: string) => void,
): AsyncGenerator<Uint8Array> {
  const reader = new ByteReader(body);
  for (;;) {
    const size = sizeOf(await reader.line());
    if (size === 0) break;
    yield* reader.take(size);
    if ((await reader.line()) !== "") throw malformed();
  }
  for (let line = await reader.line(); line !== "" && line !== null; line = await reader.line()) {
    const colon = line.indexOf(":");
    if (colon > 0) onTrailer(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

function sizeOf(line: string | null): number {
  const digits = /^([0-9a-f]{1,12})(?:;|$)/i.exec(line ?? "")?.[1];
  if (digits === undefined) throw malformed();
  return parseInt(digits, 16);
}

function malformed(): S3Error {
  return new S3Error("IncompleteBody", "The request body is not in the chunks that its headers announce.");
}

class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#source = body[Symbol.asyncIterator]();
  }

  /** Up to the next line break, without it; null at the end of the body. */
  async line(): Promise<string | null> {
    for (;;) {
      const end = this.#held.indexOf("\r\n");
      if (end >= 0) return this.#cut(end, 2).toString("latin1");
      if (this.#held.length > LONGEST_LINE) throw malformed();
      if (!(await this.#more()))
        return this.#held.length > 0 ? this.#cut(this.#held.length, 0).toString("latin1") : null;
    }
  }

  async *take(size: number): AsyncGenerator<Uint8Array> {
    for (let left = size; left > 0;) {
      if (this.#held.length === 0 && !(await this.#more())) throw malformed();
      const part = this.#cut(Math.min(left, this.#held.length), 0);
      left -= part.length;
      if (part.length > 0) yield part;
    }
  }

  #cut(length: number, passed: number): Buffer {
    const part = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length + passed);
    return part;
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#source.next();
    if (done) return false;
    this.#held = this.#held.length === 0 ? Buffer.from(value) : Buffer.concat([this.#held, value]);
    return true;
  }
}
