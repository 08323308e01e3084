import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { randomBytes, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import { createSessions, type Sessions } from "../../session-credentials";
import { KEYS } from "../../testing/protocol-options";
import { startS3Harness, type S3Harness } from "../../testing/s3-harness";
import { decodeAwsChunks } from "./aws-chunked";

const CALLER = { accountId: "000000000001", region: "us-east-1", principalArn: "arn:aws:iam::000000000001:user/me" };
const object = { Bucket: "my-artifacts", Key: "shop/BuildOut/0a1b" };

let harness: S3Harness;
let directory: string;
let sessions: Sessions;
let client: S3Client;

beforeEach(async () => {
  sessions = createSessions({ key: "key", clock: systemClock, ids: { next: () => randomUUID() } });
  harness = await startS3Harness({
    findCredential(id, token) {
      const session = token === undefined ? undefined : sessions.find(id, token);
      if (session) return { ...session, caller: { ...CALLER, scope: session.scope } };
      return id === KEYS.accessKeyId ? { ...KEYS, caller: CALLER } : undefined;
    },
  });
  ({ directory, client } = harness);
});
afterEach(() => harness.dispose());

async function stored(key = object.Key): Promise<string> {
  return readFile(path.join(directory, "s3", object.Bucket, key), "utf8");
}

async function read(from = client): Promise<string | undefined> {
  return (await from.send(new GetObjectCommand(object))).Body?.transformToString();
}

describe("an object that is uploaded", () => {
  it.each(["", "a text: Größe", randomBytes(3_000_000).toString("hex")])("is there as it was sent", async (Body) => {
    const put = await client.send(new PutObjectCommand({ ...object, Body }));
    expect(await stored()).toBe(Body);
    const got = await client.send(new GetObjectCommand(object));
    expect([got.ETag, got.VersionId]).toEqual([put.ETag, put.VersionId]);
  });

  it("keeps what was said of it, until it is replaced", async () => {
    const said = { ContentType: "application/zip", CacheControl: "no-store" };
    await client.send(new PutObjectCommand({ ...object, Body: "x", ...said, Metadata: { summary: "Release 7" } }));
    expect(await client.send(new HeadObjectCommand(object))).toMatchObject({
      ContentType: "application/zip",
      CacheControl: "no-store",
      Metadata: { summary: "Release 7" },
    });
    await client.send(new PutObjectCommand({ ...object, Body: "y" }));
    expect((await client.send(new HeadObjectCommand(object))).Metadata).toEqual({});
    const long = client.send(new PutObjectCommand({ ...object, Body: "z", Metadata: { a: "x".repeat(2_048) } }));
    await expect(long).rejects.toMatchObject({ name: "MetadataTooLarge" });
  });

  it("leaves the version it replaces to be had by its id, whole or in parts", async () => {
    const versionOf = async (Body: string) => (await client.send(new PutObjectCommand({ ...object, Body }))).VersionId;
    const [first, second] = [await versionOf("first"), await versionOf("second")];
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
    const part = await client.send(new UploadPartCommand({ ...object, UploadId, PartNumber: 1, Body: "third" }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
    await client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload }));
    const bodyOf = async (VersionId?: string) =>
      (await client.send(new GetObjectCommand({ ...object, VersionId }))).Body?.transformToString();
    expect([await bodyOf(first), await bodyOf(second), await bodyOf()]).toEqual(["first", "second", "third"]);
  });

  it("may come as a stream, in chunks with a checksum behind them", async () => {
    const file = path.join(directory, "file");
    const content = randomBytes(500_000).toString("hex");
    await writeFile(file, content);
    await client.send(new PutObjectCommand({ ...object, Body: createReadStream(file), ContentLength: content.length }));
    expect(await stored()).toBe(content);
  });

  it.each([
    ["MD5", { ContentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==" }],
    ["CRC-32", { ChecksumCRC32: "AAAAAA==" }],
    ["SHA-256", { ChecksumSHA256: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" }],
  ])("is refused when its %s is another, and what was there stays", async (_name, checksum) => {
    await client.send(new PutObjectCommand({ ...object, Body: "before" }));
    const put = client.send(new PutObjectCommand({ ...object, Body: "after", ...checksum }));
    await expect(put).rejects.toMatchObject({ name: "BadDigest" });
    expect(await stored()).toBe("before");
    expect(await readdir(path.join(directory, "s3", ".incoming"))).toEqual([]);
  });

  it("is refused where there is one and none may be", async () => {
    const once = new PutObjectCommand({ ...object, Body: "x", IfNoneMatch: "*" });
    await client.send(once);
    await expect(client.send(once)).rejects.toMatchObject({ name: "PreconditionFailed" });
  });

  it.each(["../outside", "a//b", "a/./b"])("is refused at the key %s", async (Key) => {
    const put = client.send(new PutObjectCommand({ ...object, Key, Body: "x" }));
    await expect(put).rejects.toMatchObject({ name: expect.stringMatching(/InvalidArgument|SignatureDoesNotMatch/) });
    expect(await readdir(directory)).not.toContain("outside");
  });
});

describe("a bucket", () => {
  it("is there once it was made, and may be made again", async () => {
    const { Bucket } = object;
    const head = new HeadBucketCommand({ Bucket });
    await expect(client.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new CreateBucketCommand({ Bucket }));
    expect((await client.send(head)).$metadata.httpStatusCode).toBe(200);
    await expect(client.send(new GetObjectCommand(object))).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("is not made with keys for the artifacts of a job", async () => {
    const worker = harness.clientOf(sessions.issue({ kind: "artifacts", reads: [], writes: [] }));
    const made = worker.send(new CreateBucketCommand({ Bucket: object.Bucket }));
    await expect(made).rejects.toMatchObject({ name: "AccessDenied" });
    worker.destroy();
  });
});

describe("an upload in parts", () => {
  const start = async () =>
    (await client.send(new CreateMultipartUploadCommand({ ...object, Metadata: { by: "parts" } }))).UploadId;
  const putPart = async (UploadId: string | undefined, PartNumber: number, Body: string) =>
    (await client.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body }))).ETag;
  const complete = (UploadId: string | undefined, Parts: { PartNumber: number; ETag: string | undefined }[]) =>
    client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }));

  it("is put together in the order of its parts; a part sent again replaces the one before", async () => {
    const id = await start();
    const second = await putPart(id, 2, "two");
    await putPart(id, 1, "none");
    const first = await putPart(id, 1, "one ");
    await complete(id, [
      { PartNumber: 1, ETag: first },
      { PartNumber: 2, ETag: second },
    ]);
    expect(await stored()).toBe("one two");
    expect((await client.send(new HeadObjectCommand(object))).Metadata).toEqual({ by: "parts" });
    await expect(putPart(id, 3, "late")).rejects.toMatchObject({ name: "NoSuchUpload" });
  });

  it("is refused with parts that are missing, others than meant, or out of order", async () => {
    const id = await start();
    const [first, second] = [await putPart(id, 1, "one"), await putPart(id, 2, "two")];
    const missing = complete(id, [{ PartNumber: 3, ETag: first }]);
    await expect(missing).rejects.toMatchObject({ name: "InvalidPart" });
    const other = complete(id, [{ PartNumber: 1, ETag: second }]);
    await expect(other).rejects.toMatchObject({ name: "InvalidPart" });
    const parts = [
      { PartNumber: 2, ETag: second },
      { PartNumber: 1, ETag: first },
    ];
    await expect(complete(id, parts)).rejects.toMatchObject({ name: "InvalidPartOrder" });
  });

  it("leaves nothing when it is given up", async () => {
    const id = await start();
    await putPart(id, 1, "one");
    await client.send(new AbortMultipartUploadCommand({ ...object, UploadId: id }));
    await expect(putPart(id, 2, "two")).rejects.toMatchObject({ name: "NoSuchUpload" });
    await expect(read()).rejects.toMatchObject({ name: "NoSuchBucket" });
  });
});

