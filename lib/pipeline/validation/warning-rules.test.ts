import { buildAction, pipeline, sourceAction, stage } from "../testing/build-pipeline";
import { commands, itFinds, many, source, type Row, withAction, withBuild } from "../testing/findings";

const warnings: readonly Row[] = [
  ["pipeline-type-missing", "warning", "pipelineType", pipeline(undefined, { pipelineType: undefined })],
  ["stage-action-count-high", "warning", "stages.1.actions", pipeline([source, stage("Build", ...many(51))])],
  [
    "action-type-custom",
    "warning",
    "stages.1.actions.0.actionTypeId",
    withBuild({ actionTypeId: { category: "Build", owner: "Custom", provider: "Mine", version: "1" } }),
  ],
  [
    "v1-action-type",
    "warning",
    "stages.1.actions.0.actionTypeId",
    withAction({
      name: "Scan",
      actionTypeId: { category: "Invoke", owner: "ThirdParty", provider: "Snyk", version: "1" },
    }),
  ],
  [
    "configuration-value",
    "warning",
    "stages.1.actions.0.configuration.BatchEnabled",
    withBuild({ configuration: { ProjectName: "p", BatchEnabled: "yes" } }),
  ],
  [
    "variable-key-unknown",
    "warning",
    "stages.1.actions.0.configuration.ProjectName",
    pipeline([
      stage("Source", sourceAction("S", { namespace: "s" })),
      stage("Build", buildAction("B", { configuration: { ProjectName: "#{s.Commit}" } })),
    ]),
  ],
  ...["RoleArn", "TemplatePath"].map((name): Row => [
    "configuration-missed",
    "warning",
    `stages.1.actions.0.configuration.${name}`,
    withAction({
      name: "Deploy",
      actionTypeId: { category: "Deploy", owner: "AWS", provider: "CloudFormation", version: "1" },
      configuration: { ActionMode: "REPLACE_ON_FAILURE", StackName: "shop" },
      inputArtifacts: [{ name: "SourceOutput" }],
    }),
  ]),
  ["timeout-ignored", "warning", "stages.1.actions.0.timeoutInMinutes", withBuild({ timeoutInMinutes: 30 })],
  [
    "artifact-unused",
    "warning",
    "stages.1.actions.0.outputArtifacts.0",
    withBuild({ outputArtifacts: [{ name: "Report" }] }),
  ],
  [
    "artifact-clone-reference",
    "warning",
    "stages.1.actions.0.inputArtifacts.0",
    pipeline([
      stage(
        "Source",
        sourceAction("S", {
          configuration: { RepositoryName: "a", BranchName: "b", OutputArtifactFormat: "CODEBUILD_CLONE_REF" },
        }),
      ),
      stage("Run", commands({})),
    ]),
  ],
];

const secrets: readonly Row[] = [
  [
    "plaintext-secret",
    "warning",
    "stages.1.actions.0.configuration.EnvironmentVariables",
    withBuild({ configuration: { ProjectName: "p", EnvironmentVariables: '[{"name":"NPM_TOKEN","value":"abc"}]' } }),
  ],
  [
    "plaintext-secret",
    "warning",
    "stages.1.actions.0.environmentVariables.0.value",
    withAction(commands({ environmentVariables: [{ name: "dbPassword", value: "hunter2" }] })),
  ],
  [
    "plaintext-secret",
    "warning",
    "stages.1.actions.0.commands.0",
    withAction(commands({ commands: [`aws configure set id ${"AKIA"}ABCDEFGHIJKLMNOP`] })),
  ],
];

itFinds(warnings);
itFinds(secrets);
