import { expect, it } from "vitest";
import { declarePipeline, declareStage, buildAction } from "./testing/declare-pipeline";
import { startTestEngine } from "./testing/start-test-engine";

const DAY_MS = 24 * 60 * 60 * 1000;
const declaration = declarePipeline([declareStage("Build", [buildAction("Compile")])]);

async function start() {
  const test = await startTestEngine();
  await test.engine.createPipeline(declaration, { tags: [], principalArn: "arn:me" });
  const touch = (enabled: boolean) =>
    test.engine.submit("shop", () =>
      enabled
        ? { type: "transitionEnabled", stageName: "Build", changedBy: "me" }
        : { type: "transitionDisabled", stageName: "Build", changedBy: "me", reason: "freeze" },
    );
  return { ...test, touch };
}

it("bounds the log of events of a pipeline, however much happens", async () => {
  const { touch, store } = await start();
  for (let count = 0; count < 4_500; count += 1) await touch(count % 2 === 0);
  expect(store.eventsOf("shop").length).toBeLessThanOrEqual(2_000);
  expect(store.eventsOf("shop").length).toBeGreaterThanOrEqual(1_000);
});

it("forgets executions after 13 months, but never one that can still be retried or goes on", async () => {
  const { engine, runner, clock, settled, store } = await start();
  const startOne = () =>
    engine.submit("shop", () => ({
      type: "executionStarted",
      pipelineExecutionId: engine.ids.next(),
      trigger: { triggerType: "StartPipelineExecution" },
      variables: [],
      sourceOverrides: [],
    }));
  for (let count = 0; count < 2; count += 1) {
    if (count > 0) await startOne();
    runner.succeed("Checkout");
    await settled();
    runner.fail("Compile");
    await settled();
  }
  clock.advance(400 * DAY_MS);
  await settled();
  const kept = await store.listExecutions("shop", { limit: 10 });
  expect(kept.map(({ status }) => status)).toEqual(["Failed"]);
  expect(await store.listActionExecutions("shop", { limit: 10 })).toHaveLength(2);
  expect(engine.stateOf("shop")?.executions[kept[0]?.pipelineExecutionId ?? ""]).toBeDefined();
});
