import { describe, expect, it } from "vitest";
import { approvalAction, buildAction, declarePipeline, declareStage, sourceAction } from "../testing/declare-pipeline";
import { Play } from "../testing/play";

const build = declareStage("Build", [buildAction("Compile")]);
const deploy = declareStage("Deploy", [buildAction("Install")]);

/** Lets an execution through the source stage. */
function started(play: Play, ...names: string[]): Play {
  for (const name of names) play.start(name).succeed(name, "Source.Checkout");
  return play;
}

describe("the way through the stages", () => {
  it("runs stage after stage until the last has succeeded", () => {
    const play = started(new Play(declarePipeline([build, deploy])), "one");
    expect(play.running()).toEqual(["one Build.Compile"]);
    play.succeed("one", "Build.Compile").succeed("one", "Deploy.Install");
    expect(play.status("one")).toBe("Succeeded");
    expect(play.announced).toEqual([
      "pipeline one STARTED",
      "stage one.Source STARTED",
      "action one.Source.Checkout STARTED",
      "action one.Source.Checkout SUCCEEDED",
      "stage one.Source SUCCEEDED",
      "stage one.Build STARTED",
      "action one.Build.Compile STARTED",
      "action one.Build.Compile SUCCEEDED",
      "stage one.Build SUCCEEDED",
      "stage one.Deploy STARTED",
      "action one.Deploy.Install STARTED",
      "action one.Deploy.Install SUCCEEDED",
      "stage one.Deploy SUCCEEDED",
      "pipeline one SUCCEEDED",
    ]);
  });

  it("starts the actions of a runOrder together, and the next only when all of them have succeeded", () => {
    const groups = declareStage("Build", [
      buildAction("Unit", { runOrder: 1 }),
      buildAction("Lint", { runOrder: 1 }),
      buildAction("Package", { runOrder: 7 }),
    ]);
    const play = started(new Play(declarePipeline([groups])), "one");
    expect(play.running()).toEqual(["one Build.Unit", "one Build.Lint"]);
    play.succeed("one", "Build.Lint");
    expect(play.running()).toEqual(["one Build.Unit"]);
    play.succeed("one", "Build.Unit");
    expect(play.running()).toEqual(["one Build.Package"]);
  });

  it("lets siblings of a failed action finish, starts no later group, and only then fails", () => {
    const groups = declareStage("Build", [
      buildAction("Unit"),
      buildAction("Lint"),
      buildAction("Package", { runOrder: 2 }),
    ]);
    const play = started(new Play(declarePipeline([groups])), "one").fail("one", "Build.Unit");
    expect(play.status("one")).toBe("InProgress");
    play.succeed("one", "Build.Lint");
    expect(play.status("one")).toBe("Failed");
    expect(play.stage("one", "Build").status).toBe("Failed");
    expect(play.running()).toEqual([]);
  });

  it("changes nothing when a finished action reports again", () => {
    const play = started(new Play(declarePipeline([build])), "one");
    const late = play.jobs[0]?.actionExecutionId ?? "";
    const before = play.state;
    play.apply({ type: "actionFailed", actionExecutionId: late, error: { code: "JobFailed", message: "late" } });
    expect({ ...play.state, sequence: before.sequence }).toEqual(before);
  });
});

