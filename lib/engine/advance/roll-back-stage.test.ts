import { describe, expect, it } from "vitest";
import { buildAction, declarePipeline, declareStage } from "../testing/declare-pipeline";
import { Play } from "../testing/play";

const build = declareStage("Build", [buildAction("Compile")]);
const deploy = declareStage("Deploy", [buildAction("Install")]);

/** Lets an execution through the source stage. */
function started(play: Play, ...names: string[]): Play {
  for (const name of names) play.start(name).succeed(name, "Source.Checkout");
  return play;
}

describe("rollback", () => {
  it("runs one stage again on what the target brought in", () => {
    const play = started(new Play(declarePipeline([build, deploy])), "one");
    play.succeed("one", "Build.Compile").fail("one", "Deploy.Install");
    play.apply({
      type: "stageRolledBack",
      stageName: "Deploy",
      pipelineExecutionId: "back",
      trigger: { triggerType: "ManualRollback" },
      target: {
        pipelineExecutionId: "zero",
        artifactRevisions: [{ actionName: "Checkout", artifactName: "CheckoutOutput", revisionId: "old" }],
        variables: [],
        artifacts: { CheckoutOutput: { bucket: "b", key: "old" } },
        outputVariables: {},
      },
    });
    expect(play.jobs.at(-1)?.inputArtifacts).toEqual([
      { name: "CheckoutOutput", location: { bucket: "b", key: "old" } },
    ]);
    play.succeed("back", "Deploy.Install");
    expect(play.status("back")).toBe("Succeeded");
    expect(play.execution("back").record).toMatchObject({
      executionType: "ROLLBACK",
      rollbackTargetPipelineExecutionId: "zero",
    });
  });

  it("comes by itself to the newest success, and not for a rollback that fails", () => {
    const guarded = declareStage("Deploy", [buildAction("Install")], { onFailure: { result: "ROLLBACK" } });
    const play = started(new Play(declarePipeline([guarded])), "one").succeed("one", "Deploy.Install");
    started(play, "two").fail("two", "Deploy.Install");
    expect(play.status("two")).toBe("Failed");
    const back = Object.values(play.state.executions).find(({ record }) => record.executionType === "ROLLBACK");
    expect(back?.record).toMatchObject({
      status: "InProgress",
      rollbackTargetPipelineExecutionId: "one",
      trigger: { triggerType: "AutomatedRollback", triggerDetail: '{"FailedPipelineExecutionId":"two"}' },
    });
    play.fail(back?.record.pipelineExecutionId ?? "", "Deploy.Install");
    expect(play.running()).toEqual([]);
  });
});
