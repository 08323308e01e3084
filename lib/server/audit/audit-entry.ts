import "server-only";
import type { AuditEntry } from "@/lib/contracts/audit";
import type { AuditRow } from "@/lib/db/audit-log";

/** An audit event ready to read. */
export function auditEntry({
  id,
  at,
  actorName,
  action,
  subjectType,
  subjectId,
  detail,
  outcome,
}: AuditRow): AuditEntry {
  return {
    id: String(id),
    at,
    actorName,
    action,
    subject: `${subjectType} ${subjectId}`,
    details: Object.entries({ ...detail, ...outcome?.detail, ...outcomeOf(outcome) })
      .map(([name, value]) => `${name}: ${inWords(value)}`)
      .toSorted(),
  };
}

/** What went as it should needs no words. */
function outcomeOf(outcome: { readonly status: string } | null | undefined): { readonly outcome?: string } {
  if (outcome === undefined || outcome?.status === "succeeded") return {};
  return { outcome: outcome ? outcome.status : "not known: Penstock was interrupted while it waited for the answer" };
}

function inWords(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
