import fc from "fast-check";
import { expect, it } from "vitest";
import type { ExecutionMode, PipelineDeclaration, RuleDeclaration, StageDeclaration } from "@/lib/pipeline/declaration";
import { approvalAction, buildAction, declarePipeline, declareStage } from "../testing/declare-pipeline";
import { PipelineWorld, type Command } from "../testing/pipeline-world";

const ruleTypeId = (provider: string) => ({ category: "Rule", owner: "AWS", provider, version: "1" });
const check = (value: string): RuleDeclaration => ({
  name: "Check",
  ruleTypeId: ruleTypeId("VariableCheck"),
  configuration: { Variable: "a", Operator: "EQ", Value: value },
});
const smoke: RuleDeclaration = { name: "Smoke", ruleTypeId: ruleTypeId("Commands"), commands: ["true"] };
const rules = fc.constantFrom<RuleDeclaration[]>(
  [check("a")],
  [check("b")],
  [smoke],
  [smoke, check("a")],
  [smoke, check("b")],
);

function conditions<Result extends "FAIL" | "SKIP" | "ROLLBACK">(...results: readonly Result[]) {
  const condition = fc.record({ result: fc.constantFrom(...results), rules });
  return fc.option(
    condition.map((one) => ({ conditions: [one] })),
    { nil: undefined, freq: 2 },
  );
}

const onFailure = fc.oneof(
  fc.constantFrom<StageDeclaration["onFailure"]>(
    undefined,
    { result: "RETRY", retryConfiguration: { retryMode: "FAILED_ACTIONS" } },
    { result: "RETRY", retryConfiguration: { retryMode: "ALL_ACTIONS" } },
    { result: "ROLLBACK" },
  ),
  conditions("ROLLBACK"),
);
const action = fc.record({ isApproval: fc.boolean(), runOrder: fc.integer({ min: 1, max: 3 }) });
const stage = fc.record({
  actions: fc.array(action, { minLength: 1, maxLength: 7 }),
  beforeEntry: conditions("FAIL", "SKIP"),
  onSuccess: conditions("FAIL", "ROLLBACK"),
  onFailure,
});
const pipeline: fc.Arbitrary<PipelineDeclaration> = fc
  .record({
    executionMode: fc.constantFrom<ExecutionMode>("SUPERSEDED", "QUEUED", "PARALLEL"),
    stages: fc.array(stage, { minLength: 1, maxLength: 3 }),
  })
  .map(({ executionMode, stages }) =>
    declarePipeline(
      stages.map(({ actions, ...others }, index) => declareStage(`Stage${index}`, actions.map(declareAction), others)),
      { executionMode },
    ),
  );

function declareAction({ isApproval, runOrder }: { isApproval: boolean; runOrder: number }, index: number) {
  return (isApproval ? approvalAction : buildAction)(`Action${index}`, { runOrder });
}

const number = fc.nat(20);
const one = <Type extends Command["type"]>(type: Type) => fc.constant(type);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: one("start") }) },
  {
    weight: 20,
    arbitrary: fc.record({ type: one("end"), pick: number, how: fc.constantFrom("well", "well", "badly") }),
  },
  { weight: 3, arbitrary: fc.record({ type: one("end"), pick: number, how: fc.constantFrom("late", "report") }) },
  { weight: 2, arbitrary: fc.record({ type: one("repeat"), pick: fc.nat(100) }) },
  { weight: 3, arbitrary: fc.record({ type: one("stop"), pick: number, abandon: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ type: one("retry"), pick: number, stage: number, all: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ type: one("rollBack"), pick: number, stage: number }) },
  { weight: 4, arbitrary: fc.record({ type: one("override"), pick: number, stage: number, onSuccess: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: one("transition"),
      stage: number,
      enabled: fc.boolean(),
      transitionType: fc.constantFrom("Inbound", "Outbound"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: one("wait"), days: fc.constantFrom(1, 31) }) },
  { weight: 1, arbitrary: fc.record({ type: one("update"), to: pipeline }) },
);

it("keeps a pipeline's laws under any sequence of commands", () => {
  fc.assert(
    fc.property(pipeline, fc.array(command, { maxLength: 80, size: "max" }), (declaration, commands) => {
      const world = new PipelineWorld(declaration);
      for (const next of commands) world.perform(next);
      expect(world.brokenLaws()).toEqual([]);
    }),
    { numRuns: 400 },
  );
});
