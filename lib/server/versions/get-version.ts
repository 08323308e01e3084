import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { PipelineVersion } from "@/lib/contracts/pipeline-version";
import { findPipelineVersion } from "@/lib/db/pipeline-versions";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { requireEditablePipeline } from "@/lib/server/drafts/get-editable-pipeline";
import { versionToContract } from "./version-contract";

/** @throws PenstockError `not_found` */
export async function getVersion(viewer: Viewer, address: PipelineAddress, number: number): Promise<PipelineVersion> {
  authorize(viewer, "view");
  const db = sharedDb();
  const { pipelineId, pipelineName } = await requireEditablePipeline(db, address);
  const version = await findPipelineVersion(db, pipelineId, number);
  if (!version) throw new PenstockError("not_found", `${pipelineName} has no saved version ${number}.`);
  return versionToContract(version);
}
