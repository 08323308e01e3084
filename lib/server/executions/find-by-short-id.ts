import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { findExecutionIdByPrefix } from "@/lib/db/executions";
import { sharedDb } from "@/lib/db/shared-client";
import { requirePipeline } from "@/lib/server/pipelines/require-pipeline";

/**
 * The whole id of an execution that an address names by its first eight characters, as lists send them and people
 * quote them; the newest, should two begin alike. Null where the address has no such id, or it is no execution's.
 */
export async function findByShortId(viewer: Viewer, address: ExecutionAddress): Promise<string | null> {
  authorize(viewer, "view");
  if (!/^[0-9a-f]{8}$/.test(address.pipelineExecutionId)) return null;
  const { id } = await requirePipeline(sharedDb(), address);
  return findExecutionIdByPrefix(sharedDb(), { pipelineId: id, prefix: address.pipelineExecutionId });
}
