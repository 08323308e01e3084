import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { DecidedApproval } from "@/lib/contracts/approval";
import { listDecidedApprovals as readDecidedApprovals } from "@/lib/db/approvals";
import { sharedDb } from "@/lib/db/shared-client";
import { iso } from "@/lib/server/iso";

const MOST_LISTED = 50;

/** What became of the latest requests of any connection, wherever they were answered. */
export async function listDecidedApprovals(
  viewer: Viewer,
): Promise<{ approvals: DecidedApproval[]; hasOlder: boolean }> {
  authorize(viewer, "view");
  const rows = await readDecidedApprovals(sharedDb(), MOST_LISTED + 1);
  return {
    approvals: rows.slice(0, MOST_LISTED).map((row) => ({
      ...row,
      waitingSince: iso(row.waitingSince),
      startedAt: iso(row.startedAt),
      lastUpdatedAt: iso(row.lastUpdatedAt),
    })),
    hasOlder: rows.length > MOST_LISTED,
  };
}
