import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { AuditEntry } from "@/lib/contracts/audit";
import { listAuditRows } from "@/lib/db/audit-log";
import { sharedDb } from "@/lib/db/shared-client";

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
  const entries = rows.slice(0, PAGE_SIZE).map(({ id, subjectType, subjectId, detail, outcome, ...row }) => ({
    ...row,
    id: String(id),
    subject: `${subjectType} ${subjectId}`,
    details: Object.entries({ ...detail, ...outcome?.detail, ...outcomeOf(outcome) })
      .map(([name, value]) => `${name}: ${inWords(value)}`)
      .toSorted(),
  }));
  return { entries, olderThan: rows.length > PAGE_SIZE ? (entries.at(-1)?.id ?? null) : null };
}

/** What went as it should needs no words. */
function outcomeOf(outcome: { readonly status: string } | null | undefined): { readonly outcome?: string } {
  if (outcome === undefined || outcome?.status === "succeeded") return {};
  return { outcome: outcome ? outcome.status : "not known: Penstock was interrupted while it waited for the answer" };
}

function inWords(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
