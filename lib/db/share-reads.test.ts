import { expect, it } from "vitest";
import { shareRead } from "./share-reads";

/** A reading that ends when told to. */
function controlled() {
  const begun: { end(value: string): void; fail(error: Error): void }[] = [];
  const read = () => new Promise<string>((resolve, reject) => begun.push({ end: resolve, fail: reject }));
  return { begun, read };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

it("shares the reading that begins after all who wait for it have asked", async () => {
  const { begun, read } = controlled();
  const first = shareRead("a", read);
  const later = Array.from({ length: 199 }, () => shareRead("a", read));
  expect(begun).toHaveLength(1);
  begun[0]?.end("before the change");
  await settled();
  expect(begun).toHaveLength(2);
  begun[1]?.end("after the change");
  expect(await first).toBe("before the change");
  expect(new Set(await Promise.all(later))).toEqual(new Set(["after the change"]));
});

it("begins a reading at once when none is under way, also after one has ended", async () => {
  const { begun, read } = controlled();
  const first = shareRead("b", read);
  begun[0]?.end("one");
  await first;
  await settled();
  void shareRead("b", read);
  expect(begun).toHaveLength(2);
  void shareRead("c", read);
  expect(begun).toHaveLength(3);
});

it("tells a failure to those whose reading failed, and reads again for the others", async () => {
  const { begun, read } = controlled();
  const first = shareRead("d", read);
  const second = shareRead("d", read);
  begun[0]?.fail(new Error("cut"));
  await expect(first).rejects.toThrow("cut");
  await settled();
  begun[1]?.end("good");
  expect(await second).toBe("good");
});

it("serves one wave after the other", async () => {
  const { begun, read } = controlled();
  void shareRead("e", read);
  const second = shareRead("e", read);
  begun[0]?.end("1");
  await settled();
  const third = shareRead("e", read);
  expect(begun).toHaveLength(2);
  begun[1]?.end("2");
  await settled();
  expect(begun).toHaveLength(3);
  begun[2]?.end("3");
  expect([await second, await third]).toEqual(["2", "3"]);
});
