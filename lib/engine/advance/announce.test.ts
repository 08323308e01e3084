import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { StateChangeDetail } from "../state-change-event";
import { approvalAction, buildAction, declarePipeline, declareStage, sourceAction } from "../testing/declare-pipeline";
import { Play } from "../testing/play";

const ARN = "arn:aws:codepipeline:us-east-1:123456789012:shop";
const UUID = z.uuid();
const ISO = z.iso.datetime();

const artifacts = z.array(
  z.strictObject({ name: z.string(), s3location: z.strictObject({ bucket: z.string(), key: z.string() }) }),
);
const common = {
  pipeline: z.literal("shop"),
  "execution-id": z.string(),
  "start-time": ISO,
  version: z.int(),
  "pipeline-execution-attempt": z.int(),
};
const envelope = {
  version: z.literal("0"),
  id: UUID,
  source: z.literal("aws.codepipeline"),
  account: z.literal("123456789012"),
  time: z.iso.datetime({ precision: 0 }),
  region: z.literal("us-east-1"),
  resources: z.tuple([z.literal(ARN)]),
};

/**
 * The members that AWS's pages show, and no other.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
const stateChange = z.discriminatedUnion("detail-type", [
  z.strictObject({
    ...envelope,
    "detail-type": z.literal("CodePipeline Pipeline Execution State Change"),
    detail: z.strictObject({
      ...common,
      state: z.enum(["STARTED", "SUCCEEDED", "RESUMED", "FAILED", "STOPPING", "STOPPED", "CANCELED", "SUPERSEDED"]),
      "execution-trigger": z.record(z.string(), z.string()).optional(),
      "stop-execution-comments": z.string().optional(),
    }),
  }),
  z.strictObject({
    ...envelope,
    "detail-type": z.literal("CodePipeline Stage Execution State Change"),
    detail: z.strictObject({
      ...common,
      stage: z.string(),
      state: z.enum(["STARTED", "SUCCEEDED", "RESUMED", "FAILED", "STOPPING", "STOPPED", "CANCELED"]),
      "stage-last-retry-attempt-time": ISO.optional(),
    }),
  }),
  z.strictObject({
    ...envelope,
    "detail-type": z.literal("CodePipeline Action Execution State Change"),
    detail: z.strictObject({
      ...common,
      stage: z.string(),
      action: z.string(),
      "action-execution-id": UUID,
      state: z.enum(["STARTED", "SUCCEEDED", "FAILED", "CANCELED", "ABANDONED"]),
      region: z.string(),
      type: z.strictObject({ owner: z.string(), category: z.string(), provider: z.string(), version: z.literal("1") }),
      "input-artifacts": artifacts,
      "output-artifacts": artifacts.optional(),
      "execution-result": z
        .strictObject({
          "external-execution-url": z.string().optional(),
          "external-execution-summary": z.string().optional(),
          "external-execution-id": z.string().optional(),
          "error-code": z.string().optional(),
        })
        .optional(),
    }),
  }),
]);

const PIPELINE = declarePipeline([], {
  stages: [
    declareStage("Source", [sourceAction("Checkout", { outputArtifacts: [{ name: "CheckoutOutput" }] })]),
    declareStage("Build", [buildAction("Compile", { outputArtifacts: [{ name: "App" }] }), buildAction("Lint")]),
    declareStage("Approve", [approvalAction("Ok")]),
  ],
});

/** As they arrive: through JSON, each held against the shapes above. */
function received(play: Play) {
  const events: unknown = JSON.parse(JSON.stringify(play.events));
  return z.array(stateChange).parse(events);
}

function detailOf(
  play: Play,
  state: string,
  level: "Pipeline" | "Stage" | "Action" = "Pipeline",
): StateChangeDetail | undefined {
  const found = received(play).filter(
    (event) => event["detail-type"].startsWith(`CodePipeline ${level}`) && event.detail.state === state,
  );
  return found.at(-1)?.detail;
}

