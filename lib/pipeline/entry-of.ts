/**
 * What is kept under a name that somebody chose. `constructor` and `__proto__` are names like any other, so only what was
 * put there counts, not what every object inherits.
 */
export function entryOf<Value>(entries: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return entries !== undefined && Object.hasOwn(entries, name) ? entries[name] : undefined;
}
