import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { hashOfToken } from "@/lib/auth/token";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { ensureLocalConnection } from "@/lib/db/connections";
import { announceChanges } from "@/lib/db/live-changes";
import { sharedDb } from "@/lib/db/shared-client";
import { readEnv } from "@/lib/env";

const LOCAL_REGION = "us-east-1";

/**
 * Run at each start: the local engine is a connection from the first moment on, and its events are accepted with the
 * key the start script made for it. Without an engine nothing is added.
 */
export async function prepareLocalConnection(): Promise<void> {
  const env = readEnv();
  if (env.PENSTOCK_ENGINE === "off") return;
  const key = await readFile(path.join(env.PENSTOCK_DATA_DIR, "secrets", "ingest-key"), "utf8").catch(() => null);
  const ingestKeyHash = key === null ? null : hashOfToken(key.trim());
  await sharedDb().$transaction(async (transaction) => {
    const isNew = await ensureLocalConnection(transaction, { region: LOCAL_REGION, ingestKeyHash });
    if (!isNew) return;
    const action = "connection.prepare";
    await recordAuditEvent(transaction, { action, subjectType: "connection", subjectId: "local" });
    await announceChanges(transaction, [["connections"]]);
  });
}
