import { approvalAction, buildAction, pipeline, stage } from "../testing/build-pipeline";
import {
  V,
  commands,
  conditional,
  itFinds,
  source,
  triggered,
  type Row,
  withAction,
  withBuild,
} from "../testing/findings";

const shape: readonly Row[] = [
  ["pipeline-name-length", V, "name", pipeline(undefined, { name: "x".repeat(101) })],
  ["pipeline-name-length", V, "name", pipeline(undefined, { name: "" })],
  ["pipeline-name-characters", V, "name", pipeline(undefined, { name: "my pipeline" })],
  ["role-arn-characters", V, "roleArn", pipeline(undefined, { roleArn: "CodePipelineRole" })],
  [
    "pipeline-variables-count",
    V,
    "variables",
    pipeline(undefined, { variables: Array.from({ length: 51 }, (_, i) => ({ name: `v${i}` })) }),
  ],
  [
    "variable-default-value-length",
    V,
    "variables.0.defaultValue",
    pipeline(undefined, { variables: [{ name: "v", defaultValue: "" }] }),
  ],
  [
    "artifact-store-both",
    V,
    "artifactStores",
    pipeline(undefined, { artifactStores: { "eu-west-1": { type: "S3", location: "abc" } } }),
  ],
  ["artifact-store-missing", V, "artifactStore", pipeline(undefined, { artifactStore: undefined })],
  [
    "artifact-bucket-length",
    V,
    "artifactStore.location",
    pipeline(undefined, { artifactStore: { type: "S3", location: "ab" } }),
  ],
  [
    "encryption-key-type-value",
    V,
    "artifactStore.encryptionKey.type",
    pipeline(undefined, { artifactStore: { type: "S3", location: "abc", encryptionKey: { id: "k", type: "kms" } } }),
  ],
  [
    "artifact-store-single",
    V,
    "stages.1.actions.0.region",
    withBuild({ region: "us-east-1" }),
    { region: "eu-west-1" },
  ],
  [
    "artifact-store-region-missing",
    V,
    "stages.1.actions.0.region",
    withBuild(
      { region: "us-east-1" },
      { artifactStore: undefined, artifactStores: { "eu-west-1": { type: "S3", location: "abc" } } },
    ),
    { region: "eu-west-1" },
  ],
  [
    "artifact-store-region-missing",
    V,
    "artifactStores",
    pipeline(undefined, { artifactStore: undefined, artifactStores: { "eu-west-1": { type: "S3", location: "abc" } } }),
    { region: "us-east-1" },
  ],
  ["stage-name-characters", V, "stages.1.name", pipeline([source, stage("Build it", buildAction())])],
  ["action-name-length", V, "stages.1.actions.0.name", withAction(buildAction("x".repeat(101)))],
  ["runorder-range", V, "stages.1.actions.0.runOrder", withBuild({ runOrder: 1000 })],
  [
    "configuration-value-length",
    V,
    "stages.1.actions.0.configuration.ProjectName",
    withBuild({ configuration: { ProjectName: "x".repeat(1001) } }),
  ],
  [
    "artifact-name-characters",
    V,
    "stages.1.actions.0.outputArtifacts.0.name",
    withBuild({ outputArtifacts: [{ name: "a b" }] }),
  ],
  ["namespace-characters", V, "stages.1.actions.0.namespace", withBuild({ namespace: "a.b" })],
  ["timeout-range", V, "stages.1.actions.0.timeoutInMinutes", withAction(approvalAction("A", { timeoutInMinutes: 4 }))],
  [
    "commands-count",
    V,
    "stages.1.actions.0.commands",
    withAction(commands({ commands: Array.from({ length: 51 }, () => "a") })),
  ],
  ["stage-conditions-count", V, "stages.1.beforeEntry.conditions", conditional({ beforeEntry: { conditions: [] } })],
  [
    "condition-rules-count",
    V,
    "stages.1.beforeEntry.conditions.0.rules",
    conditional({ beforeEntry: { conditions: [{ result: "FAIL", rules: [] }] } }),
  ],
  [
    "push-filters-count",
    V,
    "triggers.0.gitConfiguration.push",
    triggered({ push: Array.from({ length: 4 }, () => ({ tags: { includes: ["v*"] } })) }),
  ],
  [
    "trigger-patterns-count",
    V,
    "triggers.0.gitConfiguration.push.0.tags.includes",
    triggered({ push: [{ tags: { includes: Array.from({ length: 9 }, () => "v*") } }] }),
  ],
  [
    "pull-request-event-value",
    V,
    "triggers.0.gitConfiguration.pullRequest.0.events.0",
    triggered({ pullRequest: [{ events: ["MERGED"], branches: { includes: ["main"] } }] }),
  ],
];

itFinds(shape);
