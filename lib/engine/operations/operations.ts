import type { Operation } from "./operation";

/** Every call this engine answers, by the name in `X-Amz-Target`. What is missing here is refused by `protocol/`. */
const operations = {} as const satisfies Readonly<Record<string, Operation<never, unknown>>>;

/** @returns null for an operation that this engine does not have */
export function findOperation(name: string): Operation<unknown, unknown> | null {
  const found: Readonly<Record<string, Operation<never, unknown>>> = operations;
  // The cast holds because `protocol/` checks the input against the shape of that very operation.
  return Object.hasOwn(found, name) ? (found[name] as Operation<unknown, unknown>) : null;
}
