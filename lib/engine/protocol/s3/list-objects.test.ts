import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  type S3Client,
  type ListObjectsV2CommandInput,
} from "@aws-sdk/client-s3";
import { symlink } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startS3Harness, type S3Harness } from "../../testing/s3-harness";

let harness: S3Harness;
let client: S3Client;
beforeEach(async () => {
  harness = await startS3Harness();
  ({ client } = harness);
  const keys = ["a.txt", "docs/1 & 2.md", "docs/deep/x", "docs/ü", "z"];
  await harness.write(Object.fromEntries(keys.map((key) => [`s3/site/${key}`, key])));
  await symlink("/etc", path.join(harness.directory, "s3", "site", "linked"));
});
afterEach(() => harness.dispose());

async function list(input: Omit<ListObjectsV2CommandInput, "Bucket">) {
  const {
    Contents = [],
    CommonPrefixes = [],
    ...rest
  } = await client.send(new ListObjectsV2Command({ Bucket: "site", ...input }));
  return { ...rest, keys: Contents.map(({ Key }) => Key), prefixes: CommonPrefixes.map(({ Prefix }) => Prefix) };
}

describe("the objects of a bucket", () => {
  it("are listed in the order of their keys' bytes, without what links lead to", async () => {
    expect(await list({})).toMatchObject({
      keys: ["a.txt", "docs/1 & 2.md", "docs/deep/x", "docs/ü", "z"],
      KeyCount: 5,
      IsTruncated: false,
    });
  });

  it("are told with size and hash", async () => {
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: "site", Prefix: "z" }));
    expect(Contents).toMatchObject([{ Key: "z", Size: 1, ETag: '"fbade9e36a3f36d3d676c1b808451dd7"' }]);
  });

  it("are folded where a delimiter follows the prefix", async () => {
    expect(await list({ Delimiter: "/" })).toMatchObject({ keys: ["a.txt", "z"], prefixes: ["docs/"] });
    expect(await list({ Prefix: "docs/", Delimiter: "/" })).toMatchObject({
      keys: ["docs/1 & 2.md", "docs/ü"],
      prefixes: ["docs/deep/"],
    });
    expect(await list({ Prefix: "do" })).toMatchObject({ KeyCount: 3 });
    expect(await list({ Prefix: "../" })).toMatchObject({ KeyCount: 0 });
  });

  it("come page by page", async () => {
    const seen = [];
    let token: string | undefined;
    do {
      const page = await list({ MaxKeys: 2, ContinuationToken: token, Delimiter: "/" });
      seen.push(...page.keys, ...page.prefixes);
      token = page.NextContinuationToken;
    } while (token !== undefined);
    expect(seen).toEqual(["a.txt", "docs/", "z"]);
    expect(await list({ StartAfter: "docs/ü" })).toMatchObject({ keys: ["z"] });
  });

  it("are not made up for a bucket that is not there", async () => {
    const Bucket = "nowhere";
    await expect(client.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject({ name: "NoSuchBucket" });
    await expect(client.send(new GetBucketLocationCommand({ Bucket }))).rejects.toMatchObject({ name: "NoSuchBucket" });
  });
});

it("tells where a bucket is, and that nothing in it is encrypted", async () => {
  const Bucket = "site";
  expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeUndefined();
  await expect(client.send(new GetBucketEncryptionCommand({ Bucket }))).rejects.toMatchObject({
    name: "ServerSideEncryptionConfigurationNotFoundError",
  });
});

it("has CDK's bucket for assets before anything is in it", async () => {
  const Bucket = "cdk-hnb659fds-assets-000000000001-us-east-1";
  await client.send(new HeadBucketCommand({ Bucket }));
  expect(await client.send(new ListObjectsV2Command({ Bucket }))).toMatchObject({ KeyCount: 0 });
});
