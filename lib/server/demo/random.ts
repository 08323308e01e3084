import "server-only";

/** A repeatable source of chance: the same seed gives the same demo history on every machine. */
export interface Random {
  /** 0 up to, not including, 1. */
  next(): number;
  /** True with that probability. */
  chance(probability: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** Around `median`, never negative, with a long tail upwards; `spread` 0.2 is calm, 0.6 is wild. */
  duration(median: number, spread: number): number;
  uuid(): string;
}

/** Mulberry32: 32 bits of state, good enough for a picture of the past and nothing else. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join("");
  return {
    next,
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    duration: (median, spread) => Math.round(median * Math.exp(spread * standardNormal(next))),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
}

/** Box–Muller, one of the pair. */
function standardNormal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
