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

it("keeps what stands before the stages of the current version, transitions included", () => {
  const play = new Play(old);
  play.apply({ type: "transitionDisabled", stageName: "Old", reason: "freeze", changedBy: "me" });
  play.apply({ type: "pipelineUpdated", declaration: old });
  expect(play.state.gates["Old"]?.transition.enabled).toBe(false);
});
