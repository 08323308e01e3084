import fc from "fast-check";
import { expect, it } from "vitest";
import type { ExecutionMode, PipelineDeclaration, StageDeclaration } from "@/lib/pipeline/declaration";
import { approvalAction, buildAction, declarePipeline, declareStage } from "../testing/declare-pipeline";
import { PipelineWorld, type Command } from "../testing/pipeline-world";

const number = fc.nat(20);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ type: "start" as const }) },
  { weight: 10, arbitrary: fc.record({ type: fc.constant("end" as const), pick: number, well: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("stop" as const), pick: number, abandon: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant("retry" as const), pick: number, stage: number, all: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("transition" as const), stage: number, enabled: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.constant({ type: "update" as const }) },
);

const action = fc.record({ isApproval: fc.boolean(), runOrder: fc.integer({ min: 1, max: 3 }) });
const onFailure = fc.constantFrom<StageDeclaration["onFailure"]>(
  undefined,
  { result: "RETRY", retryConfiguration: { retryMode: "FAILED_ACTIONS" } },
  { result: "RETRY", retryConfiguration: { retryMode: "ALL_ACTIONS" } },
  { result: "ROLLBACK" },
);
const pipeline: fc.Arbitrary<PipelineDeclaration> = fc
  .record({
    executionMode: fc.constantFrom<ExecutionMode>("SUPERSEDED", "QUEUED", "PARALLEL"),
    stages: fc.array(fc.record({ actions: fc.array(action, { minLength: 1, maxLength: 7 }), onFailure }), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .map(({ executionMode, stages }) =>
    declarePipeline(
      stages.map((stage, index) =>
        declareStage(`Stage${index}`, stage.actions.map(declareAction), { onFailure: stage.onFailure }),
      ),
      { executionMode },
    ),
  );

function declareAction({ isApproval, runOrder }: { isApproval: boolean; runOrder: number }, index: number) {
  return (isApproval ? approvalAction : buildAction)(`Action${index}`, { runOrder });
}

it("keeps a pipeline's laws under any sequence of commands", () => {
  fc.assert(
    fc.property(pipeline, fc.array(command, { maxLength: 60 }), (declaration, commands) => {
      const world = new PipelineWorld(declaration);
      for (const next of commands) world.perform(next);
      expect(world.brokenLaws()).toEqual([]);
    }),
    { numRuns: 400 },
  );
});
