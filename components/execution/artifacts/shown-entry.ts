import type { ArtifactComparison, ArtifactInspection, ArtifactListing } from "@/lib/contracts/artifact";
import type { ArchiveEntry } from "@/lib/pipeline/artifact-files/archive-entry";
import type { FileComparison } from "@/lib/pipeline/artifact-files/compare-files";
import { secretName } from "@/lib/pipeline/artifact-files/secret-names";

type Inspected = Extract<ArtifactInspection, { status: "done" }>;

/** An entry as the tree shows it. */
export interface ShownEntry extends Pick<ArchiveEntry, "id" | "path" | "kind" | "sizeBytes" | "packedBytes"> {
  /** Why it looks as if it held secrets. */
  readonly secret: string | null;
  /** Hexadecimal; null until the artifact was read. */
  readonly sha256: string | null;
  /** Since the earlier execution it is compared with; null without one. */
  readonly change: Exclude<FileComparison["change"], "same"> | null;
  /** How much larger it became, in bytes. */
  readonly sizeChange: number;
}

/** Everything in an artifact, with what reading it whole has told. */
export function shownEntries({ entries }: ArtifactListing, inspection: Inspected | null): readonly ShownEntry[] {
  const inspected = inspectedFiles(inspection);
  return entries.map((entry) => {
    const file = inspected.get(entry.id);
    const secret = entry.secret ?? file?.secret ?? null;
    return { ...entry, secret, sha256: file?.sha256 ?? null, change: null, sizeChange: 0 };
  });
}

/** What differs from the earlier artifact, by path. What was removed has the size it had. */
export function changedEntries({ files }: ArtifactComparison, inspection: Inspected | null): readonly ShownEntry[] {
  const inspected = inspectedFiles(inspection);
  return files.flatMap(({ path, change, before, after }) => {
    const entry = after ?? before;
    if (!entry || change === "same") return [];
    const file = after ? inspected.get(after.id) : undefined;
    const sizeChange = (after?.sizeBytes ?? 0) - (before?.sizeBytes ?? 0);
    const secret = secretName(path) ?? file?.secret ?? null;
    const { kind, sizeBytes, packedBytes } = entry;
    // The ids of two archives are told apart by a sign that neither has there.
    const id = after ? after.id : `${entry.id}\0removed`;
    return [{ id, path, kind, sizeBytes, packedBytes, secret, sha256: file?.sha256 ?? null, change, sizeChange }];
  });
}

function inspectedFiles(inspection: Inspected | null) {
  return new Map((inspection?.files ?? []).map((file) => [file.id, file]));
}
