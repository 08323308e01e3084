import { expect, it } from "vitest";
import { SAMPLE_PIPELINE } from "../sample/sample-pipeline";
import { localResourceUses } from "./local-resource-uses";

it("names what the sample looks up here, and which of it has no default", () => {
  const uses = localResourceUses(SAMPLE_PIPELINE, ({ type }) => type === "repository");
  expect(
    uses.map(({ type, name, actionName, isRegistered, isNeeded }) => [type, name, actionName, isRegistered, isNeeded]),
  ).toEqual([
    ["repository", "hello-web", "Checkout", true, true],
    ["build-project", "hello-web", "TestAndBuild", false, false],
    ["deployment-group", "hello-web/local", "Deploy", false, true],
  ]);
});

it("names what the rules of a stage look up", () => {
  const rule = (name: string, provider: string, configuration: Record<string, string>) => ({
    name,
    ruleTypeId: { category: "Rule" as const, provider, version: "1" },
    configuration,
  });
  const [first, ...others] = SAMPLE_PIPELINE.stages;
  const rules = [
    rule("Calm", "CloudWatchAlarm", { AlarmName: "Errors" }),
    rule("Smoke", "CodeBuild", { ProjectName: "smoke" }),
    rule("Hours", "DeploymentWindow", { Cron: "* * * * * ?" }),
  ];
  const stages = first
    ? [{ ...first, onSuccess: { conditions: [{ result: "FAIL" as const, rules }] } }, ...others]
    : [];
  const uses = localResourceUses({ ...SAMPLE_PIPELINE, stages }, () => false);
  expect(uses.slice(1, 3).map(({ type, name, actionName, isNeeded }) => [type, name, actionName, isNeeded])).toEqual([
    ["alarm", "Errors", "Calm", true],
    ["build-project", "smoke", "Smoke", false],
  ]);
});
