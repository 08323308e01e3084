import { xmlText } from "../xml-text";
import { S3Error } from "./s3-error";

const MOST_KEYS = 1_000;

/** One line of a list: an object's key, or a prefix that stands for all the keys that begin with it. */
export interface ListEntry {
  readonly name: string;
  readonly isPrefix: boolean;
}

/** Keys in the order of their bytes, those that share what stands before the delimiter as one. */
export function listEntries(
  keys: readonly string[],
  { prefix, delimiter }: { readonly prefix: string; readonly delimiter: string },
): readonly ListEntry[] {
  const entries = new Map<string, ListEntry>();
  for (const key of keys) {
    const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const name = at < 0 ? key : key.slice(0, at + delimiter.length);
    entries.set(name, { name, isPrefix: at >= 0 });
  }
  return [...entries.values()].toSorted((a, b) => compareBytes(a.name, b.name));
}

export function isBehind({ name }: ListEntry, marker: string): boolean {
  return compareBytes(name, marker) > 0;
}

/** What every list of a bucket is asked for with. */
export interface ListQuery {
  readonly prefix: string;
  /** Empty: none. */
  readonly delimiter: string;
  /** How many entries a page holds at most. */
  readonly limit: number;
  /** How names stand in the answer. */
  encode(text: string): string;
}

/** @throws S3Error `InvalidArgument` */
export function listQueryOf(query: URLSearchParams): ListQuery {
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") ?? "",
    limit: maxKeysOf(query),
    encode: query.get("encoding-type") === "url" ? (text) => encodeURIComponent(text) : xmlText,
  };
}

function maxKeysOf(query: URLSearchParams): number {
  const text = query.get("max-keys");
  if (text === null) return MOST_KEYS;
  if (!/^\d{1,9}$/.test(text))
    throw new S3Error("InvalidArgument", "Argument maxKeys must be an integer between 0 and 2147483647");
  return Math.min(Number(text), MOST_KEYS);
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