describe("artifacts and variables", () => {
  it("hands each action the newest artifacts and the variables known when it starts", () => {
    const compile = buildAction("Compile", {
      namespace: "build",
      outputArtifacts: [{ name: "AVeryLongArtifactName" }],
      configuration: { ProjectName: "p", EnvironmentVariables: "#{source.CommitId} #{variables.Stage}" },
    });
    const install = buildAction("Install", {
      runOrder: 2,
      inputArtifacts: [{ name: "AVeryLongArtifactName" }],
      configuration: { ProjectName: "#{build.Version}-#{codepipeline.PipelineExecutionId}" },
    });
    const declaration = declarePipeline([declareStage("Build", [compile, install])], {
      variables: [{ name: "Stage", defaultValue: "beta" }, { name: "Other" }],
      stages: [
        declareStage("Source", [sourceAction("Checkout", { namespace: "source" })]),
        declareStage("Build", [compile, install]),
      ],
    });
    const play = new Play(declaration).start("one", { variables: [{ name: "Other", value: "x" }] });
    play.succeed("one", "Source.Checkout", {
      outputVariables: { CommitId: "abc" },
      revision: { revisionId: "abc", revisionSummary: "First" },
    });
    const compiling = play.jobs[1];
    expect(compiling?.configuration["EnvironmentVariables"]).toBe("abc beta");
    expect(compiling?.inputArtifacts).toEqual([
      { name: "CheckoutOutput", location: play.jobs[0]?.outputArtifacts[0]?.location },
    ]);
    expect(compiling?.resolvedSourceVersion).toBe("abc");
    expect(compiling?.outputArtifacts[0]?.location).toEqual({
      bucket: "shop-artifacts",
      key: expect.stringMatching(/^shop\/AVeryLongA\/[0-9a-f]{8}$/),
    });
    play.succeed("one", "Build.Compile", { outputVariables: { Version: "7" } });
    expect(play.jobs[2]?.configuration).toEqual({ ProjectName: "7-one" });
    expect(play.action("one", "Build.Install").input.configuration).toEqual({
      ProjectName: "#{build.Version}-#{codepipeline.PipelineExecutionId}",
    });
    expect(play.execution("one").record).toMatchObject({
      variables: [
        { name: "Stage", resolvedValue: "beta" },
        { name: "Other", resolvedValue: "x" },
      ],
      artifactRevisions: [
        { actionName: "Checkout", artifactName: "CheckoutOutput", revisionId: "abc", revisionSummary: "First" },
      ],
    });
  });

  it("fails an action whose variable nothing has set, without starting it", () => {
    const compile = buildAction("Compile", { configuration: { ProjectName: "#{source.Nothing}" } });
    const play = started(new Play(declarePipeline([declareStage("Build", [compile])])), "one");
    expect(play.action("one", "Build.Compile")).toMatchObject({
      status: "Failed",
      error: { code: "ConfigurationError", message: expect.stringContaining("#{source.Nothing}") },
    });
    expect(play.status("one")).toBe("Failed");
    expect(play.jobs).toHaveLength(1);
  });
});

describe("SUPERSEDED mode", () => {
  it("keeps one execution per stage, and lets a newer one overtake only in front of a stage", () => {
    const play = started(new Play(declarePipeline([build, deploy])), "one", "two");
    expect(play.running()).toEqual(["one Build.Compile"]);
    expect(play.waiting("Build")).toEqual(["two"]);
    started(play, "three");
    expect(play.status("two")).toBe("Superseded");
    expect(play.waiting("Build")).toEqual(["three"]);
    expect(play.running()).toEqual(["one Build.Compile"]);
    play.succeed("one", "Build.Compile");
    expect(play.running()).toEqual(["one Deploy.Install", "three Build.Compile"]);
  });

  it("lets a waiting execution in when the one before it fails", () => {
    const play = started(new Play(declarePipeline([build])), "one", "two").fail("one", "Build.Compile");
    expect(play.running()).toEqual(["two Build.Compile"]);
    expect(play.status("one")).toBe("Failed");
  });

  it("keeps the stage while an approval waits", () => {
    const gate = declareStage("Gate", [approvalAction("Review")]);
    const play = started(new Play(declarePipeline([gate])), "one", "two");
    expect(play.waiting("Gate")).toEqual(["two"]);
    expect(play.jobs.map(({ actionName }) => actionName)).toEqual(["Checkout", "Checkout"]);
  });
});

describe("QUEUED mode", () => {
  it("keeps everybody in order and supersedes nobody", () => {
    const play = started(new Play(declarePipeline([build], { executionMode: "QUEUED" })), "one", "two", "three");
    expect(play.waiting("Build")).toEqual(["two", "three"]);
    play.succeed("one", "Build.Compile");
    expect(play.running()).toEqual(["two Build.Compile"]);
    play.succeed("two", "Build.Compile").succeed("three", "Build.Compile");
    expect(["one", "two", "three"].map((name) => play.status(name))).toEqual(["Succeeded", "Succeeded", "Succeeded"]);
  });
});

describe("PARALLEL mode", () => {
  it("runs executions beside each other", () => {
    const play = started(new Play(declarePipeline([build], { executionMode: "PARALLEL" })), "one", "two");
    expect(play.running()).toEqual(["one Build.Compile", "two Build.Compile"]);
  });

  it("runs at most five actions of one execution at a time", () => {
    const many = declareStage(
      "Build",
      Array.from({ length: 7 }, (_, index) => buildAction(`Compile${index}`)),
    );
    const play = started(new Play(declarePipeline([many], { executionMode: "PARALLEL" })), "one");
    expect(play.running()).toHaveLength(5);
    play.succeed("one", "Build.Compile3");
    expect(play.running()).toHaveLength(5);
    expect(play.running()).toContain("one Build.Compile5");
  });
});

