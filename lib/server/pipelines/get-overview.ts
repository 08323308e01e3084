import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { Overview } from "@/lib/contracts/overview";
import { listWaitingApprovals } from "@/lib/db/approvals";
import { listExecutions, listLatestFailures } from "@/lib/db/executions";
import { sharedDb } from "@/lib/db/shared-client";
import { describeApprovals } from "@/lib/server/approvals/describe-approvals";
import { executionToContract } from "@/lib/server/executions/execution-contract";
import { getTotals } from "./get-totals";

const MOST_SHOWN = 20;
const MOST_RECENT = 12;

/** What a person wants to know first, over every connection. */
export async function getOverview(viewer: Viewer): Promise<Overview> {
  authorize(viewer, "view");
  const db = sharedDb();
  const [totals, inProgress, waiting, failed, recent] = await Promise.all([
    getTotals(db, viewer, Date.now()),
    listExecutions(db, { statuses: ["InProgress", "Stopping"], limit: MOST_SHOWN }),
    listWaitingApprovals(db, { limit: MOST_SHOWN }),
    listLatestFailures(db, MOST_SHOWN),
    listExecutions(db, { limit: MOST_RECENT }),
  ]);
  return {
    totals,
    // One that waits for a person stands in the other list.
    inProgress: inProgress.filter(({ waitingApprovals }) => waitingApprovals === 0).map(executionToContract),
    approvals: await describeApprovals(db, viewer, waiting),
    failed: failed.map(executionToContract),
    recent: recent.map(executionToContract),
  };
}
