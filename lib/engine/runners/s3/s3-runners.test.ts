import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createObjectWriter } from "../../buckets/object-writer";
import type { ActionJob } from "../runner";
import { ActionHarness } from "../testing/action-harness";

const SOURCE = { category: "Source", owner: "AWS", provider: "S3", version: "1" } as const;
const DEPLOY = { category: "Deploy", owner: "AWS", provider: "S3", version: "1" } as const;
const CONFIGURATION = { S3Bucket: "releases", S3ObjectKey: "app/app.zip" };

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
});
afterEach(() => harness.dispose());

async function deploy(configuration: Record<string, string>, files: Record<string, string>) {
  const input = await harness.input("BuildOut", files);
  return harness.run({ actionTypeId: DEPLOY, configuration, inputArtifacts: [input] });
}

async function upload(bytes: string, summary: string): Promise<void> {
  const directory = path.join(harness.directory, "data/s3");
  const writer = createObjectWriter({ rootOf: () => directory, newId: () => "upload" });
  const userMetadata = { "codepipeline-artifact-revision-summary": summary };
  const content = (async function* () {
    yield Buffer.from(bytes);
  })();
  await writer.put({ bucket: "releases", key: "app/app.zip" }, content, { userMetadata });
}

function source(job: Partial<ActionJob> = {}) {
  const outputArtifacts = [harness.output("SourceOut")];
  return harness.run({ actionTypeId: SOURCE, configuration: CONFIGURATION, outputArtifacts, ...job });
}

it("deploys an artifact as one object, which a source action then takes", async () => {
  const deployed = await deploy(
    { BucketName: "releases", Extract: "false", ObjectKey: "app/app.zip" },
    { "a.txt": "a" },
  );
  expect(deployed.outcome.status).toBe("Succeeded");
  const { outcome } = await source();
  expect(outcome).toMatchObject({
    status: "Succeeded",
    outputVariables: {
      BucketName: "releases",
      ObjectKey: "app/app.zip",
      VersionId: expect.stringMatching(/^[0-9a-f]{32}$/),
    },
  });
  expect(await readdir(await harness.unpack(harness.output("SourceOut")))).toEqual(["a.txt"]);
});

it("extracts an artifact below a prefix", async () => {
  await deploy({ BucketName: "site", Extract: "true", ObjectKey: "v1" }, { "index.html": "<p>", "css/a.css": "a" });
  const bucket = path.join(harness.directory, "data/s3/site/v1");
  expect(await readFile(path.join(bucket, "css/a.css"), "utf8")).toBe("a");
  expect(await readFile(path.join(bucket, "index.html"), "utf8")).toBe("<p>");
});

it("says where to put an object that is missing, and what is wrong with an override", async () => {
  expect((await source()).outcome).toMatchObject({
    errorCode: "RevisionUnavailable",
    message: expect.stringMatching(
      /no object app\/app.zip in bucket releases. Put the file at .*data\/s3\/releases\/app\/app.zip/,
    ),
  });
  expect((await source({ configuration: { S3Bucket: "../aws", S3ObjectKey: "credentials" } })).outcome).toMatchObject({
    message: '"../aws/credentials" is not a bucket and key of an object.',
  });
  const key = await source({ sourceObjectKey: "other" });
  expect(key.outcome).toMatchObject({ message: expect.stringContaining("Set AllowOverrideForS3ObjectKey to true") });
  await deploy({ BucketName: "releases", Extract: "false", ObjectKey: "app/app.zip" }, { a: "" });
  const version = await source({ sourceRevision: { revisionType: "S3_OBJECT_VERSION_ID", revisionValue: "old" } });
  expect(version.outcome).toMatchObject({
    errorCode: "RevisionUnavailable",
    message: expect.stringContaining("Version old"),
  });
});

it("tells of the revision what its uploader said in the object's metadata", async () => {
  await upload("bytes", "Release 7");
  expect((await source()).outcome).toMatchObject({ summary: "Release 7", revision: { revisionSummary: "Release 7" } });
});

it("tells of a version that was replaced what its uploader said of it last", async () => {
  await upload("seven", "Release 7");
  await source();
  await upload("seven", "Release 7, signed");
  const { outcome } = await source();
  await upload("eight", "Release 8");
  await source();
  const revisionValue = outcome.status === "Succeeded" ? (outcome.revision?.revisionId ?? "") : "";
  const replaced = await source({ sourceRevision: { revisionType: "S3_OBJECT_VERSION_ID", revisionValue } });
  expect(replaced.outcome).toMatchObject({ summary: "Release 7, signed", revision: { revisionId: revisionValue } });
});

it("takes a version that was taken before, though the object has been replaced", async () => {
  const put = (files: Record<string, string>) =>
    deploy({ BucketName: "releases", Extract: "false", ObjectKey: "app/app.zip" }, files);
  await put({ "first.txt": "1" });
  const first = await source();
  await put({ "second.txt": "2" });
  await source();
  const revisionValue = first.outcome.status === "Succeeded" ? (first.outcome.revision?.revisionId ?? "") : "";
  const { outcome } = await source({ sourceRevision: { revisionType: "S3_OBJECT_VERSION_ID", revisionValue } });
  expect(outcome).toMatchObject({ status: "Succeeded", revision: { revisionId: revisionValue } });
  expect(await readdir(await harness.unpack(harness.output("SourceOut")))).toEqual(["first.txt"]);
});
