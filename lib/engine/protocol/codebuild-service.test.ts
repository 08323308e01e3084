import {
  BatchGetBuildBatchesCommand,
  BatchGetBuildsCommand,
  BatchGetReportsCommand,
  CodeBuildClient,
  ListBuildBatchesForProjectCommand,
  ListBuildsCommand,
  ListBuildsForProjectCommand,
  type BuildBatch,
  type ListBuildBatchesForProjectCommandInput,
  type ListBuildsForProjectCommandInput,
} from "@aws-sdk/client-codebuild";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createFileBuildRecords } from "../runners/codebuild/records/build-records";
import type { ActionJob } from "../runners/runner";
import { ActionHarness } from "../runners/testing/action-harness";
import { KEYS, protocolOptions } from "../testing/protocol-options";
import { codebuildService } from "./codebuild-service";
import { createRequestHandler } from "./handle-request";
import { inProcess } from "./in-process";

let directory: string;
let harness: ActionHarness;
let client: CodeBuildClient;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "codebuild-"));
  const buildRecords = createFileBuildRecords(directory);
  harness = await ActionHarness.create({ buildRecords });
  client = new CodeBuildClient({
    region: "us-east-1",
    endpoint: "http://127.0.0.1:4510",
    credentials: KEYS,
    requestHandler: inProcess(createRequestHandler(protocolOptions({ services: [codebuildService(buildRecords)] }))),
  });
});
afterEach(async () => {
  await harness.dispose();
  await rm(directory, { recursive: true, force: true });
});

const SPEC = `
version: 0.2
env: { variables: { SUITE: unit }, exported-variables: [RELEASE] }
phases: { build: { commands: [export RELEASE=r1] }, post_build: { commands: ["test ! -e broken"] } }
reports:
  $SUITE: { files: [unit.xml] }
  lines: { files: [cover.xml], file-format: JACOCOXML }
artifacts: { files: [unit.xml] }
`;
const FILES = {
  "buildspec.yml": SPEC,
  "unit.xml": '<testsuite><testcase name="a" time="1"/><testcase name="b"><failure/></testcase></testsuite>',
  "cover.xml": '<report><counter type="LINE" missed="1" covered="2"/></report>',
};

async function build(files: Record<string, string> = {}, job: Partial<ActionJob> = {}): Promise<string> {
  const input = await harness.input("SourceOut", { ...FILES, ...files });
  const { outcome } = await harness.run({
    actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
    configuration: { ProjectName: "Shop", EnvironmentVariables: '[{"name":"STAGE","value":"test"}]' },
    inputArtifacts: [input],
    outputArtifacts: [harness.output("Out")],
    resolvedSourceVersion: "abc123",
    ...job,
  });
  return outcome.externalExecutionId ?? "";
}

it("tells of builds in the order asked for, by id and by ARN, and of those it does not know", async () => {
  const first = await build();
  const second = await build({ broken: "" });
  const arn = `arn:aws:codebuild:us-east-1:000000000000:build/${first}`;
  const { builds = [], buildsNotFound } = await client.send(
    new BatchGetBuildsCommand({ ids: [second, "Shop:nothing", arn] }),
  );
  expect(builds.map(({ id, buildStatus, buildNumber }) => [id, buildStatus, buildNumber])).toEqual([
    [second, "FAILED", 2],
    [first, "SUCCEEDED", 1],
  ]);
  expect(buildsNotFound).toEqual(["Shop:nothing"]);
});

