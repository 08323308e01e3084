import { expect, it } from "vitest";
import { buildAction, declarePipeline, declareStage, sourceAction } from "../testing/declare-pipeline";
import { Play } from "../testing/play";

const stages = [
  declareStage("Source", [sourceAction("Checkout", { namespace: "source" })]),
  declareStage("Build", [buildAction("Compile", { configuration: { ProjectName: "#{source.Text}#{source.Text}" } })]),
];

it("fails an action that puts out more than 122,880 bytes of variables", () => {
  const play = new Play(declarePipeline([], { stages })).start("one");
  play.succeed("one", "Source.Checkout", { outputVariables: { Text: "é".repeat(61_440) } });
  expect(play.action("one", "Source.Checkout")).toMatchObject({
    status: "Failed",
    error: { message: "Its output variables take 122884 bytes, which is more than the 122880 allowed." },
  });
  expect(play.status("one")).toBe("Failed");
});

it("fails an action whose resolved configuration takes more than 100 KB", () => {
  const play = new Play(declarePipeline([], { stages })).start("one");
  play.succeed("one", "Source.Checkout", { outputVariables: { Text: "x".repeat(60_000) } });
  expect(play.action("one", "Build.Compile")).toMatchObject({
    status: "Failed",
    error: { code: "ConfigurationError", message: expect.stringContaining("more than the 102400 allowed") },
  });
});

it("lets an action run up to both limits", () => {
  const play = new Play(declarePipeline([], { stages })).start("one");
  play.succeed("one", "Source.Checkout", { outputVariables: { Text: "x".repeat(51_194) } });
  expect(play.running()).toEqual(["one Build.Compile"]);
});
