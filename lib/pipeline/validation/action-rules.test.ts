import { expect, it } from "vitest";
import { approvalAction, buildAction, pipeline, sourceAction, stage } from "../testing/build-pipeline";
import { ACTION, awsType, commands, itFinds, source, type Row, withAction, withBuild } from "../testing/findings";
import { validatePipeline } from "./validate-pipeline";

const actions: readonly Row[] = [
  [
    "action-name-duplicate",
    ACTION,
    "stages.1.actions.1.name",
    pipeline([source, stage("Build", buildAction(), buildAction())]),
  ],
  [
    "action-type-unknown",
    ACTION,
    "stages.1.actions.0.actionTypeId",
    withBuild({ actionTypeId: awsType("Build", "Nope") }),
  ],
  [
    "action-type-unknown",
    ACTION,
    "stages.1.actions.0.actionTypeId",
    withBuild({ actionTypeId: { category: "Build", owner: "Custom", provider: "Mine", version: "1" } }),
    { customActionTypes: [] },
  ],
  ["v2-action-type", ACTION, "stages.1.actions.0.actionTypeId", withAction(commands({}), { pipelineType: "V1" })],
  ["configuration-missing", ACTION, "stages.1.actions.0.configuration.ProjectName", withBuild({ configuration: {} })],
  [
    "configuration-unknown",
    ACTION,
    "stages.1.actions.0.configuration.Project",
    withBuild({ configuration: { ProjectName: "p", Project: "p" } }),
  ],
  [
    "configuration-artifact-unknown",
    ACTION,
    "stages.1.actions.0.configuration.PrimarySource",
    withBuild({ configuration: { ProjectName: "p", PrimarySource: "Other" } }),
  ],
  [
    "configuration-role",
    ACTION,
    "stages.1.actions.0.configuration.RoleArn",
    withAction({
      name: "Deploy",
      actionTypeId: awsType("Deploy", "CloudFormation"),
      configuration: { ActionMode: "DELETE_ONLY", StackName: "shop", RoleArn: "deploy-role" },
    }),
  ],
  ["commands-missing", ACTION, "stages.1.actions.0.commands", withAction(commands({ commands: [] }))],
  ["command-multiline", ACTION, "stages.1.actions.0.commands.0", withAction(commands({ commands: ["a\nb"] }))],
  ["member-unexpected", ACTION, "stages.1.actions.0.commands", withBuild({ commands: ["a"] })],
  [
    "member-unexpected",
    ACTION,
    "stages.1.actions.0.outputArtifacts.0.files",
    withBuild({ outputArtifacts: [{ name: "O", files: ["a"] }] }),
  ],
  ["input-artifact-count", ACTION, "stages.1.actions.0.inputArtifacts", withBuild({ inputArtifacts: [] })],
  [
    "input-artifact-count",
    ACTION,
    "stages.1.actions.0.inputArtifacts",
    withAction({
      name: "Scan",
      actionTypeId: awsType("Invoke", "InspectorScan"),
      configuration: { InspectorRunMode: "SourceCodeScan" },
      outputArtifacts: [{ name: "Findings" }],
    }),
  ],
  [
    "input-artifact-count",
    ACTION,
    "stages.1.actions.0.inputArtifacts",
    withAction({
      name: "Orchestrate",
      actionTypeId: awsType("Invoke", "StepFunctions"),
      configuration: { StateMachineArn: "arn", InputType: "FilePath", Input: "in.json" },
    }),
  ],
  [
    "output-artifact-count",
    ACTION,
    "stages.1.actions.0.outputArtifacts",
    withAction(approvalAction("A", { outputArtifacts: [{ name: "O" }] })),
  ],
  [
    "input-artifact-unavailable",
    ACTION,
    "stages.1.actions.0.inputArtifacts.0.name",
    withBuild({ inputArtifacts: [{ name: "Nothing" }] }),
  ],
  [
    "input-artifact-unavailable",
    ACTION,
    "stages.1.actions.0.inputArtifacts.0.name",
    pipeline([
      source,
      stage(
        "Build",
        buildAction("Late", { inputArtifacts: [{ name: "O" }] }),
        buildAction("Early", { outputArtifacts: [{ name: "O" }] }),
      ),
    ]),
  ],
  [
    "output-artifact-duplicate",
    ACTION,
    "stages.1.actions.0.outputArtifacts.0.name",
    withBuild({ outputArtifacts: [{ name: "SourceOutput" }] }),
  ],
  ["namespace-reserved", ACTION, "stages.1.actions.0.namespace", withBuild({ namespace: "variables" })],
  [
    "namespace-duplicate",
    ACTION,
    "stages.1.actions.1.namespace",
    pipeline([source, stage("Build", buildAction("A", { namespace: "n" }), buildAction("B", { namespace: "n" }))]),
  ],
  ["namespace-is-artifact", ACTION, "stages.1.actions.0.namespace", withBuild({ namespace: "SourceOutput" })],
  [
    "variable-malformed",
    ACTION,
    "stages.1.actions.0.configuration.ProjectName",
    withBuild({ configuration: { ProjectName: "#{build}" } }),
  ],
  [
    "variable-namespace-unknown",
    ACTION,
    "stages.1.actions.0.configuration.ProjectName",
    withBuild({ configuration: { ProjectName: "#{build.Name}" } }),
  ],
  [
    "variable-too-early",
    ACTION,
    "stages.1.actions.0.configuration.ProjectName",
    pipeline([
      source,
      stage(
        "Build",
        buildAction("A", { configuration: { ProjectName: "#{b.N}" } }),
        buildAction("B", { namespace: "b" }),
      ),
    ]),
  ],
  [
    "action-region",
    ACTION,
    "stages.0.actions.0.region",
    pipeline([stage("Source", sourceAction("S", { region: "eu-west-1" })), stage("Build", buildAction())]),
    { region: "us-east-1" },
  ],
  [
    "action-role",
    ACTION,
    "stages.1.actions.0.roleArn",
    withBuild({
      actionTypeId: { category: "Build", owner: "Custom", provider: "Jenkins", version: "1" },
      roleArn: "arn:aws:iam::123456789012:role/r",
    }),
  ],
  [
    "approval-topic",
    ACTION,
    "stages.1.actions.0.configuration.NotificationArn",
    withAction(approvalAction("A", { configuration: { NotificationArn: "arn:aws:sqs:eu-west-1:123456789012:q" } })),
  ],
  [
    "approval-topic-region",
    ACTION,
    "stages.1.actions.0.configuration.NotificationArn",
    withAction(approvalAction("A", { configuration: { NotificationArn: "arn:aws:sns:eu-west-1:123456789012:t" } })),
    { region: "us-east-1" },
  ],
];

itFinds(actions);

it.each([{}, { region: "eu-west-1" }])("takes the pipeline's own Region in any action, known as %o", (context) => {
  const region = "eu-west-1";
  const declaration = pipeline([stage("Source", sourceAction("S", { region })), stage("Build", buildAction())]);
  expect(validatePipeline(declaration, context)).toEqual([]);
});
