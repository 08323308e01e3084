import { expect, it } from "vitest";
import { fewAtOnce } from "./few-at-once";

it("does a few at a time, and keeps their order", async () => {
  const items = Array.from({ length: 100 }, (_, index) => index);
  let open = 0;
  let mostOpen = 0;
  const results = await fewAtOnce(items, async (item) => {
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    await Promise.resolve();
    open -= 1;
    return item * 2;
  });
  expect(results).toEqual(items.map((item) => item * 2));
  expect(mostOpen).toBe(8);
});

it("ends with the first failure", async () => {
  const begun: number[] = [];
  const failing = fewAtOnce([...Array.from({ length: 20 }).keys()], async (item) => {
    begun.push(item);
    if (item === 3) throw new Error("closed");
  });
  await expect(failing).rejects.toThrow("closed");
  expect(begun).toHaveLength(8);
});
