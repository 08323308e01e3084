import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { Approval } from "@/lib/contracts/approval";
import { listWaitingApprovals } from "@/lib/db/approvals";
import { sharedDb } from "@/lib/db/shared-client";
import { describeApprovals } from "./describe-approvals";

const MOST_LISTED = 500;

/** Every approval that waits in any connection, the longest waiting first. */
export async function listApprovals(viewer: Viewer): Promise<{ approvals: Approval[] }> {
  authorize(viewer, "view");
  const db = sharedDb();
  const waiting = await listWaitingApprovals(db, { limit: MOST_LISTED });
  return { approvals: await describeApprovals(db, viewer, waiting) };
}
