import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { csvCell } from "@/lib/contracts/csv-cell";
import { listAuditRows } from "@/lib/db/audit-log";
import { sharedDb } from "@/lib/db/shared-client";
import { auditEntry } from "./audit-entry";

const PAGE_SIZE = 1_000;
const HEAD = "at,actor,action,subject,details\r\n";

/**
 * Every audit event as CSV (RFC 4180), the newest first, instants in UTC. It is read while it is sent; what happens after the
 * first page was read is not in it.
 */
export function auditCsv(viewer: Viewer): ReadableStream<Uint8Array> {
  authorize(viewer, "manage");
  const lines = auditLines();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(new TextEncoder().encode(value));
    },
  });
}

async function* auditLines(): AsyncGenerator<string, void> {
  yield HEAD;
  for (let before: bigint | null = null; ;) {
    const rows = await listAuditRows(sharedDb(), { before, limit: PAGE_SIZE });
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => lineOf(auditEntry(row))).join("");
    before = last.id;
  }
}

function lineOf({ at, actorName, action, subject, details }: ReturnType<typeof auditEntry>): string {
  const cells = [new Date(at).toISOString(), actorName, action, subject, details.join("; ")];
  return `${cells.map(csvCell).join(",")}\r\n`;
}
