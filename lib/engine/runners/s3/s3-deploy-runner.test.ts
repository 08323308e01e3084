import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readObjectMetadata } from "../../buckets/object-metadata";
import { createStoredObjects } from "../../buckets/stored-objects";
import { ActionHarness } from "../testing/action-harness";
import { failureOf } from "../testing/simulation-harness";

const DEPLOY = { category: "Deploy", owner: "AWS", provider: "S3", version: "1" } as const;

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
});
afterEach(() => harness.dispose());

const root = (): string => path.join(harness.directory, "data/s3");

async function deploy(configuration: Record<string, string>, files: Record<string, string>) {
  const input = await harness.input("BuildOut", files);
  const whole = { BucketName: "site", Extract: "true", ...configuration };
  return harness.run({ actionTypeId: DEPLOY, configuration: whole, inputArtifacts: [input] });
}

async function keys(): Promise<string[]> {
  const entries = await readdir(path.join(root(), "site"), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map((entry) => path.relative(path.join(root(), "site"), path.join(entry.parentPath, entry.name)))
    .toSorted((a, b) => (a < b ? -1 : 1));
}

describe("keys", () => {
  it("are those of the files below the prefix, or the one that is given", async () => {
    await deploy({ ObjectKey: "/v1/" }, { "index.html": "<p>", "css/a.css": "a" });
    await deploy({ Extract: "false", ObjectKey: "release.zip" }, { a: "" });
    expect(await keys()).toEqual(["release.zip", "v1/css/a.css", "v1/index.html"]);
  });

  it("hold the time and a fresh id where they ask for them", async () => {
    await deploy({ Extract: "false", ObjectKey: "{datetime}/{uuid}-{uuid}.zip" }, { a: "" });
    const [key = ""] = await keys();
    expect(key).toMatch(/^\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\/[0-9a-f-]{36}-[0-9a-f-]{36}\.zip$/);
    expect(key.slice(20, 56)).not.toBe(key.slice(57, 93));
  });

  it("that were there before and are not deployed again stay", async () => {
    await deploy({}, { "old.html": "1", "index.html": "1" });
    await deploy({}, { "index.html": "2" });
    expect(await keys()).toEqual(["index.html", "old.html"]);
    expect(await readFile(path.join(root(), "site/index.html"), "utf8")).toBe("2");
  });

  it("keep the versions that they replace", async () => {
    const stored = createStoredObjects([root()]);
    await deploy({}, { "index.html": "1" });
    const first = await stored.find({ bucket: "site", key: "index.html" });
    await deploy({ CacheControl: "no-cache" }, { "index.html": "2" });
    const kept = await stored.find({ bucket: "site", key: "index.html" }, first?.versionId);
    expect(await readFile(kept?.file ?? "", "utf8")).toBe("1");
    expect(await stored.find({ bucket: "site", key: "index.html" })).toMatchObject({
      metadata: { cacheControl: "no-cache", contentType: "text/html" },
    });
  });

  it("that a directory cannot hold beside each other are refused with what to do", async () => {
    await deploy({ Extract: "false", ObjectKey: "app" }, { a: "" });
    expect(failureOf(await deploy({ ObjectKey: "app" }, { a: "" }))).toMatch(
      /Bucket site cannot hold app\/a on this machine: .*choose another key/,
    );
    expect(failureOf(await deploy({ Extract: "false", ObjectKey: "x".repeat(300) }, { a: "" }))).toMatch(
      /cannot hold x+ on/,
    );
    expect(failureOf(await deploy({ Extract: "false", ObjectKey: `${"x/".repeat(600)}y` }, { a: "" }))).toMatch(
      /longer than 1024/,
    );
  });
});

it("takes an artifact that is no archive whole, and refuses to extract it", async () => {
  const file = path.join(harness.directory, "plain.txt");
  await writeFile(file, "no archive");
  const input = { name: "Plain", location: { bucket: "artifacts", key: "shop/Plain/1" } };
  await harness.artifacts.putFile(input.location, file);
  const run = (configuration: Record<string, string>) =>
    harness.run({
      actionTypeId: DEPLOY,
      configuration: { BucketName: "site", ...configuration },
      inputArtifacts: [input],
    });
  expect(failureOf(await run({ Extract: "true" }))).toMatch(/The artifact is not a ZIP file/);
  expect((await run({ Extract: "false", ObjectKey: "plain.txt" })).outcome.status).toBe("Succeeded");
  expect(await keys()).toEqual(["plain.txt"]);
});

describe("metadata", () => {
  const KEY = "arn:aws:kms:us-east-1:000000000001:key/1";
  it("says how to cache, who may read, which key was meant and what the content is", async () => {
    const { lines } = await deploy(
      { CacheControl: "max-age=60", CannedACL: "public-read", KMSEncryptionKeyARN: KEY },
      { "index.html": "<p>", data: "x" },
    );
    expect(await readObjectMetadata(root(), { bucket: "site", key: "index.html" })).toEqual({
      contentType: "text/html",
      cacheControl: "max-age=60",
      cannedAcl: "public-read",
      kmsKeyArn: KEY,
    });
    expect(await readObjectMetadata(root(), { bucket: "site", key: "data" })).toMatchObject({
      contentType: "binary/octet-stream",
    });
    expect(lines.join()).toMatch(/objects of this machine are not encrypted/);
  });

  it("goes with the object it was for", async () => {
    await deploy({ CacheControl: "max-age=60" }, { "index.html": "<p>" });
    await writeFile(path.join(root(), "site/index.html"), "somebody else's");
    expect(await readObjectMetadata(root(), { bucket: "site", key: "index.html" })).toEqual({});
    expect(await readObjectMetadata(root(), { bucket: "site", key: "none" })).toEqual({});
  });
});

it.each([
  [{ BucketName: "Site" }, /BucketName "Site" is not the name of a bucket/],
  [{ BucketName: "../.." }, /is not the name of a bucket/],
  [{ Extract: "yes" }, /Extract must be one of true, false, and is "yes"/],
  [{ Extract: "false" }, /ObjectKey is missing: it is required when Extract is false/],
  [{ Extract: "false", ObjectKey: "../../outside" }, /is not a bucket and key/],
  [{ ObjectKey: "a/../../../outside" }, /is not a bucket and key/],
  [{ CannedACL: "everybody" }, /CannedACL everybody must be one of private, public-read/],
  [{ CacheControl: "a\r\nSet-Cookie: b" }, /CacheControl must be one line/],
  [{ KMSEncryptionKeyARN: "key" }, /is not the ARN of a KMS key/],
])("refuses %j", async (configuration, message) => {
  expect(failureOf(await deploy(configuration, { a: "" }))).toMatch(message);
});
