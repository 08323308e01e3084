import { createHash } from "node:crypto";
import { entryOf } from "@/lib/pipeline/entry-of";

const MAX_RANGE = 1_000;
const HASHES: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

/** A function was called with what it cannot take. */
export class FunctionError extends Error {}

// What Step Functions has as intrinsic functions, and adds to JSONata under other names.

export function partition(list: readonly unknown[], size: number): unknown[][] {
  const width = Math.floor(size);
  if (!(width > 0)) throw new FunctionError(`the size ${size} is not above 0`);
  return Array.from({ length: Math.ceil(list.length / width) }, (_, at) => list.slice(at * width, (at + 1) * width));
}

/** `last` included, where the steps meet it. */
export function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw new FunctionError("the step is 0");
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > MAX_RANGE) throw new FunctionError(`it would have ${count} items; ${MAX_RANGE} are the most`);
  return Array.from({ length: count }, (_, at) => first + at * step);
}

/** From 0 to below 1, the same for the same seed. */
export function draw(seed: string): number {
  return createHash("sha256").update(seed).digest().readUInt32BE(0) / 2 ** 32;
}

export function hashText(text: string, algorithm: string): string {
  const name = entryOf(HASHES, algorithm);
  if (name === undefined) throw new FunctionError(`${algorithm} is none of ${Object.keys(HASHES).join(", ")}`);
  return createHash(name).update(text).digest("hex");
}
