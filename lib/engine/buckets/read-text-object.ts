import { readFile } from "node:fs/promises";
import { AwsServiceError } from "../aws-service-error";
import type { ArtifactLocation } from "../artifacts/artifact-store";
import type { StoredObjects } from "./stored-objects";

/**
 * A small object of a local bucket as text; null when there is none.
 * @throws AwsServiceError `ValidationException` for one that is larger
 */
export async function readTextObject(
  objects: StoredObjects,
  location: ArtifactLocation,
  mostBytes: number,
): Promise<string | null> {
  const found = await objects.find(location);
  if (!found) return null;
  if (found.sizeBytes > mostBytes) {
    throw new AwsServiceError(
      "ValidationException",
      `Template may not exceed ${mostBytes} bytes in size: ${location.bucket}/${location.key} has ${found.sizeBytes}.`,
    );
  }
  return readFile(found.file, "utf8");
}
