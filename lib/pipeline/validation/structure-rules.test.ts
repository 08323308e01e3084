import { expect, it } from "vitest";
import { approvalAction, buildAction, pipeline, sourceAction, stage } from "../testing/build-pipeline";
import {
  STAGE,
  STRUCTURE,
  alarm,
  check,
  conditional,
  itFinds,
  many,
  source,
  triggered,
  type Row,
  variableCheck,
  withAction,
  withBuild,
} from "../testing/findings";
import { validatePipeline } from "./validate-pipeline";

const reserved = { blockers: [{ name: "b", type: "Schedule" }] };

const structure: readonly Row[] = [
  ["stage-count-low", STRUCTURE, "stages", pipeline([source])],
  [
    "stage-count-high",
    STRUCTURE,
    "stages",
    pipeline([source, ...Array.from({ length: 50 }, (_, i) => stage(`S${i}`, buildAction()))]),
  ],
  ["source-missing", STRUCTURE, "stages", pipeline([stage("A", approvalAction()), stage("B", approvalAction())])],
  ["work-missing", STRUCTURE, "stages", pipeline([source, stage("Late", sourceAction("Late"))])],
  [
    "source-misplaced",
    STRUCTURE,
    "stages.1.actions.0",
    withAction(sourceAction("Late", { outputArtifacts: [{ name: "Late" }] })),
  ],
  [
    "first-stage-source-only",
    STRUCTURE,
    "stages.0.actions.1",
    pipeline([stage("Source", sourceAction(), approvalAction()), stage("Build", buildAction())]),
  ],
  ["v2-feature", STRUCTURE, "variables", pipeline(undefined, { pipelineType: "V1", variables: [{ name: "v" }] })],
  ["v2-feature", STRUCTURE, "executionMode", pipeline(undefined, { pipelineType: "V1", executionMode: "QUEUED" })],
  [
    "variable-duplicate",
    STRUCTURE,
    "variables.1.name",
    pipeline(undefined, { variables: [{ name: "v" }, { name: "v" }] }),
  ],
  [
    "trigger-source-unknown",
    STRUCTURE,
    "triggers.0.gitConfiguration.sourceActionName",
    triggered({ sourceActionName: "Checkout", push: [{ tags: { includes: ["v*"] } }] }),
  ],
  ["trigger-filter-missing", STRUCTURE, "triggers.0.gitConfiguration", triggered({})],
  [
    "trigger-filter-mixed",
    STRUCTURE,
    "triggers.0.gitConfiguration.push.0",
    triggered({ push: [{ tags: { includes: ["v*"] }, branches: { includes: ["main"] } }] }),
  ],
  [
    "trigger-branches-missing",
    STRUCTURE,
    "triggers.0.gitConfiguration.push.0",
    triggered({ push: [{ filePaths: { includes: ["src/**"] } }] }),
  ],
  [
    "trigger-branches-missing",
    STRUCTURE,
    "triggers.0.gitConfiguration.pullRequest.0",
    triggered({ pullRequest: [{ events: ["OPEN"] }] }),
  ],
  [
    "variable-in-source",
    STRUCTURE,
    "stages.0.actions.0.configuration.BranchName",
    pipeline(
      [
        stage("Source", sourceAction("S", { configuration: { RepositoryName: "a", BranchName: "#{variables.B}" } })),
        stage("Build", buildAction()),
      ],
      { variables: [{ name: "B" }] },
    ),
  ],
  [
    "variable-undeclared",
    STRUCTURE,
    "stages.1.actions.0.configuration.ProjectName",
    withBuild({ configuration: { ProjectName: "#{variables.P}" } }),
  ],
];

