import { expect, it } from "vitest";
import { buildAction, declarePipeline, declareStage } from "../testing/declare-pipeline";
import { startTestEngine } from "../testing/start-test-engine";
import { commitWithSync } from "./commit-with-sync";
import { createMemoryStore } from "./memory-store";

const pipeline = declarePipeline([declareStage("Build", [buildAction("Compile")])]);

it("lets the end of an action count only once its log is durable, and tries until it is", async () => {
  const store = createMemoryStore();
  let isDiskFull = false;
  const sync = async (): Promise<void> => {
    if (isDiskFull) throw new Error("ENOSPC");
  };
  const test = await startTestEngine({ ...store, commit: commitWithSync(store, sync).commit });
  await test.engine.createPipeline(pipeline, { tags: [], principalArn: "arn:me" });
  await test.settled();
  isDiskFull = true;
  test.runner.succeed("Checkout");
  await test.settled();
  expect(test.runner.running()).toEqual([]);
  test.clock.advance(1_000);
  isDiskFull = false;
  await test.settled();
  test.clock.advance(1_000);
  await test.settled();
  expect(test.runner.running()).toEqual(["Compile"]);
  expect(test.runner.jobs.map(({ actionName }) => actionName)).toEqual(["Checkout", "Compile"]);
});

it("is over with both before it tells of a failure of one", async () => {
  const order: string[] = [];
  const store = createMemoryStore();
  const commit = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    order.push("committed");
  };
  const both = commitWithSync({ ...store, commit }, () => Promise.reject(new Error("ENOSPC")));
  // The memory store's own commit is not called, so any commit does.
  await both.commit({} as Parameters<typeof both.commit>[0]).catch((error: Error) => order.push(error.message));
  expect(order).toEqual(["committed", "ENOSPC"]);
});
