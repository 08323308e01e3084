import { expect, it } from "vitest";
import { buildAction, declarePipeline, declareStage } from "../testing/declare-pipeline";
import { Play } from "../testing/play";

const old = declarePipeline([declareStage("Old", [buildAction("Compile")])]);
const renamed = declarePipeline([declareStage("New", [buildAction("Compile")])]);

it("forgets a stage that was taken away once nothing goes on in it, with the execution that was there last", () => {
  const play = new Play(old).start("one").succeed("one", "Source.Checkout");
  play.apply({ type: "pipelineUpdated", declaration: renamed });
  expect(Object.keys(play.state.gates)).toContain("Old");
  play.fail("one", "Old.Compile");
  expect(Object.keys(play.state.gates)).toEqual(["Source"]);
  expect(Object.keys(play.state.executions)).toEqual(["one"]);
  play.start("two").succeed("two", "Source.Checkout");
  expect(Object.keys(play.state.executions)).toEqual(["two"]);
  expect(Object.keys(play.state.declarations)).toEqual(["2"]);
});

it("keeps a PARALLEL execution that has failed for a retry, however many others go on", () => {
  const play = new Play(
    declarePipeline([declareStage("Build", [buildAction("Compile")])], { executionMode: "PARALLEL" }),
  );
  const ids = Array.from({ length: 50 }, (_, number) => `e${number}`);
  for (const id of ids) play.start(id).succeed(id, "Source.Checkout");
  play.fail("e0", "Build.Compile").start("more");
  expect(play.execution("e0").record.status).toBe("Failed");
  for (const id of ids.slice(1)) play.fail(id, "Build.Compile");
  expect(ids.filter((id) => !(id in play.state.executions))).toEqual([]);
});

it("forgets PARALLEL executions that have succeeded, and failed ones after fifty newer", () => {
  const play = new Play(
    declarePipeline([declareStage("Build", [buildAction("Compile")])], { executionMode: "PARALLEL" }),
  );
  play.start("good").succeed("good", "Source.Checkout").succeed("good", "Build.Compile");
  for (let number = 0; number < 51; number += 1) play.start(`e${number}`).fail(`e${number}`, "Source.Checkout");
  expect(Object.keys(play.state.executions)).toHaveLength(50);
  expect(Object.keys(play.state.executions)).not.toContain("e0");
});

it("keeps what stands before the stages of the current version, transitions included", () => {
  const play = new Play(old);
  play.apply({ type: "transitionDisabled", stageName: "Old", reason: "freeze", changedBy: "me" });
  play.apply({ type: "pipelineUpdated", declaration: old });
  expect(play.state.gates["Old"]?.transition.enabled).toBe(false);
});