const stages: readonly Row[] = [
  ["stage-name-duplicate", STAGE, "stages.1.name", pipeline([source, stage("Source", buildAction())])],
  ["stage-empty", STAGE, "stages.1.actions", pipeline([source, stage("Empty"), stage("Build", buildAction())])],
  ["stage-action-count", STAGE, "stages.1.actions", pipeline([source, stage("Build", ...many(101))])],
  [
    "v2-condition",
    STAGE,
    "stages.1.onFailure",
    conditional({ onFailure: { result: "ROLLBACK" } }, { pipelineType: "V1" }),
  ],
  [
    "condition-result",
    STAGE,
    "stages.1.beforeEntry.conditions.0.result",
    conditional({ beforeEntry: { conditions: [{ result: "ROLLBACK", rules: [variableCheck] }] } }),
  ],
  [
    "condition-skip-rule",
    STAGE,
    "stages.1.beforeEntry.conditions.0.result",
    conditional({ beforeEntry: { conditions: [{ result: "SKIP", rules: [alarm] }] } }),
  ],
  [
    "failure-result-and-conditions",
    STAGE,
    "stages.1.onFailure",
    conditional({ onFailure: { result: "ROLLBACK", conditions: [{ result: "ROLLBACK", rules: [alarm] }] } }),
  ],
  ["failure-result", STAGE, "stages.1.onFailure.result", conditional({ onFailure: { result: "FAIL" } })],
  [
    "failure-retry-mode",
    STAGE,
    "stages.1.onFailure.retryConfiguration",
    conditional({ onFailure: { result: "ROLLBACK", retryConfiguration: { retryMode: "ALL_ACTIONS" } } }),
  ],
  [
    "rollback-in-parallel",
    STAGE,
    "stages.1.onFailure.result",
    conditional({ onFailure: { result: "ROLLBACK" } }, { executionMode: "PARALLEL" }),
  ],
  [
    "rollback-of-source",
    STAGE,
    "stages.0.onFailure.result",
    pipeline([{ ...source, onFailure: { result: "ROLLBACK" } }, stage("Build", buildAction())]),
  ],
  [
    "rule-type-unknown",
    STAGE,
    "stages.1.onSuccess.conditions.0.rules.0.ruleTypeId",
    conditional({ onSuccess: { conditions: [{ result: "FAIL", rules: [check("Nope")] }] } }),
  ],
  [
    "rule-configuration-missing",
    STAGE,
    "stages.1.onSuccess.conditions.0.rules.0.configuration.AlarmName",
    conditional({ onSuccess: { conditions: [{ result: "FAIL", rules: [check("CloudWatchAlarm")] }] } }),
  ],
  [
    "rule-commands-missing",
    STAGE,
    "stages.1.onSuccess.conditions.0.rules.0.commands",
    conditional({ onSuccess: { conditions: [{ result: "FAIL", rules: [check("Commands")] }] } }),
  ],
  ...(
    [
      ["DeploymentWindow", "Cron", { Cron: "0 9 * * 1-5" }],
      ["DeploymentWindow", "Cron", { Cron: "* * 25 ? * MON-FRI *" }],
      ["DeploymentWindow", "TimeZone", { Cron: "* * 9-17 ? * MON-FRI *", TimeZone: "Mars/Base" }],
      ["DeploymentWindow", "TimeZone", { Cron: "* * 9-17 ? * MON-FRI *", TimeZone: "UTC+25:00" }],
      ["VariableCheck", "Operator", { Variable: "x", Operator: "LIKE", Value: "x" }],
      ["VariableCheck", "Operator", { Variable: "x", Operator: "eq", Value: "x" }],
      ["CloudWatchAlarm", "AlarmStates", { AlarmName: "errors", AlarmStates: "ALARM,LOUD" }],
      ["CloudWatchAlarm", "WaitTime", { AlarmName: "errors", WaitTime: "-1" }],
      ["CodeBuild", "BatchEnabled", { ProjectName: "p", BatchEnabled: "yes" }],
      ["CodeBuild", "EnvironmentVariables", { ProjectName: "p", EnvironmentVariables: "NODE_ENV=test" }],
      ["CodeBuild", "EnvironmentVariables", { ProjectName: "p", EnvironmentVariables: '[{"value":"x"}]' }],
    ] as const
  ).map(([provider, key, configuration]): Row => [
    "rule-configuration-value",
    STAGE,
    `stages.1.onSuccess.conditions.0.rules.0.configuration.${key}`,
    conditional({ onSuccess: { conditions: [{ result: "FAIL", rules: [check(provider, configuration)] }] } }),
  ]),
  [
    "rule-pattern",
    "warning",
    "stages.1.onSuccess.conditions.0.rules.0.configuration.Value",
    conditional({
      onSuccess: {
        conditions: [
          { result: "FAIL", rules: [check("VariableCheck", { Variable: "x", Operator: "MATCHES", Value: "(" })] },
        ],
      },
    }),
  ],
  [
    "rule-name-duplicate",
    STAGE,
    "stages.1.onSuccess.conditions.0.rules.1.name",
    conditional({ onSuccess: { conditions: [{ result: "FAIL", rules: [alarm, variableCheck] }] } }),
  ],
  [
    "blockers-reserved",
    "InvalidBlockerDeclarationException",
    "stages.1.blockers",
    pipeline([source, { ...stage("Build", buildAction()), ...reserved }]),
  ],
];

itFinds(structure);
itFinds(stages);

it.each([
  check("DeploymentWindow", { Cron: "* * 9-17 ? * MON-FRI *" }),
  check("DeploymentWindow", { Cron: "0 0/15 9-17 LW * ?", TimeZone: "CEST" }),
  check("DeploymentWindow", { Cron: "#{variables.window}", TimeZone: "#{variables.zone}" }),
  check("VariableCheck", { Variable: "x", Operator: "MATCHES", Value: "release-\\d+(?<!-SNAPSHOT)" }),
  check("CloudWatchAlarm", { AlarmName: "errors", AlarmStates: '["ALARM", "OK"]', WaitTime: "10" }),
  check("CodeBuild", { ProjectName: "p", BatchEnabled: "true", EnvironmentVariables: '[{"name":"A","value":"b"}]' }),
])("takes the values of $ruleTypeId.provider: $configuration", (rule) => {
  const variables = [{ name: "window" }, { name: "zone" }];
  const declaration = conditional({ onSuccess: { conditions: [{ result: "FAIL", rules: [rule] }] } }, { variables });
  expect(validatePipeline(declaration).filter(({ code }) => code.startsWith("rule-"))).toEqual([]);
});

it("lets the conditions of the source stage use pipeline variables, which its actions cannot", () => {
  const rule = check("VariableCheck", { Variable: "#{variables.Go}", Operator: "EQ", Value: "yes" });
  const conditions = [{ result: "FAIL" as const, rules: [rule] }];
  const declaration = pipeline(
    [{ ...source, beforeEntry: { conditions }, onSuccess: { conditions } }, stage("Build", buildAction())],
    { variables: [{ name: "Go", defaultValue: "yes" }] },
  );
  expect(validatePipeline(declaration).filter(({ severity }) => severity === "error")).toEqual([]);
});

it("lets rules of different conditions have one name", () => {
  const conditions = [{ result: "FAIL" as const, rules: [variableCheck] }];
  const declaration = conditional({ beforeEntry: { conditions }, onSuccess: { conditions } });
  expect(validatePipeline(declaration).map(({ code }) => code)).not.toContain("rule-name-duplicate");
});
