import {
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { mkdir, readdir, readFile, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startS3Harness, type S3Harness } from "../../testing/s3-harness";

const Bucket = "my-site";
let harness: S3Harness;
let directory: string;
let client: S3Client;
beforeEach(async () => {
  harness = await startS3Harness();
  ({ directory, client } = harness);
});
afterEach(() => harness.dispose());

async function put(...keys: readonly string[]): Promise<void> {
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: `of ${Key}` }));
}

async function keysLeft(): Promise<readonly (string | undefined)[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
}

describe("buckets", () => {
  it("are listed by name, wherever their objects lie, with when they were made", async () => {
    await put("a");
    await client.send(new CreateBucketCommand({ Bucket: "another" }));
    await mkdir(path.join(directory, "artifacts", Bucket, "shop"), { recursive: true });
    await mkdir(path.join(directory, "s3", ".versions"), { recursive: true });
    const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
    expect(Buckets.map(({ Name }) => Name)).toEqual(["another", Bucket]);
    expect(Buckets.every(({ CreationDate }) => Math.abs(Number(CreationDate) - Date.now()) < 60_000)).toBe(true);
  });

  it("tell their Region, and that their objects have versions, which cannot be changed", async () => {
    await put("a");
    expect((await client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe("us-east-1");
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
    const versioning = (Status: "Enabled" | "Suspended") =>
      client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
    await versioning("Enabled");
    await expect(versioning("Suspended")).rejects.toMatchObject({ name: "NotImplemented" });
  });

  it("are deleted once they are empty", async () => {
    await put("docs/deep/a");
    const deletion = () => client.send(new DeleteBucketCommand({ Bucket }));
    await expect(deletion()).rejects.toMatchObject({ name: "BucketNotEmpty", $metadata: { httpStatusCode: 409 } });
    await client.send(new DeleteObjectCommand({ Bucket, Key: "docs/deep/a" }));
    await mkdir(path.join(directory, "artifacts", Bucket, "left", "over"), { recursive: true });
    await deletion();
    await expect(deletion()).rejects.toMatchObject({ name: "NoSuchBucket" });
    expect((await client.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  });

  it("refuse what they do not have, by name", async () => {
    await put("a");
    await expect(client.send(new PutBucketPolicyCommand({ Bucket, Policy: "{}" }))).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining("PUT of a bucket with policy"),
    });
  });

  it("are listed the older way, from marker to marker", async () => {
    await put("a", "docs/1", "docs/2", "z & z");
    const seen: (string | undefined)[] = [];
    for (let Marker: string | undefined = ""; Marker !== undefined;) {
      const page: Awaited<ReturnType<typeof listOlder>> = await listOlder(Marker);
      seen.push(
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      );
      Marker = page.NextMarker;
    }
    expect(seen).toEqual(["a", "docs/", "z & z"]);
  });

  function listOlder(Marker: string) {
    return client.send(new ListObjectsCommand({ Bucket, Delimiter: "/", MaxKeys: 1, Marker }));
  }
});

describe("objects", () => {
  it("are deleted, with the folders that they leave empty, and once more without an error", async () => {
    await put("docs/deep/a", "docs/b");
    const deletion = new DeleteObjectCommand({ Bucket, Key: "docs/deep/a" });
    await client.send(deletion);
    await client.send(deletion);
    expect(await readdir(path.join(directory, "s3", Bucket, "docs"))).toEqual(["b"]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: "docs" }));
    expect(await keysLeft()).toEqual(["docs/b"]);
  });

  it("are deleted by a version, or with their versions kept", async () => {
    await put("a");
    const { VersionId } = await client.send(new HeadObjectCommand({ Bucket, Key: "a" }));
    const read = new GetObjectCommand({ Bucket, Key: "a", VersionId });
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a", VersionId: "0".repeat(32) }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a", VersionId }));
    expect(await keysLeft()).toEqual([]);
    await expect(client.send(read)).rejects.toMatchObject({ name: "NoSuchKey" });
    await put("a");
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    expect(await (await client.send(read)).Body?.transformToString()).toBe("of a");
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a", VersionId }));
    await expect(client.send(read)).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("are listed with the versions that are kept of them, page by page, and deleted by that list", async () => {
    for (const Body of ["1", "2", "3"]) await client.send(new PutObjectCommand({ Bucket, Key: "docs/a", Body }));
    await put("b");
    const { VersionId } = await client.send(new HeadObjectCommand({ Bucket, Key: "docs/a" }));
    const seen: { Key?: string; VersionId?: string; IsLatest?: boolean }[] = [];
    let page = await client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2 }));
    for (seen.push(...(page.Versions ?? [])); page.IsTruncated; seen.push(...(page.Versions ?? []))) {
      const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
      page = await client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, KeyMarker, VersionIdMarker }));
    }
    expect(seen.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([
      ["b", true],
      ["docs/a", true],
      ["docs/a", false],
      ["docs/a", false],
    ]);
    expect(seen[1]?.VersionId).toBe(VersionId);
    const folded = await client.send(new ListObjectVersionsCommand({ Bucket, Delimiter: "/" }));
    expect(folded.CommonPrefixes).toEqual([{ Prefix: "docs/" }]);
    const Objects = seen.map(({ Key = "", VersionId: version }) => ({ Key, VersionId: version }));
    await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    await put("docs/a");
    expect((await client.send(new ListObjectVersionsCommand({ Bucket }))).Versions).toHaveLength(1);
  });

  it("are deleted many at once, each for itself", async () => {
    await put("a", "b & <c>", "ü/d", "stays");
    const Objects = ["a", "b & <c>", "ü/d", "never", "../up"].map((Key) => ({ Key }));
    const { Deleted = [], Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted.map(({ Key }) => Key)).toEqual(["a", "b & <c>", "ü/d", "never"]);
    expect(Errors).toEqual([{ Key: "../up", Code: "InvalidArgument", Message: expect.any(String) }]);
    expect(await keysLeft()).toEqual(["stays"]);
    const quiet = new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "stays" }], Quiet: true } });
    expect((await client.send(quiet)).Deleted).toBeUndefined();
    expect(await keysLeft()).toEqual([]);
  });

  it("are not deleted through a link that leads out of the bucket", async () => {
    await put("a");
    await mkdir(path.join(directory, "outside"));
    await writeFile(path.join(directory, "outside", "file"), "mine");
    await symlink(path.join(directory, "outside"), path.join(directory, "s3", Bucket, "linked"));
    await client.send(new DeleteObjectCommand({ Bucket, Key: "linked/file" }));
    expect(await readFile(path.join(directory, "outside", "file"), "utf8")).toBe("mine");
  });

  it("are copied with what they carry, or with what the copy says", async () => {
    const source = { Bucket, Key: "docs/ü & 1.txt" };
    await client.send(
      new PutObjectCommand({ ...source, Body: "text", ContentType: "text/plain", Metadata: { by: "me" } }),
    );
    const CopySource = encodeURI(`${Bucket}/${source.Key}`);
    const { CopyObjectResult } = await client.send(new CopyObjectCommand({ Bucket: "another", Key: "b", CopySource }));
    const copy = await client.send(new GetObjectCommand({ Bucket: "another", Key: "b" }));
    expect(await copy.Body?.transformToString()).toBe("text");
    expect(copy).toMatchObject({ ETag: CopyObjectResult?.ETag, ContentType: "text/plain", Metadata: { by: "me" } });
    const replaced = { CopySource, MetadataDirective: "REPLACE", ContentType: "text/html" } as const;
    await client.send(new CopyObjectCommand({ Bucket, Key: "c", ...replaced }));
    const { ContentType, Metadata } = await client.send(new HeadObjectCommand({ Bucket, Key: "c" }));
    expect({ ContentType, Metadata }).toEqual({ ContentType: "text/html", Metadata: {} });
    const missing = new CopyObjectCommand({ Bucket, Key: "d", CopySource: `${Bucket}/none` });
    await expect(client.send(missing)).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it.each([
    { CopySourceIfMatch: '"0"' },
    { CopySourceIfNoneMatch: "*" },
    { CopySourceIfUnmodifiedSince: new Date("2020-01-01") },
    { CopySourceIfModifiedSince: new Date("2020-01-03") },
  ])("are not copied where a condition does not hold: %o", async (condition) => {
    await put("a");
    await utimes(path.join(directory, "s3", Bucket, "a"), new Date("2020-01-02"), new Date("2020-01-02"));
    const copy = new CopyObjectCommand({ Bucket, Key: "b", CopySource: `${Bucket}/a`, ...condition });
    await expect(client.send(copy)).rejects.toMatchObject({ name: "PreconditionFailed" });
    expect(await keysLeft()).toEqual(["a"]);
  });

  it("are copied in parts", async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "0123456789" }));
    const target = { Bucket, Key: "b" };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
    const Parts = [];
    for (const [PartNumber, CopySourceRange] of [
      [1, "bytes=5-9"],
      [2, "bytes=0-4"],
    ] as const) {
      const part = { ...target, UploadId, PartNumber, CopySource: `${Bucket}/a`, CopySourceRange };
      const { CopyPartResult } = await client.send(new UploadPartCopyCommand(part));
      Parts.push({ PartNumber, ETag: CopyPartResult?.ETag });
    }
    await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
    const { Body } = await client.send(new GetObjectCommand(target));
    expect(await Body?.transformToString()).toBe("5678901234");
  });

  it("cannot have a part that is longer than a file's name, which is said", async () => {
    const put = new PutObjectCommand({ Bucket, Key: `a/${"x".repeat(300)}`, Body: "" });
    await expect(client.send(put)).rejects.toMatchObject({
      name: "InvalidArgument",
      message: expect.stringContaining("is longer than the name of a file may be"),
    });
  });

  it("cannot be folders of one another, which is said", async () => {
    await put("a/b");
    for (const Key of ["a", "a/b/c"]) {
      await expect(client.send(new PutObjectCommand({ Bucket, Key, Body: "" }))).rejects.toMatchObject({
        name: "InvalidArgument",
        message: expect.stringContaining("cannot be kept here"),
      });
    }
  });

  it("are put while the last one of their folder is deleted", async () => {
    const rounds = Array.from({ length: 40 }, async (_, index) => {
      await put(`x/y/${index % 4}`);
      await client.send(new DeleteObjectCommand({ Bucket, Key: `x/y/${index % 4}` }));
    });
    await Promise.all(rounds);
    expect(await keysLeft()).toEqual([]);
  });
});
