import path from "node:path";
import { ArtifactError } from "./artifact-error";
import type { ArtifactLocation } from "./artifact-store";

/** The file `<root>/<bucket>/<key>` of an object. @throws ArtifactError for what could lead anywhere else */
export function placeOf(root: string, { bucket, key }: ArtifactLocation): string {
  const isBucket = /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(bucket);
  const isKey = key !== "" && !key.includes("\0") && key.split("/").every((part) => !["", ".", ".."].includes(part));
  if (!isBucket || !isKey) {
    throw new ArtifactError(`${JSON.stringify(`${bucket}/${key}`)} is not a bucket and key of an object.`);
  }
  return path.join(root, bucket, key);
}
