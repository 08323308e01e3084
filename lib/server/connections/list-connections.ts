import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { Connection } from "@/lib/contracts/connection";
import { listConnections as listStoredConnections } from "@/lib/db/connections";
import { sharedDb } from "@/lib/db/shared-client";
import { connectionToContract } from "./connection-contract";

/** Every connection, the oldest first. */
export async function listConnections(viewer: Viewer): Promise<{ connections: Connection[] }> {
  authorize(viewer, "view");
  const connections = await listStoredConnections(sharedDb());
  return { connections: connections.map(connectionToContract) };
}