it("tells what a build was, went through and made, in the service's shape", async () => {
  const id = await build();
  const { builds: [found] = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
  expect(found).toMatchObject({
    arn: `arn:aws:codebuild:us-east-1:000000000000:build/${id}`,
    projectName: "Shop",
    currentPhase: "COMPLETED",
    buildComplete: true,
    resolvedSourceVersion: "abc123",
    source: { type: "CODEPIPELINE" },
    artifacts: { location: "arn:aws:s3:::artifacts/shop/Out/out" },
    cache: { type: "NO_CACHE" },
    environment: { environmentVariables: [{ name: "STAGE", value: "test", type: "PLAINTEXT" }] },
    logs: { groupName: "/aws/codebuild/Shop", streamName: id.split(":")[1] },
    initiator: "codepipeline/shop",
    exportedEnvironmentVariables: [{ name: "RELEASE", value: "r1" }],
  });
  expect(found?.startTime).toBeInstanceOf(Date);
  expect(found?.endTime?.getTime()).toBeGreaterThanOrEqual(found?.startTime?.getTime() ?? Number.NaN);
  expect(found?.phases?.map(({ phaseType }) => phaseType)).toEqual([
    "SUBMITTED",
    "QUEUED",
    "PROVISIONING",
    "DOWNLOAD_SOURCE",
    "INSTALL",
    "PRE_BUILD",
    "BUILD",
    "POST_BUILD",
    "UPLOAD_ARTIFACTS",
    "FINALIZING",
    "COMPLETED",
  ]);
  const built = found?.phases?.find(({ phaseType }) => phaseType === "BUILD");
  const durationMs = (built?.endTime?.getTime() ?? Number.NaN) - (built?.startTime?.getTime() ?? Number.NaN);
  expect(built).toMatchObject({ phaseStatus: "SUCCEEDED", durationInSeconds: Math.round(durationMs / 1_000) });
});

it("tells what its reports say", async () => {
  const id = await build();
  const { builds: [found] = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
  const reportArns = found?.reportArns ?? [];
  const { reports, reportsNotFound } = await client.send(
    new BatchGetReportsCommand({ reportArns: [...reportArns, `${reportArns[0]}0`] }),
  );
  expect(reports).toMatchObject([
    {
      type: "TEST",
      name: "Shop-unit",
      status: "FAILED",
      executionId: found?.arn,
      testSummary: { total: 2, statusCounts: { SUCCEEDED: 1, FAILED: 1 }, durationInNanoSeconds: 1e9 },
    },
    {
      type: "CODE_COVERAGE",
      codeCoverageSummary: { linesCovered: 2, linesMissed: 1, lineCoveragePercentage: 66.67 },
    },
  ]);
  expect(reportsNotFound).toHaveLength(1);
});

const GRAPH = `
version: 0.2
batch:
  build-graph:
    - { identifier: compile }
    - { identifier: flaky, depend-on: [compile], ignore-failure: true }
    - { identifier: after, depend-on: [compile] }
phases:
  build:
    commands: ['test "$CODEBUILD_BATCH_BUILD_IDENTIFIER" != flaky', "test ! -e broken || test $CODEBUILD_BATCH_BUILD_IDENTIFIER != compile"]
`;

it("tells of batches, and how each of their builds went", async () => {
  const batched = {
    configuration: { ProjectName: "Shop", BatchEnabled: "true" },
    outputArtifacts: [],
  };
  const good = await build({ "buildspec.yml": GRAPH }, batched);
  const bad = await build({ "buildspec.yml": GRAPH, broken: "" }, batched);
  const unread = await build({ "buildspec.yml": "version: 0.2" }, batched);
  const arn = `arn:aws:codebuild:us-east-1:000000000000:build-batch/${good}`;
  const { buildBatches = [], buildBatchesNotFound } = await client.send(
    new BatchGetBuildBatchesCommand({ ids: [arn, bad, unread, "Shop:none"] }),
  );
  expect(buildBatchesNotFound).toEqual(["Shop:none"]);
  expect(buildBatches.map(({ id, buildBatchStatus, complete }) => [id, buildBatchStatus, complete])).toEqual([
    [good, "SUCCEEDED", true],
    [bad, "FAILED", true],
    [unread, "FAILED", true],
  ]);
  const [first, second, third] = buildBatches;
  expect(first).toMatchObject({
    arn,
    projectName: "Shop",
    resolvedSourceVersion: "abc123",
    initiator: "codepipeline/shop",
    currentPhase: "SUCCEEDED",
  });
  expect(first?.phases?.map(({ phaseType, phaseStatus }) => `${phaseType} ${phaseStatus}`)).toEqual([
    "SUBMITTED SUCCEEDED",
    "DOWNLOAD_BATCHSPEC SUCCEEDED",
    "IN_PROGRESS SUCCEEDED",
    "SUCCEEDED undefined",
  ]);
  const groups = (batch: BuildBatch | undefined) =>
    batch?.buildGroups?.map(({ identifier, currentBuildSummary }) => [identifier, currentBuildSummary?.buildStatus]);
  expect(groups(first)).toEqual([
    ["compile", "SUCCEEDED"],
    ["flaky", "FAILED"],
    ["after", "SUCCEEDED"],
  ]);
  expect(first?.buildGroups?.[1]).toMatchObject({ dependsOn: ["compile"], ignoreFailure: true });
  expect(groups(second)).toEqual([
    ["compile", "FAILED"],
    ["flaky", undefined],
    ["after", undefined],
  ]);
  expect(third?.phases?.[1]).toMatchObject({ phaseType: "DOWNLOAD_BATCHSPEC", phaseStatus: "FAILED" });
  const [build0] = first?.buildGroups ?? [];
  const { builds = [] } = await client.send(
    new BatchGetBuildsCommand({ ids: [build0?.currentBuildSummary?.arn ?? ""] }),
  );
  expect(builds[0]?.buildBatchArn).toBe(arn);
});

it("lists the batches of a project by page, status and age", async () => {
  const batched = { configuration: { ProjectName: "Shop", BatchEnabled: "true" }, outputArtifacts: [] };
  const ids: string[] = [];
  const kinds: Record<string, string>[] = [{}, { broken: "" }, {}];
  for (const files of kinds) ids.push(await build({ "buildspec.yml": GRAPH, ...files }, batched));
  const list = (input: Partial<ListBuildBatchesForProjectCommandInput>) =>
    client.send(new ListBuildBatchesForProjectCommand({ projectName: "Shop", ...input }));
  const page = await list({ maxResults: 2, sortOrder: "ASCENDING" });
  expect(page.ids).toEqual(ids.slice(0, 2));
  expect(await list({ maxResults: 2, sortOrder: "ASCENDING", nextToken: page.nextToken })).toMatchObject({
    ids: ids.slice(2),
  });
  expect((await list({})).ids).toEqual(ids.toReversed());
  expect((await list({ filter: { status: "FAILED" } })).ids).toEqual([ids[1]]);
  expect((await list({ projectName: "Other" })).ids).toEqual([]);
  await expect(list({ nextToken: "Shop:none" })).rejects.toMatchObject({ name: "InvalidInputException" });
});

it("lists builds by their age, all of them or a project's", async () => {
  const ids = [await build(), await build({ broken: "" }), await build()];
  const other = await build({}, { configuration: { ProjectName: "Other" } });
  const listOf = (projectName: string, input: Partial<ListBuildsForProjectCommandInput> = {}) =>
    client.send(new ListBuildsForProjectCommand({ projectName, ...input }));
  expect((await listOf("Shop")).ids).toEqual(ids.toReversed());
  expect((await listOf("Shop", { sortOrder: "ASCENDING", nextToken: ids[0] })).ids).toEqual(ids.slice(1));
  expect((await listOf("None")).ids).toEqual([]);
  expect((await client.send(new ListBuildsCommand({}))).ids).toEqual([other, ...ids.toReversed()]);
  await expect(listOf("Shop", { nextToken: other })).rejects.toMatchObject({ name: "InvalidInputException" });
});

it.each(["..", ".batches", "a", "x".repeat(300), "constructor", "a/b"])(
  "has no builds of the project %s",
  async (projectName) => {
    expect((await client.send(new ListBuildsForProjectCommand({ projectName }))).ids).toEqual([]);
    expect((await client.send(new ListBuildBatchesForProjectCommand({ projectName }))).ids).toEqual([]);
  },
);

it("wants to know of which project to list batches", async () => {
  await expect(client.send(new ListBuildBatchesForProjectCommand({}))).rejects.toMatchObject({
    name: "InvalidInputException",
  });
});

it("refuses a call without ids, as the service does", async () => {
  await expect(client.send(new BatchGetBuildsCommand({ ids: [] }))).rejects.toMatchObject({
    name: "InvalidInputException",
    message: expect.stringContaining("Value at 'ids' failed to satisfy constraint"),
  });
});
