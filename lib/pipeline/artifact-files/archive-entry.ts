import { z } from "zod";

export const ENTRY_KINDS = ["file", "folder", "link", "other"] as const;

/** One entry of an artifact, as the archive tells of it: nothing of it has been unpacked. Sizes are bytes. */
export const archiveEntry = z.object({
  /** The path, cut where it is long and made unique where an archive names one twice. */
  id: z.string(),
  /** As the archive has it, with `/` between folders; may hold anything at all. */
  path: z.string(),
  /** `other` is a device, a socket or the like. */
  kind: z.enum(ENTRY_KINDS),
  sizeBytes: z.number(),
  packedBytes: z.number(),
  crc32: z.number(),
  /** Why its content cannot be read; null when it can. */
  unreadable: z.enum(["encrypted", "unknown compression", "contradictory size"]).nullable(),
});
export type ArchiveEntry = z.infer<typeof archiveEntry>;

export const FINDING_SEVERITIES = ["danger", "warning", "note"] as const;

/** Something about an archive that a person should know before using it. */
export const archiveFinding = z.object({
  code: z.string(),
  severity: z.enum(FINDING_SEVERITIES),
  message: z.string(),
  /** Of the entry it is about; null for the archive as a whole. */
  entryId: z.string().nullable(),
});
export type ArchiveFinding = z.infer<typeof archiveFinding>;
