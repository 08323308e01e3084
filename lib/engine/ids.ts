/** Identity as a dependency: fresh, unguessable, lower-case UUIDs. */
export interface Ids {
  next(): string;
}

/**
 * UUIDs that follow from `seed`, itself a UUID: the same seed gives the same ids in the same order.
 * Two seeds never share an id at the same position, because each position mixes the seed reversibly.
 */
export function idsFrom(seed: string): Ids {
  const [a = 0, b = 0, c = 0, d = 0] = (seed.replaceAll("-", "").match(/.{8}/g) ?? []).map((hex) => parseInt(hex, 16));
  let position = 0;
  return {
    next() {
      position += 1;
      return uuidOf(mix([a, b, c, d], position));
    },
  };
}

type Words = readonly [number, number, number, number];

/** Rounds of multiply and rotate over four 32-bit words, each reversible. */
function mix(words: Words, salt: number): Words {
  let [a, b, c, d] = words;
  for (let round = 1; round <= 4; round += 1) {
    a = scramble((a + Math.imul(salt, 0x9e3779b1) + round) >>> 0);
    b = scramble((b ^ a) >>> 0);
    c = scramble((c ^ b) >>> 0);
    d = scramble((d ^ c) >>> 0);
    a = (a ^ d) >>> 0;
  }
  return [a, b, c, d];
}

function scramble(word: number): number {
  let value = word;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function uuidOf(words: Words): string {
  const hex = words.map((word) => word.toString(16).padStart(8, "0")).join("");
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
