import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { sharedDb } from "@/lib/db/shared-client";
import { requestConnectionSync } from "@/lib/sync/jobs";
import { syncLivePipelines } from "@/lib/sync/sync-live";
import { requireTarget } from "./require-connection";

/** Reads every definition of the connection now; the histories follow in the background. */
export async function importPipelines(viewer: Viewer, slug: string): Promise<{ pipelines: number }> {
  authorize(viewer, "edit");
  const db = sharedDb();
  const target = await requireTarget(db, slug);
  const pipelines = await syncLivePipelines(target);
  const { id } = target.connection;
  await db.$transaction(async (transaction) => {
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "connection.import",
      subjectType: "connection",
      subjectId: id,
      detail: { slug, pipelines },
    });
    await requestConnectionSync(transaction, { connectionId: id });
  });
  return { pipelines };
}
