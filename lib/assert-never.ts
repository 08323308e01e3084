/** Fails loudly when a value of a closed union reaches a branch that should be unreachable. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
