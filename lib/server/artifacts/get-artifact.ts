import "server-only";
import { can } from "@/lib/auth/permissions";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ArtifactAddress, ArtifactListing } from "@/lib/contracts/artifact";
import { sharedDb } from "@/lib/db/shared-client";
import { entryToContract, objectToContract } from "./artifact-contract";
import { isSmall } from "./inspect-artifact";
import { openArtifact } from "./open-artifact";
import { requireArtifact } from "./require-artifact";

/** What is in an artifact: names and sizes, which whoever may look at the pipeline may know. */
export async function getArtifact(
  viewer: Viewer,
  address: ArtifactAddress,
  signal: AbortSignal,
): Promise<ArtifactListing> {
  authorize(viewer, "view");
  const db = sharedDb();
  const { object, listing } = await openArtifact(db, await requireArtifact(db, address), signal);
  return {
    object: objectToContract(object),
    format: listing.format,
    entries: listing.entries.map(entryToContract),
    findings: [...listing.findings],
    entryCount: listing.entryCount,
    isSmall: isSmall({ object, listing }),
    canRead: can(viewer.role, "inspect"),
  };
}
