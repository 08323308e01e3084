import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { raiseSessionVersion } from "@/lib/db/people";
import { sharedDb } from "@/lib/db/shared-client";

/** Ends every session of the viewer, on every device, this one included. */
export async function signOutEverywhere(viewer: Viewer): Promise<void> {
  authorize(viewer, "view");
  await sharedDb().$transaction(async (transaction) => {
    await raiseSessionVersion(transaction, viewer.id);
    await recordAuditEvent(transaction, {
      actor: viewer,
      action: "person.sign-out-everywhere",
      subjectType: "person",
      subjectId: viewer.id,
    });
  });
}
