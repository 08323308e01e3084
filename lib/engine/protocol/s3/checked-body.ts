import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { decodeAwsChunks } from "./aws-chunked";
import { S3Error } from "./s3-error";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html */
const MAX_BYTES = 5 * 1024 ** 3;

/** What is checked of the bytes that came, each against the header or trailer that tells it. */
interface Checks {
  readonly sha256: ReturnType<typeof createHash>;
  readonly sha1: ReturnType<typeof createHash>;
  readonly md5: ReturnType<typeof createHash>;
  crc32: number;
  length: number;
}

/**
 * The bytes of an upload, freed of S3's chunks. They are checked while they pass, and the last of them throws when they
 * are not what the request said: its hash, its length, MD5, CRC-32, SHA-1 or SHA-256. Other checksums are passed over.
 * @throws S3Error
 */
export async function* checkedBody(request: Request): AsyncGenerator<Uint8Array> {
  const told = new Headers(request.headers);
  const isChunked = told.get("x-amz-content-sha256")?.startsWith("STREAMING-") ?? false;
  const body: AsyncIterable<Uint8Array> = request.body ?? empty();
  const bytes = isChunked ? decodeAwsChunks(body, (name, value) => setTrailer(told, name, value)) : body;
  const checks: Checks = {
    sha256: createHash("sha256"),
    sha1: createHash("sha1"),
    md5: createHash("md5"),
    crc32: 0,
    length: 0,
  };
  for await (const chunk of bytes) {
    for (const hash of [checks.sha256, checks.sha1, checks.md5]) hash.update(chunk);
    checks.crc32 = crc32(chunk, checks.crc32);
    checks.length += chunk.length;
    if (checks.length > MAX_BYTES) throw new S3Error("EntityTooLarge", "Your proposed upload exceeds the maximum size");
    yield chunk;
  }
  compare(told, checks);
}

function compare(told: Headers, { sha256, sha1, md5, crc32: crc, length }: Checks): void {
  const sha = sha256.digest();
  const contentSha256 = told.get("x-amz-content-sha256") ?? "";
  if (/^[0-9a-f]{64}$/.test(contentSha256) && contentSha256 !== sha.toString("hex")) {
    throw new S3Error(
      "XAmzContentSHA256Mismatch",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  const decodedLength = told.get("x-amz-decoded-content-length");
  if (decodedLength !== null && Number(decodedLength) !== length) {
    throw new S3Error("IncompleteBody", "The request body has not the length that its headers announce.");
  }
  const crcBytes = Buffer.alloc(4);
  crcBytes.writeUInt32BE(crc);
  const computed = {
    "content-md5": md5.digest("base64"),
    "x-amz-checksum-crc32": crcBytes.toString("base64"),
    "x-amz-checksum-sha1": sha1.digest("base64"),
    "x-amz-checksum-sha256": sha.toString("base64"),
  };
  for (const [name, value] of Object.entries(computed)) {
    if ((told.get(name) ?? value) !== value) {
      throw new S3Error("BadDigest", `The ${name} you specified did not match what we received.`);
    }
  }
}

/** One that no header can have is none that is checked. */
function setTrailer(headers: Headers, name: string, value: string): void {
  if (/^x-amz-checksum-[a-z0-9]+$/.test(name) && /^[A-Za-z0-9+/=]+$/.test(value)) headers.set(name, value);
}

async function* empty(): AsyncGenerator<Uint8Array> {
  // A request without a body is an object without bytes.
}