describe("transitions", () => {
  const closed = { type: "transitionDisabled", stageName: "Build", reason: "freeze", changedBy: "me" } as const;
  const open = { type: "transitionEnabled", stageName: "Build", changedBy: "me" } as const;

  it("hold executions back, where newer ones replace older, and let the newest in", () => {
    const play = started(new Play(declarePipeline([build])).apply(closed), "one", "two");
    expect(play.running()).toEqual([]);
    expect(play.status("one")).toBe("Superseded");
    play.apply(open);
    expect(play.running()).toEqual(["two Build.Compile"]);
  });

  it("leave a running stage alone", () => {
    const play = started(new Play(declarePipeline([build])), "one").apply(closed);
    play.succeed("one", "Build.Compile");
    expect(play.status("one")).toBe("Succeeded");
  });

  it("do not resume who has waited for more than 30 days", () => {
    const play = started(new Play(declarePipeline([build])).apply(closed), "one");
    play.now += 31 * 24 * 60 * 60 * 1000;
    play.apply(open);
    expect(play.status("one")).toBe("Cancelled");
    expect(play.running()).toEqual([]);
  });
});

describe("stopping", () => {
  const stages = [declareStage("Build", [buildAction("Compile"), buildAction("Package", { runOrder: 2 })]), deploy];
  const stop = (abandon: boolean) =>
    ({ type: "executionStopRequested", pipelineExecutionId: "one", abandon, reason: "wrong branch" }) as const;

  it("waits for what runs, starts nothing more, and frees the stage once stopped", () => {
    const play = started(new Play(declarePipeline(stages)), "one", "two").apply(stop(false));
    expect(play.status("one")).toBe("Stopping");
    expect(play.stage("one", "Build").status).toBe("Stopping");
    expect(play.waiting("Build")).toEqual(["two"]);
    play.succeed("one", "Build.Compile");
    expect(play.status("one")).toBe("Stopped");
    expect(play.running()).toEqual(["two Build.Compile"]);
  });

  it("abandons what runs, also when stop-and-wait came before", () => {
    const play = started(new Play(declarePipeline(stages)), "one")
      .apply(stop(false))
      .apply(stop(true));
    expect(play.action("one", "Build.Compile").status).toBe("Abandoned");
    expect(play.status("one")).toBe("Stopped");
    expect(play.announced.filter((line) => line.startsWith("pipeline"))).toEqual([
      "pipeline one STARTED",
      "pipeline one STOPPING",
      "pipeline one STOPPED",
    ]);
  });

  it("ends a waiting execution at once, and it stays to be seen until another takes its place", () => {
    const play = started(new Play(declarePipeline(stages)), "two", "one").apply(stop(false));
    expect(play.status("one")).toBe("Stopped");
    expect(play.waiting("Build")).toEqual(["one"]);
    started(play, "three");
    expect(play.waiting("Build")).toEqual(["three"]);
  });
});

