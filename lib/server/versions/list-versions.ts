import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { PipelineVersionPage } from "@/lib/contracts/pipeline-version";
import { listPipelineVersions } from "@/lib/db/pipeline-versions";
import { sharedDb } from "@/lib/db/shared-client";
import { requireEditablePipeline } from "@/lib/server/drafts/get-editable-pipeline";
import { versionToContract } from "./version-contract";

const PAGE_SIZE = 50;

/** Saved versions, newest first, a page at a time. */
export async function listVersions(
  viewer: Viewer,
  address: PipelineAddress,
  before?: number,
): Promise<PipelineVersionPage> {
  authorize(viewer, "view");
  const db = sharedDb();
  const { pipelineId } = await requireEditablePipeline(db, address);
  const page = { take: PAGE_SIZE + 1, ...(before === undefined ? {} : { before }) };
  const rows = await listPipelineVersions(db, pipelineId, page);
  const versions = rows.slice(0, PAGE_SIZE).map(versionToContract);
  return { versions, nextBefore: rows.length > PAGE_SIZE ? (versions.at(-1)?.number ?? null) : null };
}