describe("keys for the artifacts of a job", () => {
  it("read its inputs and write its outputs, and open nothing else", async () => {
    const [input, output] = [object.Key, "shop/Out/1"];
    await client.send(new PutObjectCommand({ ...object, Body: "input" }));
    await client.send(new PutObjectCommand({ ...object, Key: "other", Body: "other" }));
    const worker = harness.clientOf(
      sessions.issue({
        kind: "artifacts",
        reads: [{ bucket: object.Bucket, key: input }],
        writes: [{ bucket: object.Bucket, key: output }],
      }),
    );
    expect(await read(worker)).toBe("input");
    await worker.send(new PutObjectCommand({ ...object, Key: output, Body: "output" }));
    expect(await stored(output)).toBe("output");
    const refused = [
      worker.send(new GetObjectCommand({ ...object, Key: "other" })),
      worker.send(new PutObjectCommand({ ...object, Body: "changed" })),
      worker.send(new PutObjectCommand({ ...object, Key: "new", Body: "x" })),
    ];
    for (const one of refused) await expect(one).rejects.toMatchObject({ name: "AccessDenied" });
    expect(await stored()).toBe("input");
    worker.destroy();
  });
});

describe("chunks", () => {
  const decode = async (...pieces: string[]) => {
    const trailers: Record<string, string> = {};
    const body = Readable.from(pieces.map((piece) => Buffer.from(piece)));
    const bytes: Uint8Array[] = [];
    for await (const part of decodeAwsChunks(body, (name, value) => (trailers[name] = value))) bytes.push(part);
    return { text: Buffer.concat(bytes).toString(), trailers };
  };

  it("are found however the body is cut", async () => {
    const body = "4;chunk-signature=ab\r\nWi\r\n\r\n2\r\nki\r\n0\r\nx-amz-checksum-crc32: AAAA\r\n\r\n";
    const expected = { text: "Wi\r\nki", trailers: { "x-amz-checksum-crc32": "AAAA" } };
    expect(await decode(body)).toEqual(expected);
    expect(await decode(...body.split(""))).toEqual(expected);
  });

  it.each(["4\r\nWi", "zz\r\nWi\r\n", "2\r\nWiki\r\n0\r\n\r\n", "", "x".repeat(2_000)])(
    "are refused where they break off or make no sense",
    async (body) => {
      await expect(decode(body)).rejects.toThrow("not in the chunks");
    },
  );
});
