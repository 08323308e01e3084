import type { ArtifactLocation } from "../../artifacts/artifact-store";
import { S3Error } from "./s3-error";

/**
 * The bucket and key of a request: `/bucket/key`, or `/key` on a host such as `bucket.localhost`. Either is empty
 * where the request is about all buckets, or about a bucket itself.
 */
export function objectAddress({ hostname, pathname }: URL): ArtifactLocation {
  const path = decode(pathname.slice(1));
  const hostBucket = bucketOfHost(hostname);
  if (hostBucket !== null) return { bucket: hostBucket, key: path };
  const slash = path.indexOf("/");
  return slash === -1 ? { bucket: path, key: "" } : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

/** Null for a host that is the service itself: `localhost`, an address, `s3.localhost`. */
function bucketOfHost(hostname: string): string | null {
  const name = /^(.+?)(?:\.s3(?:[.-][a-z0-9-]+)?)?\.localhost$/.exec(hostname)?.[1];
  return name === undefined || name === "s3" || name.startsWith("s3.") ? null : name;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new S3Error("InvalidURI", "Couldn't parse the specified URI.");
  }
}
