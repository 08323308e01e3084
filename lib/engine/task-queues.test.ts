import { expect, it } from "vitest";
import { createTaskQueues } from "./task-queues";

it("runs what is about one thing one after the other, whatever fails, and other things meanwhile", async () => {
  const queues = createTaskQueues();
  const seen: string[] = [];
  let release = (): void => undefined;
  const first = queues.run("a", async () => {
    await new Promise<void>((resolve) => (release = resolve));
    seen.push("a1");
    throw new Error("a1 fails");
  });
  const second = queues.run("a", async () => seen.push("a2"));
  await queues.run("b", async () => seen.push("b"));
  expect([seen, queues.isBusy("a"), queues.isBusy("b")]).toEqual([["b"], true, false]);
  release();
  await expect(first).rejects.toThrow("a1 fails");
  await second;
  expect([seen, queues.isBusy("a")]).toEqual([["b", "a1", "a2"], false]);
});
