import { expect, it } from "vitest";
import { idsFrom } from "./ids";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const SEED = "00000000-0000-4000-8000-000000000000";

function take(seed: string, count: number): string[] {
  const ids = idsFrom(seed);
  return Array.from({ length: count }, () => ids.next());
}

it("gives the same ids for the same seed, and others for another", () => {
  expect(take(SEED, 3)).toEqual(take(SEED, 3));
  expect(take(SEED, 1)).not.toEqual(take("00000000-0000-4000-8000-000000000001", 1));
});

it("gives UUIDs that do not repeat, even from ids of its own as seeds", () => {
  const seeds = take(SEED, 1_000);
  const ids = seeds.flatMap((seed) => take(seed, 20));
  expect(new Set(ids).size).toBe(20_000);
  expect(ids.every((id) => UUID.test(id))).toBe(true);
});
