import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock, type Clock } from "@/lib/clock";
import { readObjectMetadata } from "../../../buckets/object-metadata";
import type { ActionJob } from "../../runner";
import { ActionHarness } from "../../testing/action-harness";
import { createFileBuildRecords, type BuildRecordKeeper } from "./build-records";

const BUILD = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } as const;

let directory: string;
let records: BuildRecordKeeper;
let harness: ActionHarness;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "records-"));
  records = createFileBuildRecords(directory);
  harness = await ActionHarness.create({ buildRecords: records });
});
afterEach(async () => {
  await harness.dispose();
  await rm(directory, { recursive: true, force: true });
});

it("keeps one variable of a name, the one that counts", async () => {
  harness.resources.push({
    type: "build-project",
    name: "Shop",
    environmentVariables: [{ name: "A", value: "project" }],
  });
  const { outcome } = await build("version: 0.2\nphases: { build: { commands: [ls] } }", {
    configuration: { EnvironmentVariables: '[{"name":"A","value":"action"}]' },
  });
  const record = await records.find(outcome.externalExecutionId ?? "");
  expect(record?.environment.variables).toEqual([{ name: "A", value: "action", type: "PLAINTEXT" }]);
});

async function build(
  spec: string,
  job: Partial<ActionJob> = {},
  { signal, clock }: { readonly signal?: AbortSignal; readonly clock?: Clock } = {},
) {
  const input = await harness.input("SourceOut", { "buildspec.yml": spec });
  const configuration = { ProjectName: "Shop", ...job.configuration };
  return harness.run(
    { actionTypeId: BUILD, inputArtifacts: [input], ...job, configuration },
    signal,
    clock && { clock },
  );
}

function phases(record: Awaited<ReturnType<BuildRecordKeeper["find"]>>) {
  return record?.phases.map(({ type, status }) => `${type} ${status}`);
}

it("keeps what a build went through, made and exported, and no secret", async () => {
  await mkdir(path.join(harness.directory, "data"), { recursive: true });
  await writeFile(
    path.join(harness.directory, "data", "secrets.json"),
    JSON.stringify({ "parameter-store": { "/shop/password": "correct horse" } }),
  );
  const output = harness.output("Out");
  const { outcome } = await build(
    `
version: 0.2
env: { exported-variables: [RELEASE, LEAK] }
phases: { build: { commands: ['export RELEASE=r1 LEAK="it is $PASSWORD"', 'echo "$PASSWORD" > a.txt'] } }
artifacts: { files: [a.txt] }
`,
    {
      resolvedSourceVersion: "abc123",
      outputArtifacts: [output],
      configuration: {
        EnvironmentVariables: '[{"name":"PASSWORD","value":"/shop/password","type":"PARAMETER_STORE"}]',
      },
    },
  );
  expect(outcome).toMatchObject({ status: "Succeeded", outputVariables: { RELEASE: "r1" } });
  const id = outcome.externalExecutionId ?? "";
  const record = await createFileBuildRecords(directory).find(id);
  expect(record).toMatchObject({
    id,
    arn: `arn:aws:codebuild:us-east-1:000000000000:build/${id}`,
    buildNumber: 1,
    status: "SUCCEEDED",
    currentPhase: "COMPLETED",
    initiator: "codepipeline/shop",
    resolvedSourceVersion: "abc123",
    sourceVersion: expect.stringMatching(/^arn:aws:s3:::artifacts\/shop\/SourceOut/),
    logs: { groupName: "/aws/codebuild/Shop", streamName: id.split(":")[1] },
    artifacts: [{ identifier: "Out", location: "arn:aws:s3:::artifacts/shop/Out/out" }],
    environment: {
      image: "local",
      variables: [{ name: "PASSWORD", value: "/shop/password", type: "PARAMETER_STORE" }],
    },
    exportedVariables: [{ name: "RELEASE", value: "r1" }],
  });
  expect(phases(record)).toEqual([
    ...["SUBMITTED", "QUEUED", "PROVISIONING", "DOWNLOAD_SOURCE", "INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD"].map(
      (type) => `${type} SUCCEEDED`,
    ),
    "UPLOAD_ARTIFACTS SUCCEEDED",
    "FINALIZING SUCCEEDED",
    "COMPLETED undefined",
  ]);
  for (const { endedAt, startedAt } of record?.phases ?? [])
    expect(endedAt ?? startedAt).toBeGreaterThanOrEqual(startedAt);
  const metadata = await readObjectMetadata(path.join(harness.directory, "artifacts"), output.location);
  expect(metadata).toEqual({ userMetadata: { "codebuild-buildarn": record?.arn } });
  expect(JSON.stringify(record)).not.toContain("correct horse");
  expect(JSON.stringify(outcome)).not.toContain("correct horse");
});

