import "server-only";
import { finderOf, type TextFinder, type TextQuery } from "@/lib/pipeline/logs/find-text";
import { plainText } from "@/lib/pipeline/logs/terminal-line";
import type { LogText } from "./log-text";

export interface TextCount {
  readonly count: number;
  readonly searchedLines: number;
  /** Every line that there was has been searched. */
  readonly isThrough: boolean;
}

export interface TextMatch {
  /** The how-manieth, from 1. */
  readonly number: number;
  /** From 0, both. */
  readonly line: number;
  readonly column: number;
}

/**
 * One search of one log. It remembers how many places each piece has, four bytes or so, and finds a place again by
 * reading its piece, so that a million places cost no memory; lines that were added since are all it searches again.
 */
export class LogTextSearch {
  readonly #log: LogText;
  readonly #finder: TextFinder;
  /** Places before the end of each piece on disk. */
  readonly #totals: number[] = [];
  #queue: Promise<unknown> = Promise.resolve();

  constructor(log: LogText, query: TextQuery) {
    this.#log = log;
    this.#finder = finderOf(query);
  }

  /** Searches what was not searched yet, and stops when `isTimeUp` says so; the next call goes on. */
  async count(isTimeUp: () => boolean): Promise<TextCount> {
    if (this.#finder.wanted === "") return { count: 0, searchedLines: this.#log.lines, isThrough: true };
    return this.#alone(async () => {
      while (this.#log.isWritten(this.#totals.length)) {
        const searchedLines = this.#log.firstLineOf(this.#totals.length);
        if (isTimeUp()) return { count: this.#before(this.#totals.length), searchedLines, isThrough: false };
        const count = countIn(await this.#foldedPiece(this.#totals.length), this.#finder.wanted);
        this.#totals.push(this.#before(this.#totals.length) + count);
      }
      const searchedLines = this.#log.lines;
      const newest = countIn(await this.#foldedPiece(this.#totals.length), this.#finder.wanted);
      return { count: this.#before(this.#totals.length) + newest, searchedLines, isThrough: true };
    });
  }

  /** The place of that number, among those counted so far; null when there is none. */
  async find(number: number): Promise<TextMatch | null> {
    const piece = this.#totals.findIndex((total) => total >= number);
    const index = piece === -1 ? this.#totals.length : piece;
    const before = this.#before(index);
    const places = this.#placesIn(await this.#foldedPiece(index), index);
    const place = places[number - before - 1];
    return place ? { number, ...place } : null;
  }

  /** The first place at or after a line, among those counted so far; null when there is none. */
  async findFrom(line: number): Promise<TextMatch | null> {
    for (let index = this.#log.pieceOf(line); index <= this.#totals.length; index += 1) {
      const before = this.#before(index);
      if (index < this.#totals.length && this.#totals[index] === before) continue;
      const places = this.#placesIn(await this.#foldedPiece(index), index);
      const at = places.findIndex((place) => place.line >= line);
      const place = places[at];
      if (place) return { number: before + at + 1, ...place };
    }
    return null;
  }

  #before(index: number): number {
    return this.#totals[index - 1] ?? 0;
  }

  async #foldedPiece(index: number): Promise<string> {
    return this.#finder.fold(plainText(await this.#log.textOf(index)));
  }

  #placesIn(text: string, index: number): { readonly line: number; readonly column: number }[] {
    const { wanted } = this.#finder;
    const places: { line: number; column: number }[] = [];
    let line = this.#log.firstLineOf(index);
    let lineStart = 0;
    for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) {
      for (let end = text.indexOf("\n", lineStart); end !== -1 && end < at; end = text.indexOf("\n", lineStart)) {
        line += 1;
        lineStart = end + 1;
      }
      places.push({ line, column: at - lineStart });
    }
    return places;
  }

  /** Two who search for the same share the work instead of doing it twice. */
  #alone<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(task);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

function countIn(text: string, wanted: string): number {
  let count = 0;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) count += 1;
  return count;
}
