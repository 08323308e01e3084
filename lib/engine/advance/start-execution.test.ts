import { describe, expect, it } from "vitest";
import { buildAction, declarePipeline, declareStage, sourceAction } from "../testing/declare-pipeline";
import { Play } from "../testing/play";

const build = declareStage("Build", [buildAction("Compile")]);
const s3Source = sourceAction("Checkout", {
  actionTypeId: { category: "Source", owner: "AWS", provider: "S3", version: "1" },
  configuration: { S3Bucket: "releases", S3ObjectKey: "app.zip", AllowOverrideForS3ObjectKey: "true" },
});
const fromS3 = [declareStage("Source", [s3Source]), build];

describe("a variable without a value", () => {
  const declaration = declarePipeline([build], { variables: [{ name: "Tag" }] });

  it("fails an execution that nobody could have given one", () => {
    const play = new Play(declaration).start("one", { trigger: { triggerType: "PollForSourceChanges" } });
    expect(play.status("one")).toBe("Failed");
    expect(play.executions.get("one")?.statusSummary).toContain("The variable Tag has no default value");
    expect(play.running()).toEqual([]);
    expect(play.announced).toEqual(["pipeline one STARTED", "pipeline one FAILED"]);
  });

  it("is no matter to an execution that is given one", () => {
    const play = new Play(declaration).start("one", { variables: [{ name: "Tag", value: "v1" }] });
    expect(play.running()).toEqual(["one Source.Checkout"]);
  });
});

describe("source overrides", () => {
  it("hand an S3 source another key and a version of it together", () => {
    const play = new Play(declarePipeline([], { stages: fromS3 })).start("one", {
      sourceOverrides: [
        { actionName: "Checkout", revisionType: "S3_OBJECT_KEY", revisionValue: "other.zip" },
        { actionName: "Checkout", revisionType: "S3_OBJECT_VERSION_ID", revisionValue: "7" },
      ],
    });
    expect(play.jobs).toMatchObject([
      {
        sourceObjectKey: "other.zip",
        sourceRevision: { revisionType: "S3_OBJECT_VERSION_ID", revisionValue: "7" },
      },
    ]);
  });

  const change = {
    trigger: { triggerType: "PollForSourceChanges" },
    sourceOverrides: [{ actionName: "Checkout", revisionType: "S3_OBJECT_VERSION_ID", revisionValue: "7" }],
  } as const;

  it("pin an execution to the change that started it", () => {
    const play = new Play(declarePipeline([], { stages: fromS3 })).start("one", change);
    expect(play.jobs[0]?.sourceRevision?.revisionValue).toBe("7");
  });

  it("leave an S3 or CodeCommit source of a PARALLEL pipeline with what is newest, and the change seen", () => {
    const declaration = declarePipeline([], { stages: fromS3, executionMode: "PARALLEL" });
    const play = new Play(declaration).start("one", change);
    expect(play.jobs[0]?.sourceRevision).toBeUndefined();
    expect(play.state.seenRevisions["Checkout"]?.revisionId).toBe("7");
  });

  it("hold in a PARALLEL pipeline when they were asked for", () => {
    const declaration = declarePipeline([], { stages: fromS3, executionMode: "PARALLEL" });
    const play = new Play(declaration).start("one", { sourceOverrides: change.sourceOverrides });
    expect(play.jobs[0]?.sourceRevision?.revisionValue).toBe("7");
  });
});
