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
    const play = new Play(declarePipeline([stage], { variables })).start("one");
    play.succeed("one", "Source.Checkout", { revision: { revisionId: "abc" } });
    const job = play.jobs.at(-1);
    expect(job).toMatchObject({
      actionTypeId: { provider: "Commands" },
      commands: ["test main = main"],
      resolvedSourceVersion: "abc",
    });
    play.apply({ type: "actionSucceeded", actionExecutionId: job?.actionExecutionId ?? "" });
    expect(play.running()).toEqual(["one Build.Compile"]);
  });

  it("show what a rule reports while it runs, and end it when its time is over", () => {
    const smoke = {
      name: "Smoke",
      ruleTypeId: { category: "Rule", owner: "AWS", provider: "Commands", version: "1" },
      commands: ["sleep 3600"],
      timeoutInMinutes: 600,
    };
    const stage = declareStage("Build", [buildAction("Compile")], {
      beforeEntry: { conditions: [{ result: "FAIL", rules: [smoke] }] },
    });
    const play = started(new Play(declarePipeline([stage])), "one");
    const actionExecutionId = play.jobs.at(-1)?.actionExecutionId ?? "";
    const rule = () => play.stage("one", "Build").conditions.beforeEntry?.rules["Smoke"];
    play.apply({ type: "actionProgressed", actionExecutionId, externalExecutionId: "shop:1", summary: "Running" });
    expect(rule()).toMatchObject({ status: "InProgress", externalExecutionId: "shop:1", summary: "Running" });
    expect(rule()).toMatchObject({ timeoutAt: (rule()?.startedAt ?? 0) + 55 * 60_000 });
    play.apply({ type: "actionTimedOut", actionExecutionId });
    expect(rule()).toMatchObject({ status: "Failed", error: { message: expect.stringContaining("55 minutes") } });
    expect(play.stage("one", "Build").conditions.beforeEntry?.status).toBe("Failed");
  });

  it("give a rule the state of its alarm as long as it waits, and tell it when it is asked", () => {
    const alarm = {
      name: "Quiet",
      ruleTypeId: { category: "Rule", owner: "AWS", provider: "CloudWatchAlarm", version: "1" },
      configuration: { AlarmName: "Errors", WaitTime: "120" },
    };
    const stage = declareStage("Build", [buildAction("Compile")], {
      onFailure: { conditions: [{ result: "ROLLBACK", rules: [alarm] }] },
    });
    const play = started(new Play(declarePipeline([stage])), "one").fail("one", "Build.Compile");
    expect(play.jobs.at(-1)).toMatchObject({
      actionTypeId: { provider: "CloudWatchAlarm" },
      ruleGate: "onFailure",
      timeoutMs: 180 * 60_000,
    });
  });

  it("abandon a rule that still runs when the stage is retried meanwhile", () => {
    const smoke = {
      name: "Smoke",
      ruleTypeId: { category: "Rule", owner: "AWS", provider: "Commands", version: "1" },
      commands: ["true"],
    };
    const stage = declareStage("Build", [buildAction("Compile")], {
      onFailure: { conditions: [{ result: "ROLLBACK", rules: [smoke] }] },
    });
    const play = started(new Play(declarePipeline([stage])), "one").fail("one", "Build.Compile");
    const ruleExecutionId = play.jobs.at(-1)?.actionExecutionId ?? "";
    play.apply({
      type: "stageRetried",
      pipelineExecutionId: "one",
      stageName: "Build",
      retryMode: "FAILED_ACTIONS",
    });
    expect(play.rules.get(ruleExecutionId)?.status).toBe("Abandoned");
    expect(play.running()).toEqual(["one Build.Compile"]);
  });

  it("are abandoned with the rules that a stop abandons", () => {
    const smoke = {
      name: "Smoke",
      ruleTypeId: { category: "Rule", owner: "AWS", provider: "Commands", version: "1" },
      commands: ["sleep 3600"],
    };
    const stage = declareStage("Build", [buildAction("Compile")], {
      onSuccess: { conditions: [{ result: "FAIL", rules: [smoke] }] },
    });
    const play = started(new Play(declarePipeline([stage])), "one").succeed("one", "Build.Compile");
    play.apply({ type: "executionStopRequested", pipelineExecutionId: "one", abandon: true });
    const { status, conditions } = play.stage("one", "Build");
    expect([status, conditions.onSuccess?.status]).toEqual(["Stopped", "Abandoned"]);
    expect(conditions.onSuccess?.rules["Smoke"]?.status).toBe("Abandoned");
  });

  it("fail a rule whose configuration names a variable without value, and compare it as text in a VariableCheck", () => {
    const lambda = {
      name: "Ask",
      ruleTypeId: { category: "Rule", owner: "AWS", provider: "LambdaInvoke", version: "1" },
      configuration: { FunctionName: "ask", UserParameters: "#{variables.Unknown}" },
    };
    const stage = declareStage("Build", [buildAction("Compile")], {
      beforeEntry: { conditions: [{ result: "FAIL", rules: [lambda] }] },
    });
    const play = started(new Play(declarePipeline([stage])), "one");
    expect(play.stage("one", "Build").conditions.beforeEntry?.rules["Ask"]).toMatchObject({
      status: "Failed",
      error: { code: "ConfigurationError", message: expect.stringContaining("#{variables.Unknown} has no value") },
    });
    const compared = {
      ...rule("#{variables.Unknown}"),
      configuration: { Variable: "#{variables.Unknown}", Operator: "EQ", Value: "#{variables.Unknown}" },
    };
    const checked = declareStage("Build", [buildAction("Compile")], {
      beforeEntry: { conditions: [{ result: "FAIL", rules: [compared] }] },
    });
    expect(started(new Play(declarePipeline([checked])), "one").running()).toEqual(["one Build.Compile"]);
  });

  it("fail an action whose input was to come from a stage that they skipped", () => {
    const pack = buildAction("Compile", { outputArtifacts: [{ name: "Package" }] });
    const stages = [
      declareStage("Build", [pack], { beforeEntry: { conditions: [{ result: "SKIP", rules: [rule("release")] }] } }),
      declareStage("Deploy", [buildAction("Install", { inputArtifacts: [{ name: "Package" }] })]),
    ];
    const play = started(new Play(declarePipeline(stages, { variables })), "one");
    expect(play.stage("one", "Deploy").actions["Install"]).toMatchObject({
      status: "Failed",
      error: { code: "ConfigurationError", message: expect.stringContaining("input artifact Package is not there") },
    });
    expect(play.status("one")).toBe("Failed");
  });

  it("fail a rule whose input the failed action was to put out", () => {
    const look = {
      name: "Look",
      ruleTypeId: { category: "Rule", owner: "AWS", provider: "Commands", version: "1" },
      commands: ["ls"],
      inputArtifacts: [{ name: "Package" }],
    };
    const pack = buildAction("Compile", { outputArtifacts: [{ name: "Package" }] });
    const stage = declareStage("Build", [pack], { onFailure: { conditions: [{ result: "ROLLBACK", rules: [look] }] } });
    const play = started(new Play(declarePipeline([stage])), "one").fail("one", "Build.Compile");
    expect(play.stage("one", "Build").conditions.onFailure?.rules["Look"]).toMatchObject({
      status: "Failed",
      error: { code: "ConfigurationError", message: expect.stringContaining("input artifact Package is not there") },
    });
    expect(play.status("one")).toBe("Failed");
  });

  it("are asked again when a stage that was stopped meanwhile is retried", () => {
    const smoke = {
      name: "Smoke",
      ruleTypeId: { category: "Rule", owner: "AWS", provider: "Commands", version: "1" },
      commands: ["true"],
    };
    const stage = declareStage("Build", [buildAction("Compile")], {
      beforeEntry: { conditions: [{ result: "FAIL", rules: [smoke] }] },
    });
    const play = started(new Play(declarePipeline([stage])), "one");
    const endRule = () =>
      play.apply({ type: "actionSucceeded", actionExecutionId: play.jobs.at(-1)?.actionExecutionId ?? "" });
    play.apply({ type: "executionStopRequested", pipelineExecutionId: "one", abandon: false });
    endRule();
    expect(play.status("one")).toBe("Stopped");
    play.apply({
      type: "stageRetried",
      pipelineExecutionId: "one",
      stageName: "Build",
      retryMode: "FAILED_ACTIONS",
    });
    endRule();
    expect(play.running()).toEqual(["one Build.Compile"]);
  });

  it("wait for each of two rules with one name", () => {
    const smoke = {
      name: "Smoke",
      ruleTypeId: { category: "Rule", owner: "AWS", provider: "Commands", version: "1" },
      commands: ["true"],
    };
    const stage = declareStage("Build", [buildAction("Compile")], {
      beforeEntry: { conditions: [{ result: "FAIL", rules: [smoke, smoke] }] },
    });
    const play = started(new Play(declarePipeline([stage])), "one");
    const [first, second] = play.jobs.slice(-2).map(({ actionExecutionId }) => actionExecutionId);
    play.apply({ type: "actionSucceeded", actionExecutionId: first ?? "" });
    expect(play.running()).toEqual([]);
    play.apply({ type: "actionSucceeded", actionExecutionId: second ?? "" });
    expect(play.running()).toEqual(["one Build.Compile"]);
    expect([...play.rules.values()].map(({ status }) => status)).toEqual(["Succeeded", "Succeeded"]);
  });
});
