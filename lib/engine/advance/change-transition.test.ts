import { expect, it } from "vitest";
import { buildAction, declarePipeline, declareStage } from "../testing/declare-pipeline";
import { Play } from "../testing/play";

const build = declareStage("Build", [buildAction("Compile")]);
const outbound = { stageName: "Source", transitionType: "Outbound", changedBy: "me" } as const;

it("holds those who have passed a stage in front of the next while its outbound transition is disabled", () => {
  const play = new Play(declarePipeline([build]));
  play.apply({ type: "transitionDisabled", ...outbound, reason: "freeze" });
  play.start("one").succeed("one", "Source.Checkout");
  expect(play.stage("one", "Source").status).toBe("Succeeded");
  expect(play.waiting("Build")).toEqual(["one"]);
  play.apply({ type: "transitionEnabled", ...outbound });
  expect(play.running()).toEqual(["one Build.Compile"]);
});

it("asks both transitions on the way between two stages", () => {
  const play = new Play(declarePipeline([build]));
  const inbound = { stageName: "Build", transitionType: "Inbound", changedBy: "me" } as const;
  play.apply({ type: "transitionDisabled", ...outbound, reason: "freeze" });
  play.apply({ type: "transitionDisabled", ...inbound, reason: "freeze" });
  play.start("one").succeed("one", "Source.Checkout");
  play.apply({ type: "transitionEnabled", ...outbound });
  expect(play.running()).toEqual([]);
  play.apply({ type: "transitionEnabled", ...inbound });
  expect(play.running()).toEqual(["one Build.Compile"]);
});
