import { describe, expect, it } from "vitest";
import { buildAction, declarePipeline, declareStage } from "../testing/declare-pipeline";
import { Play } from "../testing/play";

const deploy = declareStage("Deploy", [buildAction("Install")]);

/** Lets an execution through the source stage. */
function started(play: Play, ...names: string[]): Play {
  for (const name of names) play.start(name).succeed(name, "Source.Checkout");
  return play;
}

describe("conditions", () => {
  const rule = (value: string) => ({
    name: "IsMain",
    ruleTypeId: { category: "Rule", owner: "AWS", provider: "VariableCheck", version: "1" },
    configuration: { Variable: "#{variables.Branch}", Operator: "EQ", Value: value },
  });
  const variables = [{ name: "Branch", defaultValue: "main" }];

  it("let a stage begin when their rules hold", () => {
    const stage = declareStage("Build", [buildAction("Compile")], {
      beforeEntry: { conditions: [{ result: "FAIL", rules: [rule("main")] }] },
    });
    const play = started(new Play(declarePipeline([stage], { variables })), "one");
    expect(play.running()).toEqual(["one Build.Compile"]);
    expect(play.stage("one", "Build").conditions.beforeEntry?.status).toBe("Succeeded");
  });

  it("skip a stage", () => {
    const stage = declareStage("Build", [buildAction("Compile")], {
      beforeEntry: { conditions: [{ result: "SKIP", rules: [rule("release")] }] },
    });
    const play = started(new Play(declarePipeline([stage, deploy], { variables })), "one");
    expect(play.stage("one", "Build").status).toBe("Skipped");
    expect(play.running()).toEqual(["one Deploy.Install"]);
  });

  it("hold a stage before its actions until they are overridden", () => {
    const stage = declareStage("Build", [buildAction("Compile")], {
      beforeEntry: { conditions: [{ result: "FAIL", rules: [rule("release")] }] },
    });
    const play = started(new Play(declarePipeline([stage], { variables })), "one");
    expect(play.running()).toEqual([]);
    expect(play.stage("one", "Build").status).toBe("InProgress");
    const override = { type: "conditionOverridden", pipelineExecutionId: "one", stageName: "Build" } as const;
    play.apply({ ...override, gate: "beforeEntry" });
    expect(play.running()).toEqual(["one Build.Compile"]);
  });

  it("fail a stage whose actions succeeded, and pass it when overridden", () => {
    const stage = declareStage("Build", [buildAction("Compile")], {
      onSuccess: { conditions: [{ result: "FAIL", rules: [rule("release")] }] },
    });
    const play = started(new Play(declarePipeline([stage, deploy], { variables })), "one");
    play.succeed("one", "Build.Compile");
    expect(play.status("one")).toBe("Failed");
    const override = { type: "conditionOverridden", pipelineExecutionId: "one", stageName: "Build" } as const;
    play.apply({ ...override, gate: "onSuccess" });
    expect(play.running()).toEqual(["one Deploy.Install"]);
  });

  it("run rules that need the world like the action they resemble", () => {
    const commands = {
      name: "Smoke",
      ruleTypeId: { category: "Rule", owner: "AWS", provider: "Commands", version: "1" },
      commands: ["test #{variables.Branch} = main"],
    };
    const stage = declareStage("Build", [buildAction("Compile")], {
      beforeEntry: { conditions: [{ result: "FAIL", rules: [commands] }] },
    });
    const play = started(new Play(declarePipeline([stage], { variables })), "one");
    const job = play.jobs.at(-1);
    expect(job).toMatchObject({ actionTypeId: { provider: "Commands" }, commands: ["test main = main"] });
    play.apply({ type: "actionSucceeded", actionExecutionId: job?.actionExecutionId ?? "" });
    expect(play.running()).toEqual(["one Build.Compile"]);
  });
});
