import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { AuditEntry } from "@/lib/contracts/audit";
import { listAuditRows } from "@/lib/db/audit-log";
import { sharedDb } from "@/lib/db/shared-client";
import { auditEntry } from "./audit-entry";

const PAGE_SIZE = 50;

/**
 * One page of what people did, newest first.
 * @param before the `olderThan` of the page before; anything that is not one starts at the newest
 */
export async function listAuditEvents(
  viewer: Viewer,
  before: string | undefined,
): Promise<{ readonly entries: readonly AuditEntry[]; readonly olderThan: string | null }> {
  authorize(viewer, "manage");
  const rows = await listAuditRows(sharedDb(), {
    before: before && /^\d{1,18}$/.test(before) ? BigInt(before) : null,
    limit: PAGE_SIZE + 1,
  });
  const entries = rows.slice(0, PAGE_SIZE).map(auditEntry);
  return { entries, olderThan: rows.length > PAGE_SIZE ? (entries.at(-1)?.id ?? null) : null };
}
