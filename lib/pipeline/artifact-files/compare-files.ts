import { z } from "zod";
import { archiveEntry, type ArchiveEntry } from "./archive-entry";

export const FILE_CHANGES = ["added", "removed", "changed", "same"] as const;

/** What became of one path from one artifact to another. */
export const fileComparison = z.object({
  path: z.string(),
  change: z.enum(FILE_CHANGES),
  before: archiveEntry.nullable(),
  after: archiveEntry.nullable(),
});
export type FileComparison = z.infer<typeof fileComparison>;

/** How a file's content is told from another's. */
type Fingerprint = (entry: ArchiveEntry) => string;

interface Sides {
  readonly before: readonly ArchiveEntry[];
  readonly after: readonly ArchiveEntry[];
  /** By default size and CRC-32, which every archive has. Hashes tell more surely. */
  readonly fingerprintBefore?: Fingerprint;
  readonly fingerprintAfter?: Fingerprint;
}

/**
 * Every file and link of two artifacts, by path in code-unit order. Folders count by what is in them. Of several
 * entries with one path the last one counts, as it does for most who unpack.
 */
export function compareFiles({
  before,
  after,
  fingerprintBefore = sizeAndCrc,
  fingerprintAfter = sizeAndCrc,
}: Sides): FileComparison[] {
  const [old, now] = [byPath(before), byPath(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])].toSorted((a, b) => (a < b ? -1 : 1));
  return paths.map((path) => {
    const [one, other] = [old.get(path) ?? null, now.get(path) ?? null];
    const sides = { path, before: one, after: other };
    if (!one) return { ...sides, change: "added" };
    if (!other) return { ...sides, change: "removed" };
    const isSame = one.kind === other.kind && fingerprintBefore(one) === fingerprintAfter(other);
    return { ...sides, change: isSame ? "same" : "changed" };
  });
}

/** Applies a comparison to what it began with: the paths that are there afterwards, each with its entry. */
export function applyComparison(
  before: readonly ArchiveEntry[],
  comparison: readonly FileComparison[],
): ReadonlyMap<string, ArchiveEntry> {
  const files = byPath(before);
  for (const { path, change, after } of comparison) {
    if (change === "removed") files.delete(path);
    else if (after && change !== "same") files.set(path, after);
  }
  return files;
}

function sizeAndCrc({ sizeBytes, crc32 }: ArchiveEntry): string {
  return `${sizeBytes} ${crc32}`;
}

function byPath(entries: readonly ArchiveEntry[]): Map<string, ArchiveEntry> {
  return new Map(entries.flatMap((entry) => (entry.kind === "folder" ? [] : [[entry.path, entry] as const])));
}
