import { expect, it } from "vitest";
import { findRuleType } from "../action-types/rule-types";
import type { PipelineDeclaration } from "../declaration";
import { draftFromDeclaration, type Draft, type DraftStage } from "../draft";
import { addCondition, addRule, changeRuleType, removeCondition, removeRule, updateRule } from "./stage-conditions";

const pipeline: PipelineDeclaration = {
  name: "shop",
  roleArn: "",
  stages: [
    { name: "Build", actions: [], onFailure: { result: "RETRY", retryConfiguration: { retryMode: "ALL_ACTIONS" } } },
  ],
};

const entry = { stageKey: "k1", type: "beforeEntry" } as const;

function start(): Draft {
  let count = 0;
  return draftFromDeclaration(pipeline, () => `k${(count += 1)}`);
}

function type(provider: string) {
  const found = findRuleType({ category: "Rule", provider });
  if (!found) throw new Error(`no rule type ${provider}`);
  return found;
}

const stageOf = (draft: Draft): DraftStage | undefined => draft.stages[0];

it("gives a stage a condition with a result that may follow and a rule to fill in", () => {
  const draft = addCondition(start(), entry, type("DeploymentWindow"));
  expect(stageOf(draft)?.beforeEntry).toEqual({
    conditions: [
      {
        result: "FAIL",
        rules: [
          {
            name: "DeploymentWindow",
            ruleTypeId: { category: "Rule", owner: "AWS", provider: "DeploymentWindow", version: "1" },
          },
        ],
      },
    ],
  });
});

it("puts a condition on failure in the place of a retry of the stage's own", () => {
  const draft = addCondition(start(), { stageKey: "k1", type: "onFailure" }, type("CloudWatchAlarm"));
  expect(stageOf(draft)?.onFailure?.result).toBeUndefined();
  expect(stageOf(draft)?.onFailure?.retryConfiguration).toBeUndefined();
  expect(stageOf(draft)?.onFailure?.conditions?.[0]?.result).toBe("ROLLBACK");
});

it("names each further rule anew, and takes the condition away with its last rule", () => {
  const two = addRule(addCondition(start(), entry, type("VariableCheck")), entry, type("VariableCheck"));
  const names = (draft: Draft) => stageOf(draft)?.beforeEntry?.conditions[0]?.rules?.map(({ name }) => name);
  expect(names(two)).toEqual(["VariableCheck", "VariableCheck2"]);
  const one = removeRule(two, entry, 0);
  expect(names(one)).toEqual(["VariableCheck2"]);
  expect(stageOf(removeRule(one, entry, 0))?.beforeEntry).toBeUndefined();
});

it("keeps of a rule what its new type knows as well", () => {
  const rule = { ...entry, ruleIndex: 0 };
  const build = updateRule(addCondition(start(), entry, type("CodeBuild")), rule, {
    configuration: { ProjectName: "checks" },
    inputArtifacts: [{ name: "SourceOutput" }],
  });
  const check = changeRuleType(build, rule, type("VariableCheck"));
  expect(stageOf(check)?.beforeEntry?.conditions[0]?.rules?.[0]).toEqual({
    name: "CodeBuild",
    ruleTypeId: { category: "Rule", owner: "AWS", provider: "VariableCheck", version: "1" },
  });
  const commands = changeRuleType(build, rule, type("Commands"));
  expect(stageOf(commands)?.beforeEntry?.conditions[0]?.rules?.[0]?.inputArtifacts).toEqual([{ name: "SourceOutput" }]);
});

it("leaves the draft as it is where there is nothing to change", () => {
  const draft = start();
  expect(removeCondition(draft, entry)).toBe(draft);
  expect(updateRule(draft, { ...entry, ruleIndex: 0 }, { name: "x" })).toBe(draft);
});
