import "server-only";
import { mintToken } from "@/lib/auth/token";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { updateConnection } from "@/lib/db/connections";
import { announceChanges } from "@/lib/db/live-changes";
import { sharedDb } from "@/lib/db/shared-client";
import { refuseBuiltIn } from "./refuse-built-in";
import { requireConnection } from "./require-connection";

/** Makes the key with which EventBridge may deliver events of this connection. The one before stops working. */
export async function renewIngestKey(
  viewer: Viewer,
  slug: string,
  origin: string,
): Promise<{ url: string; key: string }> {
  authorize(viewer, "manage");
  const { token, tokenHash } = mintToken();
  await sharedDb().$transaction(async (transaction) => {
    const { id } = refuseBuiltIn(await requireConnection(transaction, slug));
    await updateConnection(transaction, { id, ingestKeyHash: tokenHash });
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "connection.renew-key",
      subjectType: "connection",
      subjectId: id,
      detail: { slug },
    });
    await announceChanges(transaction, [["connections"]]);
  });
  return { url: `${origin}/api/ingest/${encodeURIComponent(slug)}`, key: token };
}
