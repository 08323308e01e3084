/** Numbers that look random and follow from a seed, so that a run can be told apart from another. */
export interface Random {
  /** From 0 up to, but without, `end`; whole. */
  below(end: number): number;
  /** True in one of `times` cases. */
  oneIn(times: number): boolean;
  pick<Item>(items: readonly Item[]): Item | undefined;
}

/** @see https://en.wikipedia.org/wiki/Xorshift */
export function randomFrom(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  const below = (end: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % end;
  };
  return {
    below,
    oneIn: (times) => below(times) === 0,
    pick: (items) => (items.length === 0 ? undefined : items[below(items.length)]),
  };
}