it("tells the phase that failed and why, and of a repeated build the last time", async () => {
  const { outcome } = await build(
    "version: 0.2\nphases: { pre_build: { on-failure: RETRY-1, commands: ['exit 4'] }, build: { commands: [ls] } }",
  );
  const record = await records.find(outcome.externalExecutionId ?? "");
  expect(record?.status).toBe("FAILED");
  expect(phases(record)?.slice(3)).toEqual([
    "DOWNLOAD_SOURCE SUCCEEDED",
    "INSTALL SUCCEEDED",
    "PRE_BUILD FAILED",
    "FINALIZING SUCCEEDED",
    "COMPLETED undefined",
  ]);
  expect(record?.phases.find(({ type }) => type === "PRE_BUILD")?.contexts).toEqual([
    { statusCode: "COMMAND_EXECUTION_ERROR", message: "Error while executing command: exit 4. Reason: exit status 4" },
  ]);
});

it("shows a build that runs, tells one that was stopped, and one whose engine ended", async () => {
  const abort = new AbortController();
  const started = path.join(directory, "started");
  const running = build(
    `version: 0.2\nphases: { build: { commands: ['touch ${started}; sleep 1000'] } }`,
    {},
    { signal: abort.signal },
  );
  await expect.poll(() => existsSync(started)).toBe(true);
  // The build does not wait for its record.
  const saved = () => readdir(path.join(directory, "Shop")).catch(() => []);
  await expect.poll(saved).toEqual([expect.stringMatching(/\.json$/)]);
  const id = `Shop:${(await saved())[0]?.replace(".json", "")}`;
  expect(await records.find(id)).toMatchObject({ status: "IN_PROGRESS", currentPhase: "BUILD" });
  expect(await createFileBuildRecords(directory).find(id)).toMatchObject({ status: "FAULT" });
  abort.abort();
  expect((await running).outcome).toMatchObject({
    status: "Failed",
    message: "Build terminated with state: STOPPED. Phase: BUILD, Code: BUILD_STOPPED, Message: The build was stopped",
  });
  expect(await records.find(id)).toMatchObject({ status: "STOPPED" });
});

it("ends a build when its project's time is up", async () => {
  harness.resources.push({ type: "build-project", name: "Shop", timeoutInMinutes: 7 });
  let timeIsUp: () => void = () => undefined;
  const clock: Clock = {
    ...systemClock,
    setTimer(delayMs, callback) {
      if (delayMs !== 7 * 60_000) return systemClock.setTimer(delayMs, callback);
      timeIsUp = callback;
      return () => undefined;
    },
  };
  const started = path.join(directory, "started");
  const spec = `version: 0.2\nphases: { build: { commands: ['touch ${started}; sleep 1000'] } }`;
  const running = build(spec, {}, { clock });
  await expect.poll(() => existsSync(started)).toBe(true);
  timeIsUp();
  const { outcome } = await running;
  expect(outcome).toMatchObject({
    message:
      "Build terminated with state: TIMED_OUT. Phase: BUILD, Code: BUILD_TIMED_OUT, Message: Build has timed out.",
  });
  expect(await records.find(outcome.externalExecutionId ?? "")).toMatchObject({ status: "TIMED_OUT" });
});

it("refuses a build beyond the project's concurrent build limit, as CodeBuild does", async () => {
  harness.resources.push({ type: "build-project", name: "Shop", concurrentBuildLimit: 1 });
  const goOn = path.join(directory, "go-on");
  const spec = `version: 0.2\nphases: { build: { commands: ['while [ ! -e ${goOn} ]; do sleep 0.05; done'] } }`;
  const both = [build(spec), build(spec)];
  expect((await Promise.race(both)).outcome).toMatchObject({
    status: "Failed",
    message: expect.stringContaining("Cannot have more than 1 active builds for the project Shop"),
  });
  await writeFile(goOn, "");
  const statuses = (await Promise.all(both)).map(({ outcome }) => outcome.status);
  expect(statuses.toSorted()).toEqual(["Failed", "Succeeded"]);
  expect((await build(spec)).outcome.status).toBe("Succeeded");
});

it.each(["", "Shop", "Shop:x", "../x:00000000-0000-4000-8000-000000000000", "Shop:../../../etc/passwd"])(
  "knows no build %j",
  async (id) => {
    expect(await records.find(id)).toBeNull();
  },
);

it("leaves nothing unfinished on disk", async () => {
  const { outcome } = await build("version: 0.2\nphases: { build: { commands: ['true'] } }");
  const [, uuid] = (outcome.externalExecutionId ?? "").split(":");
  expect(await readdir(path.join(directory, "Shop"))).toEqual([`${uuid}.json`]);
  expect(JSON.parse(await readFile(path.join(directory, "Shop", `${uuid}.json`), "utf8"))).toMatchObject({
    status: "SUCCEEDED",
  });
});