describe("retry", () => {
  const retry = (retryMode: "FAILED_ACTIONS" | "ALL_ACTIONS") =>
    ({ type: "stageRetried", pipelineExecutionId: "one", stageName: "Build", retryMode }) as const;
  const pair = declareStage("Build", [
    buildAction("Unit"),
    buildAction("Lint"),
    buildAction("Package", { runOrder: 2 }),
  ]);

  it("repeats only the failed actions under the same execution id, with a new id for the attempt", () => {
    const play = started(new Play(declarePipeline([pair])), "one");
    const first = play.action("one", "Build.Unit").actionExecutionId;
    play.succeed("one", "Build.Lint").fail("one", "Build.Unit").apply(retry("FAILED_ACTIONS"));
    expect(play.running()).toEqual(["one Build.Unit"]);
    expect(play.action("one", "Build.Unit").actionExecutionId).not.toBe(first);
    expect(play.actions.get(first)?.status).toBe("Failed");
    expect(play.execution("one").attempt).toBe(2);
    play.succeed("one", "Build.Unit").succeed("one", "Build.Package");
    expect(play.status("one")).toBe("Succeeded");
  });

  it("keeps siblings that still run", () => {
    const play = started(new Play(declarePipeline([pair])), "one")
      .fail("one", "Build.Unit")
      .apply(retry("FAILED_ACTIONS"));
    expect(play.running()).toEqual(["one Build.Lint", "one Build.Unit"]);
  });

  it("repeats the whole stage when asked to", () => {
    const play = started(new Play(declarePipeline([pair])), "one");
    play.succeed("one", "Build.Lint").fail("one", "Build.Unit").apply(retry("ALL_ACTIONS"));
    expect(play.running()).toEqual(["one Build.Unit", "one Build.Lint"]);
  });

  it("goes on with the groups that a stop left over", () => {
    const play = started(new Play(declarePipeline([pair])), "one");
    play.apply({ type: "executionStopRequested", pipelineExecutionId: "one", abandon: false });
    play.succeed("one", "Build.Lint").succeed("one", "Build.Unit").apply(retry("FAILED_ACTIONS"));
    expect(play.running()).toEqual(["one Build.Package"]);
  });

  it("asks for an approval again with a new token", () => {
    const gate = declareStage("Build", [approvalAction("Review")]);
    const play = started(new Play(declarePipeline([gate])), "one");
    const { actionExecutionId, ...asked } = play.action("one", "Build.Review");
    play.apply({ type: "approvalAnswered", actionExecutionId, approved: false, summary: "no", answeredBy: "arn:me" });
    expect(play.action("one", "Build.Review")).toMatchObject({ status: "Failed", updatedBy: "arn:me", summary: "no" });
    play.apply(retry("FAILED_ACTIONS"));
    expect(play.action("one", "Build.Review")).toMatchObject({
      status: "InProgress",
      approvalToken: expect.not.stringMatching(String("approvalToken" in asked && asked.approvalToken)),
    });
  });

  it("comes by itself once per failure where the stage says so", () => {
    const stage = declareStage("Build", [buildAction("Compile")], {
      onFailure: { result: "RETRY", retryConfiguration: { retryMode: "ALL_ACTIONS" } },
    });
    const play = started(new Play(declarePipeline([stage])), "one").fail("one", "Build.Compile");
    expect(play.running()).toEqual(["one Build.Compile"]);
    expect(play.stage("one", "Build").retry).toMatchObject({
      automaticAttempts: 1,
      latestTrigger: "AutomatedStageRetry",
    });
    play.fail("one", "Build.Compile");
    expect(play.status("one")).toBe("Failed");
    expect([...play.actions.values()].filter(({ actionName }) => actionName === "Compile")).toHaveLength(2);
  });
});

describe("approvals and timeouts", () => {
  it("approve with the reviewer's words and ARN", () => {
    const play = started(new Play(declarePipeline([declareStage("Gate", [approvalAction("Review")])])), "one");
    const { actionExecutionId } = play.action("one", "Gate.Review");
    play.apply({ type: "approvalAnswered", actionExecutionId, approved: true, summary: "go", answeredBy: "arn:me" });
    expect(play.status("one")).toBe("Succeeded");
    expect(play.actions.get(actionExecutionId)).toMatchObject({
      status: "Succeeded",
      summary: "go",
      updatedBy: "arn:me",
    });
  });

  it("fail an approval nobody answered in its time", () => {
    const review = approvalAction("Review", { timeoutInMinutes: 90 });
    const play = started(new Play(declarePipeline([declareStage("Gate", [review])])), "one");
    const { actionExecutionId, startedAt } = play.action("one", "Gate.Review");
    expect(play.action("one", "Gate.Review")).toMatchObject({ timeoutAt: startedAt + 90 * 60_000 });
    play.apply({ type: "actionTimedOut", actionExecutionId });
    expect(play.action("one", "Gate.Review")).toMatchObject({
      status: "Failed",
      error: { message: "The approval timed out: nobody answered within 90 minutes." },
    });
  });
});

describe("an update while executions run", () => {
  it("cancels who waits at once, and who runs when its actions have ended", () => {
    const declaration = declarePipeline([build, deploy]);
    const play = started(new Play(declaration), "one", "two").apply({ type: "pipelineUpdated", declaration });
    expect(play.status("two")).toBe("Cancelled");
    expect(play.status("one")).toBe("InProgress");
    play.succeed("one", "Build.Compile");
    expect(play.status("one")).toBe("Cancelled");
    expect(play.stage("one", "Build").status).toBe("Cancelled");
    expect(play.start("three").execution("three").record.pipelineVersion).toBe(2);
  });

  it("lets PARALLEL executions run on with the version they started with", () => {
    const declaration = declarePipeline([build, deploy], { executionMode: "PARALLEL" });
    const play = started(new Play(declaration), "one");
    play.apply({ type: "pipelineUpdated", declaration: declarePipeline([declareStage("Other", [buildAction("X")])]) });
    play.succeed("one", "Build.Compile");
    expect(play.running()).toEqual(["one Deploy.Install"]);
  });
});
