import { GetObjectCommand, HeadObjectCommand, GetBucketAclCommand, type S3Client } from "@aws-sdk/client-s3";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import { createHash, createHmac } from "node:crypto";
import { utimes } from "node:fs/promises";
import { request } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeObjectMetadata } from "../../buckets/object-metadata";
import { KEYS } from "../../testing/protocol-options";
import { startS3Harness, type S3Harness } from "../../testing/s3-harness";

const KEY = "shop/Größe & co/+1 (a).txt";
const BODY = "0123456789";
const MODIFIED = new Date("2026-11-23T06:00:00.700Z");

let harness: S3Harness;
let directory: string;

beforeEach(async () => {
  harness = await startS3Harness();
  ({ directory } = harness);
  await harness.write({
    [`s3/my-bucket/${KEY}`]: BODY,
    "artifacts/my-artifacts/shop/empty": "",
    secret: "of the engine",
  });
  await utimes(path.join(directory, "s3", "my-bucket", KEY), MODIFIED, MODIFIED);
});
afterEach(() => harness.dispose());

function client(keys = KEYS): S3Client {
  return harness.clientOf(keys);
}

const object = { Bucket: "my-bucket", Key: KEY };

describe("an object", () => {
  it("has the content type, the caching and the metadata it was put with", async () => {
    const location = { bucket: "my-bucket", key: KEY };
    await writeObjectMetadata(path.join(directory, "s3"), location, {
      contentType: "text/html",
      cacheControl: "max-age=60",
      userMetadata: { "codebuild-buildarn": "arn:aws:codebuild:us-east-1:000000000000:build/shop:1" },
    });
    const answer = await client().send(new HeadObjectCommand(object));
    expect(answer).toMatchObject({ ContentType: "text/html", CacheControl: "max-age=60" });
    expect(answer.Metadata).toEqual({ "codebuild-buildarn": "arn:aws:codebuild:us-east-1:000000000000:build/shop:1" });
  });

  it("is read whole, with what the service tells about it", async () => {
    const answer = await client().send(new GetObjectCommand(object));
    expect(await answer.Body?.transformToString()).toBe(BODY);
    expect(answer).toMatchObject({
      AcceptRanges: "bytes",
      ContentLength: 10,
      ContentType: "binary/octet-stream",
      ETag: `"${createHash("md5").update(BODY).digest("hex")}"`,
      LastModified: new Date("2026-11-23T06:00:00Z"),
      VersionId: createHash("sha256").update(BODY).digest("hex").slice(0, 32),
      $metadata: { httpStatusCode: 200, requestId: "request" },
    });
  });

  it.each([
    ["bytes=2-4", "234", "bytes 2-4/10"],
    ["bytes=7-", "789", "bytes 7-9/10"],
    ["bytes=7-99", "789", "bytes 7-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=-99", BODY, "bytes 0-9/10"],
    ["bytes=0-0,2-3", BODY, undefined],
    ["lines=1-2", BODY, undefined],
    ["bytes=4-2", BODY, undefined],
  ])("is read by range %s", async (Range, expected, ContentRange) => {
    const answer = await client().send(new GetObjectCommand({ ...object, Range }));
    expect(await answer.Body?.transformToString()).toBe(expected);
    expect(answer.ContentRange).toBe(ContentRange);
    expect(answer.$metadata.httpStatusCode).toBe(ContentRange === undefined ? 200 : 206);
  });

  it("tells of itself without being sent", async () => {
    expect(await client().send(new HeadObjectCommand({ ...object, Range: "bytes=0-1" }))).toMatchObject({
      ContentLength: 2,
      $metadata: { httpStatusCode: 206 },
    });
    expect(await client().send(new HeadObjectCommand({ Bucket: "my-artifacts", Key: "shop/empty" }))).toMatchObject({
      ContentLength: 0,
    });
  });

  it("is sent only where the conditions hold", async () => {
    const { ETag = "", VersionId } = await client().send(new HeadObjectCommand(object));
    const get = (conditions: object) => client().send(new GetObjectCommand({ ...object, ...conditions }));
    await expect(get({ IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(get({ IfModifiedSince: MODIFIED })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
    await expect(get({ IfMatch: '"other"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(get({ IfUnmodifiedSince: new Date(0) })).rejects.toMatchObject({ name: "PreconditionFailed" });
    expect((await get({ IfMatch: ETag, VersionId })).ContentLength).toBe(10);
    await expect(get({ VersionId: "other" })).rejects.toMatchObject({ name: "NoSuchVersion" });
  });

  it("takes headers of the answer from the request", async () => {
    const answer = await client().send(
      new GetObjectCommand({ ...object, ResponseContentType: "text/plain", ResponseContentDisposition: "attachment" }),
    );
    expect(answer).toMatchObject({ ContentType: "text/plain", ContentDisposition: "attachment" });
  });

  it("is reached through its bucket's own host", async () => {
    const host = `my-bucket.localhost:${harness.port}`;
    const signed = await presign({ host, path: `/${encodeKey(KEY)}` });
    expect(await fetchFrom(host, signed)).toEqual({ status: 200, body: BODY });
  });
});

describe("a presigned request", () => {
  it("is answered without any header", async () => {
    const host = `127.0.0.1:${harness.port}`;
    const signed = await presign({ host, path: `/my-bucket/${encodeKey(KEY)}` });
    expect(await fetchFrom(host, signed)).toEqual({ status: 200, body: BODY });
  });

  it.each([
    ["has expired", { signedAt: Date.now() - 61_000 }, "", "Request has expired"],
    ["is about something else than was signed", {}, "&versionId=x", "does not match"],
    ["was signed by unknown keys", { keys: { accessKeyId: "AKIAOTHER", secretAccessKey: "x" } }, "", "invalid"],
  ])("is refused when it %s", async (_title, change, suffix, message) => {
    const host = `127.0.0.1:${harness.port}`;
    const signed = await presign({ host, path: `/my-bucket/${encodeKey(KEY)}`, ...change });
    const { status, body } = await fetchFrom(host, `${signed}${suffix}`);
    expect(status).toBe(403);
    expect(body).toContain(message);
  });
});

/** As boto3 presigns for us-east-1. @returns path and query */
function presignV2(
  pathname: string,
  { query = "", expires = Math.floor(Date.now() / 1000) + 60, method = "GET", signedPath = pathname } = {},
) {
  const resource = `${signedPath}${query && `?${decodeURIComponent(query)}`}`;
  const signature = createHmac("sha1", KEYS.secretAccessKey)
    .update([method, "", "", expires, resource].join("\n"))
    .digest("base64");
  const own = `AWSAccessKeyId=${KEYS.accessKeyId}&Signature=${encodeURIComponent(signature)}&Expires=${expires}`;
  return `${pathname}?${query && `${query}&`}${own}`;
}

describe("a request presigned by version 2", () => {
  const target = `/my-bucket/${encodeKey(KEY)}`;
  const get = (signed: string, host = `127.0.0.1:${harness.port}`) => fetchFrom(host, signed);

  it("is answered, with what of its query is signed", async () => {
    expect(await get(presignV2(target))).toEqual({ status: 200, body: BODY });
    const query = "response-content-type=text%2Fplain";
    expect(await get(presignV2(target, { query }))).toEqual({ status: 200, body: BODY });
  });

  it("is answered on its bucket's own host", async () => {
    const signed = presignV2(target).replace("/my-bucket", "");
    expect(await get(signed, `my-bucket.localhost:${harness.port}`)).toEqual({ status: 200, body: BODY });
  });

  it("asks of a bucket what was signed, and nothing else", async () => {
    expect(await get(presignV2("/my-bucket"))).toMatchObject({
      status: 200,
      body: expect.stringContaining("<Contents>"),
    });
    for (const query of ["location", "versioning", "versions"]) {
      for (const signedPath of ["/my-bucket", "/my-bucket/"]) {
        expect(await get(presignV2("/my-bucket", { query, signedPath }))).toMatchObject({ status: 200 });
      }
      expect(await get(`${presignV2("/my-bucket")}&${query}`)).toMatchObject({ status: 403 });
    }
  });

  it("is refused when it has expired, was changed, or is about something else", async () => {
    expect(await get(presignV2(target, { expires: 1 }))).toMatchObject({ status: 403 });
    expect(await get(presignV2(target).replace(/Expires=\d+/, "Expires=9999999999"))).toMatchObject({ status: 403 });
    expect(await get(presignV2(target, { method: "PUT" }))).toMatchObject({ status: 403 });
    expect(await get(`${presignV2(target)}&versionId=x`)).toMatchObject({ status: 403 });
    expect(await get(presignV2(target).replace(KEYS.accessKeyId, "AKIAOTHER"))).toMatchObject({ status: 403 });
  });
});

describe("a request is refused", () => {
  const refusal = (bucket: string, key: string, keys = KEYS) =>
    client(keys)
      .send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      .catch((error: Error) => error.name);

  it("when it is not signed, or badly", async () => {
    const answer = await fetch(`http://127.0.0.1:${harness.port}/my-bucket/${encodeKey(KEY)}`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toMatch(/<Code>AccessDenied<\/Code>.*<RequestId>request<\/RequestId>/);
    expect(await refusal("my-bucket", KEY, { ...KEYS, secretAccessKey: "other" })).toBe("SignatureDoesNotMatch");
    expect(await refusal("my-bucket", KEY, { ...KEYS, accessKeyId: "AKIAOTHER" })).toBe("InvalidAccessKeyId");
  });

  it("for what is not there", async () => {
    expect(await refusal("my-bucket", "other")).toBe("NoSuchKey");
    expect(await refusal("other-bucket", KEY)).toBe("NoSuchBucket");
    expect(await refusal("my-bucket", "x".repeat(1_000))).toBe("NoSuchKey");
    await expect(client().send(new HeadObjectCommand({ ...object, Key: "other" }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });

  it.each(["..%2f..%2fsecret", "%2e%2e/%2e%2e/secret", "a/..%2f..%2f..%2fsecret", "%00", "shop/"])(
    "for the key %s, which leads nowhere",
    async (key) => {
      const host = `127.0.0.1:${harness.port}`;
      const { status, body } = await fetchFrom(host, await presign({ host, path: `/my-bucket/${key}` }));
      expect([403, 404]).toContain(status);
      expect(body).not.toContain("of the engine");
    },
  );

  it("for a range behind the end", async () => {
    const beyond = client().send(new GetObjectCommand({ ...object, Range: "bytes=10-" }));
    await expect(beyond).rejects.toMatchObject({ name: "InvalidRange", $metadata: { httpStatusCode: 416 } });
  });

  it("for what this engine does not have", async () => {
    await expect(client().send(new GetBucketAclCommand({ Bucket: "my-bucket" }))).rejects.toMatchObject({
      name: "NotImplemented",
    });
  });
});

interface Presigning {
  readonly host: string;
  readonly path: string;
  readonly signedAt?: number;
  readonly keys?: typeof KEYS;
}

/** @returns path and query */
async function presign({ host, path: pathname, signedAt, keys = KEYS }: Presigning): Promise<string> {
  const signer = new SignatureV4({
    service: "s3",
    region: "us-east-1",
    credentials: keys,
    sha256: Sha256,
    uriEscapePath: false,
  });
  const { query = {} } = await signer.presign(
    {
      method: "GET",
      protocol: "http:",
      hostname: host,
      path: pathname,
      headers: { host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
    },
    {
      expiresIn: 60,
      signingDate: new Date(signedAt ?? Date.now()),
      unsignableHeaders: new Set(["x-amz-content-sha256"]),
      unhoistableHeaders: new Set(),
    },
  );
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return `${pathname}?${pairs.join("&")}`;
}

function encodeKey(key: string): string {
  const escape = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  return key
    .split("/")
    .map((part) => encodeURIComponent(part).replace(/[!'()*]/g, escape))
    .join("/");
}

/** With a host of choice, which `fetch` does not allow. */
function fetchFrom(host: string, target: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port: harness.port, path: target, headers: { host } }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode, body }), reject);
    })
      .on("error", reject)
      .end();
  });
}
