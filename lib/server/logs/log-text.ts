import "server-only";
import { mkdir, open, rm, type FileHandle } from "node:fs/promises";
import path from "node:path";

export interface CopiedLine {
  /** Epoch milliseconds. */
  readonly at: number;
  /** As `readTerminalLine` makes it: no line break in it. */
  readonly text: string;
}

/** Lines are kept and searched in pieces of this many, or this many characters if they are long. */
const PIECE_LINES = 1_000;
const PIECE_LENGTH = 256 * 1024;
const TIME_BYTES = Float64Array.BYTES_PER_ELEMENT;

/** Where a piece is in the file: its text, then a time for each of its lines. */
interface Piece {
  readonly firstLine: number;
  readonly lines: number;
  readonly offset: number;
  readonly textBytes: number;
}

/**
 * The lines of a log on this machine's disk, by number. The file has no name, so it goes with the process and no other
 * can open it; the newest lines, less than a piece, are in memory.
 */
export class LogText {
  readonly #file: FileHandle;
  readonly #pieces: Piece[] = [];
  #newest: CopiedLine[] = [];
  #newestLength = 0;
  #size = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(directory: string, name: string): Promise<LogText> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const place = path.join(directory, name);
    const file = await open(place, "wx+", 0o600);
    await rm(place);
    return new LogText(file);
  }

  get lines(): number {
    return this.#writtenLines + this.#newest.length;
  }

  /** On disk. */
  get size(): number {
    return this.#size;
  }

  /** One after the other, please. */
  async append(lines: readonly CopiedLine[]): Promise<void> {
    for (const line of lines) {
      this.#newest.push(line);
      this.#newestLength += line.text.length;
    }
    while (this.#newest.length >= PIECE_LINES || this.#newestLength >= PIECE_LENGTH) await this.#writePiece();
  }

  /** Lines `from` to `to`, the latter excluded, cut to what there is. */
  async read(from: number, to: number): Promise<CopiedLine[]> {
    const lines: CopiedLine[] = [];
    for (let index = this.pieceOf(from); index < this.pieceCount; index += 1) {
      const firstLine = this.firstLineOf(index);
      if (firstLine >= to) break;
      const piece = await this.#linesOf(index);
      lines.push(...piece.slice(Math.max(0, from - firstLine), to - firstLine));
    }
    return lines;
  }

  /** Those on disk never change; the last one may grow, and be empty. */
  get pieceCount(): number {
    return this.#pieces.length + 1;
  }

  isWritten(index: number): boolean {
    return index < this.#pieces.length;
  }

  firstLineOf(index: number): number {
    return this.#pieces[index]?.firstLine ?? this.#writtenLines;
  }

  /** The piece that has a line, or would have it. */
  pieceOf(line: number): number {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const piece = this.#pieces[middle];
      if (piece && piece.firstLine + piece.lines <= line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The lines of a piece, with a line break between them. */
  async textOf(index: number): Promise<string> {
    const piece = this.#pieces[index];
    if (!piece) return this.#newest.map(({ text }) => text).join("\n");
    return (await this.#bytes(piece.offset, piece.textBytes)).toString("utf8");
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  get #writtenLines(): number {
    const last = this.#pieces.at(-1);
    return last ? last.firstLine + last.lines : 0;
  }

  async #linesOf(index: number): Promise<readonly CopiedLine[]> {
    const piece = this.#pieces[index];
    if (!piece) return this.#newest;
    const bytes = await this.#bytes(piece.offset, piece.textBytes + piece.lines * TIME_BYTES);
    const texts = bytes.toString("utf8", 0, piece.textBytes).split("\n");
    return texts.map((text, line) => ({ text, at: bytes.readDoubleLE(piece.textBytes + line * TIME_BYTES) }));
  }

  async #bytes(offset: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.#file.read(buffer, done, length - done, offset + done);
      if (bytesRead === 0) throw new Error("The copy of a log is shorter than it was written.");
      done += bytesRead;
    }
    return buffer;
  }

  /** Readers see the lines in memory until they are on disk. */
  async #writePiece(): Promise<void> {
    let length = 0;
    const end = this.#newest.findIndex(({ text }, index) => {
      length += text.length;
      return index + 1 >= PIECE_LINES || length >= PIECE_LENGTH;
    });
    const lines = this.#newest.slice(0, end + 1);
    const text = Buffer.from(lines.map((line) => line.text).join("\n"), "utf8");
    const times = Buffer.allocUnsafe(lines.length * TIME_BYTES);
    for (const [index, { at }] of lines.entries()) times.writeDoubleLE(at, index * TIME_BYTES);
    const bytes = Buffer.concat([text, times]);
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#size + done);
      done += bytesWritten;
    }
    this.#pieces.push({
      firstLine: this.#writtenLines,
      lines: lines.length,
      offset: this.#size,
      textBytes: text.length,
    });
    this.#size += bytes.length;
    this.#newest = this.#newest.slice(lines.length);
    this.#newestLength -= length;
  }
}
