import { createHash } from "node:crypto";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { ArtifactLocation } from "../artifacts/artifact-store";
import { placeOf } from "../artifacts/place-of";
import { isMissing, unlessMissing } from "../is-missing";

/** Not a possible bucket name, so it never collides with one. */
const METADATA = ".metadata";

export const objectMetadata = z.object({
  contentType: z.string().optional(),
  cacheControl: z.string().optional(),
  cannedAcl: z.string().optional(),
  /** Named only: objects of this machine are not encrypted. */
  kmsKeyArn: z.string().optional(),
  /** What goes out as `x-amz-meta-<name>`; names in lower case. */
  userMetadata: z.record(z.string(), z.string()).optional(),
});
/** What an object carries beside its bytes. */
export type ObjectMetadata = z.infer<typeof objectMetadata>;

const record = z.object({ inode: z.number(), modifiedMs: z.number(), metadata: objectMetadata });

/** Numbers the drafts of this process, so that two writers of one object never share a file. */
let drafts = 0;

/**
 * Notes what the object that is there now carries. Whoever replaces the object leaves this behind with the old one. One
 * that has been deleted meanwhile carries nothing.
 */
export async function writeObjectMetadata(
  root: string,
  location: ArtifactLocation,
  metadata: ObjectMetadata,
): Promise<void> {
  const stats = await unlessMissing(stat(placeOf(root, location)));
  if (!stats) return;
  const { ino, mtimeMs } = stats;
  const file = fileOf(root, location);
  drafts += 1;
  const draft = `${file}.${drafts}`;
  await mkdir(path.dirname(file), { recursive: true });
  const written: z.infer<typeof record> = { inode: ino, modifiedMs: mtimeMs, metadata };
  await writeFile(draft, JSON.stringify(written));
  await rename(draft, file);
}

/** Empty for an object that was put without any, or that has been replaced since. */
export async function readObjectMetadata(root: string, location: ArtifactLocation): Promise<ObjectMetadata> {
  try {
    const { ino, mtimeMs } = await stat(placeOf(root, location));
    const { inode, modifiedMs, metadata } = record.parse(JSON.parse(await readFile(fileOf(root, location), "utf8")));
    return inode === ino && modifiedMs === mtimeMs ? metadata : {};
  } catch (error) {
    if (isMissing(error)) return {};
    throw error;
  }
}

/** Keys may be longer than names of files and hold any character. */
function fileOf(root: string, { bucket, key }: ArtifactLocation): string {
  const object = createHash("sha256")
    .update(JSON.stringify([bucket, key]))
    .digest("hex");
  return path.join(root, METADATA, `${object.slice(0, 32)}.json`);
}
