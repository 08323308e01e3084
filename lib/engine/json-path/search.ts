import type { JsonPath } from "./json-path";

/** How many values of a payload one path may look at; `$..*..*` could look at billions. */
const MOST_VISITS = 200_000;

/** How much of a long text one visit compares. */
const TEXT_PER_VISIT = 64;

/** One look through a payload, of which only so much is looked at. */
export class Search {
  readonly payload: unknown;
  /** Every value that a path selects from a value within the payload. */
  readonly select: (start: unknown, path: JsonPath) => readonly unknown[];
  #visitsLeft = MOST_VISITS;

  constructor(payload: unknown, select: (start: unknown, path: JsonPath, search: Search) => readonly unknown[]) {
    this.payload = payload;
    this.select = (start, path) => select(start, path, this);
  }

  /** @throws TooManyVisits */
  visit(count: number): void {
    this.#visitsLeft -= count;
    if (this.#visitsLeft < 0) throw new TooManyVisits();
  }

  /** To be compared. @throws TooManyVisits */
  read(value: unknown): unknown {
    if (typeof value === "string") this.visit(Math.ceil(value.length / TEXT_PER_VISIT));
    return value;
  }
}

export class TooManyVisits extends Error {}
