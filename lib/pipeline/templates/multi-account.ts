import type { ActionDeclaration, StageDeclaration } from "../declaration";
import {
  awsAction,
  codeBuild,
  codeCommitSource,
  manualApproval,
  NEEDS_CODECOMMIT,
  NEEDS_PROJECT,
  PLACEHOLDER_ACCOUNT,
  PLACEHOLDER_REGION,
  pipelineOf,
  stageOf,
  type PipelineTemplate,
} from "./template";

/** The accounts a release goes through; to be replaced by one's own. */
const TEST_ACCOUNT = "444455556666";
const PRODUCTION_ACCOUNT = "777788889999";
const KEY = `arn:aws:kms:${PLACEHOLDER_REGION}:${PLACEHOLDER_ACCOUNT}:key/00000000-0000-4000-8000-000000000000`;

export const multiAccount: PipelineTemplate = {
  id: "multi-account",
  name: "Multi-account promotion",
  description: "Prepares and runs a CloudFormation change set in a test account, then in production.",
  needs: [
    NEEDS_CODECOMMIT,
    NEEDS_PROJECT,
    "In each account a role that this pipeline may assume, and a role for CloudFormation",
    "A KMS key of your own and an artifact bucket that the other accounts may use",
  ],
  build: (basics) =>
    pipelineOf(
      basics,
      [
        stageOf("Source", codeCommitSource(basics.name)),
        stageOf("Build", codeBuild(basics.name)),
        promotion("Test", basics.name, TEST_ACCOUNT),
        promotion("Production", basics.name, PRODUCTION_ACCOUNT),
      ],
      {
        artifactStore: { type: "S3", location: basics.artifactBucket, encryptionKey: { id: KEY, type: "KMS" } },
        executionMode: "QUEUED",
      },
    ),
  starter: (name) => ({ repository: name, files: FILES }),
};

/** Prepare, look, run: a person sees what would change before it does. */
function promotion(stage: string, pipelineName: string, account: string): StageDeclaration {
  const stack = { StackName: `${pipelineName}-${stage.toLowerCase()}`, ChangeSetName: "release" };
  const cloudFormation = (name: string, configuration: Record<string, string>): ActionDeclaration => ({
    name,
    actionTypeId: awsAction("Deploy", "CloudFormation"),
    configuration: { ...configuration, ...stack },
    roleArn: `arn:aws:iam::${account}:role/pipeline-deploy`,
  });
  return stageOf(
    stage,
    {
      ...cloudFormation("Prepare", {
        ActionMode: "CHANGE_SET_REPLACE",
        TemplatePath: "BuildOutput::template.json",
        TemplateConfiguration: `BuildOutput::${stage.toLowerCase()}.json`,
        Capabilities: "CAPABILITY_IAM",
        RoleArn: `arn:aws:iam::${account}:role/cloudformation-deploy`,
      }),
      inputArtifacts: [{ name: "BuildOutput" }],
    },
    manualApproval(`Run the change set release in account ${account}?`),
    cloudFormation("Execute", { ActionMode: "CHANGE_SET_EXECUTE" }),
  );
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const FILES = {
  "README.md":
    "# A stack for two accounts\n\ntemplate.json is the stack; test.json and production.json are its parameters.\n",
  "template.json": json({
    AWSTemplateFormatVersion: "2010-09-09",
    Parameters: { Stage: { Type: "String" } },
    Resources: { Topic: { Type: "AWS::SNS::Topic", Properties: { DisplayName: { Ref: "Stage" } } } },
    Outputs: { TopicArn: { Value: { Ref: "Topic" } } },
  }),
  "test.json": json({ Parameters: { Stage: "test" } }),
  "production.json": json({ Parameters: { Stage: "production" } }),
  "buildspec.yml": `version: 0.2
phases:
  build:
    commands:
      - for file in template.json test.json production.json; do node -e 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))' "$file"; done
artifacts:
  files:
    - template.json
    - test.json
    - production.json
`,
};
