import { readFile } from "node:fs/promises";
import type { StoredObjects } from "../buckets/stored-objects";
import { invalid } from "./stack-input";
import { MOST_TEMPLATE_BYTES, type ReadObject } from "./template-source";

/** Reads templates from the buckets of this machine. */
export function readTemplateObject(objects: Pick<StoredObjects, "find">): ReadObject {
  return async (location) => {
    const found = await objects.find(location);
    if (!found) return null;
    if (found.sizeBytes <= MOST_TEMPLATE_BYTES) return readFile(found.file, "utf8");
    throw invalid(
      `Template may not exceed ${MOST_TEMPLATE_BYTES} bytes in size: ${location.bucket}/${location.key} has ${found.sizeBytes}.`,
    );
  };
}