describe("state-change events", () => {
  it("have AWS's members and states and no others, whatever happens to an execution", () => {
    const play = new Play(PIPELINE).start("one").succeed("one", "Source.Checkout");
    play.fail("one", "Build.Compile").succeed("one", "Build.Lint");
    play.apply({ type: "stageRetried", pipelineExecutionId: "one", stageName: "Build", retryMode: "FAILED_ACTIONS" });
    play.succeed("one", "Build.Compile").start("two").succeed("two", "Source.Checkout").start("three");
    play.succeed("three", "Source.Checkout");
    play.apply({ type: "executionStopRequested", pipelineExecutionId: "one", abandon: true, reason: "No more" });
    play.apply({ type: "pipelineUpdated", declaration: { ...PIPELINE, version: 2 } });
    for (const { pipelineExecutionId, stageName, actionName } of play.actions.values()) {
      const isRunning = play.running().includes(`${pipelineExecutionId} ${stageName}.${actionName}`);
      if (isRunning && stageName !== "Approve") play.succeed(pipelineExecutionId, `${stageName}.${actionName}`);
    }
    const states = new Set(received(play).map(({ detail }) => detail.state));
    for (const state of ["STARTED", "SUCCEEDED", "FAILED", "RESUMED", "STOPPED", "ABANDONED", "CANCELED"]) {
      expect(states).toContain(state);
    }
  });

  it("tell of an action where its artifacts are and what its provider said", () => {
    const play = new Play(PIPELINE).start("one").succeed("one", "Source.Checkout");
    play.succeed("one", "Build.Compile", {
      externalExecutionId: "shop:1",
      summary: "Built",
      externalExecutionUrl: "u:1",
    });
    expect(detailOf(play, "SUCCEEDED", "Action")).toEqual({
      pipeline: "shop",
      "execution-id": "one",
      "start-time": expect.any(String),
      version: 1,
      "pipeline-execution-attempt": 1,
      stage: "Build",
      action: "Compile",
      "action-execution-id": expect.any(String),
      state: "SUCCEEDED",
      region: "us-east-1",
      type: { owner: "AWS", category: "Build", provider: "CodeBuild", version: "1" },
      "input-artifacts": [
        { name: "CheckoutOutput", s3location: { bucket: "shop-artifacts", key: expect.stringMatching(/^shop\//) } },
      ],
      "output-artifacts": [
        { name: "App", s3location: { bucket: "shop-artifacts", key: expect.stringMatching(/^shop\/App\//) } },
      ],
      "execution-result": {
        "external-execution-url": "u:1",
        "external-execution-summary": "Built",
        "external-execution-id": "shop:1",
      },
    });
    play.fail("one", "Build.Lint");
    expect(detailOf(play, "FAILED", "Action")?.["execution-result"]).toEqual({
      "external-execution-summary": "It broke.",
      "error-code": "JobFailed",
    });
  });

  it("count the attempts of an execution, and tell when its stage was retried", () => {
    const play = new Play(PIPELINE).start("one").succeed("one", "Source.Checkout");
    play.fail("one", "Build.Compile").succeed("one", "Build.Lint");
    play.apply({ type: "stageRetried", pipelineExecutionId: "one", stageName: "Build", retryMode: "FAILED_ACTIONS" });
    expect(detailOf(play, "RESUMED")).toMatchObject({ "pipeline-execution-attempt": 2 });
    expect(detailOf(play, "RESUMED", "Stage")).toMatchObject({
      "pipeline-execution-attempt": 2,
      "stage-last-retry-attempt-time": expect.stringMatching(/Z$/),
    });
  });

  it("tell once of a stage that succeeded before its condition was overridden", () => {
    const isNeverMet = {
      name: "Never",
      ruleTypeId: { category: "Rule", owner: "AWS", provider: "VariableCheck", version: "1" },
      configuration: { Variable: "a", Operator: "EQ", Value: "b" },
    };
    const stage = declareStage("Build", [buildAction("Compile")], {
      onSuccess: { conditions: [{ result: "ROLLBACK", rules: [isNeverMet] }] },
    });
    const play = new Play(declarePipeline([stage])).start("one").succeed("one", "Source.Checkout");
    play.succeed("one", "Build.Compile");
    expect(play.status("one")).toBe("Failed");
    play.apply({ type: "conditionOverridden", pipelineExecutionId: "one", stageName: "Build", gate: "onSuccess" });
    const told = received(play).flatMap((event) =>
      event["detail-type"] === "CodePipeline Stage Execution State Change" && event.detail.stage === "Build"
        ? event.detail.state
        : [],
    );
    expect(told).toEqual(["STARTED", "SUCCEEDED"]);
    expect(play.status("one")).toBe("Succeeded");
  });

  it("tell why an execution started and why it was stopped", () => {
    const play = new Play(PIPELINE).start("one", {
      trigger: { triggerType: "StartPipelineExecution", triggerDetail: "arn:aws:iam::123456789012:user/me" },
    });
    expect(detailOf(play, "STARTED")?.["execution-trigger"]).toEqual({
      "trigger-type": "StartPipelineExecution",
      "trigger-detail": "arn:aws:iam::123456789012:user/me",
    });
    play.apply({ type: "executionStopRequested", pipelineExecutionId: "one", abandon: false, reason: "No more" });
    expect(detailOf(play, "STOPPING")).toMatchObject({ "stop-execution-comments": "No more" });
  });

  it("tell of a start by a connection which commit it is about", () => {
    const commit = {
      commitId: "abc",
      commitMessage: "Fix",
      authorDisplayName: "Ada",
      authorEmail: "ada@example.com",
      authorDate: "2026-11-23T06:00:00Z",
      authorId: "ada",
      fullRepositoryName: "acme/shop",
      providerType: "GitHub",
      connectionArn: "arn:aws:codestar-connections:us-east-1:123456789012:connection/1",
      branchName: "main",
    };
    const play = new Play(PIPELINE).start("one", { trigger: { triggerType: "WebhookV2", commit } });
    expect(detailOf(play, "STARTED")?.["execution-trigger"]).toEqual({
      "author-display-name": "Ada",
      "full-repository-name": "acme/shop",
      "provider-type": "GitHub",
      "author-email": "ada@example.com",
      "commit-message": "Fix",
      "author-date": "2026-11-23T06:00:00Z",
      "branch-name": "main",
      "commit-id": "abc",
      "connection-arn": commit.connectionArn,
      "author-id": "ada",
    });
  });
});
