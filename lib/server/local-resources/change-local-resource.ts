import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import * as engine from "@/lib/aws/local-resources";
import type { LocalResource, LocalResourceReference } from "@/lib/contracts/local-resource";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { announceChanges } from "@/lib/db/live-changes";
import { sharedDb } from "@/lib/db/shared-client";
import { getLocalConnection } from "./local-connection";

/** Binds a name to a thing on this machine, or binds it anew. @throws PenstockError */
export async function putLocalResource(viewer: Viewer, resource: LocalResource): Promise<void> {
  authorize(viewer, "manage");
  await change(viewer, { action: "local-resource.put", ...resource }, (connection) =>
    engine.putLocalResource(connection, resource),
  );
}

/** Unbinds a name; actions that use it fail from then on, unless it has a default. @throws PenstockError */
export async function deleteLocalResource(viewer: Viewer, reference: LocalResourceReference): Promise<void> {
  authorize(viewer, "manage");
  await change(viewer, { action: "local-resource.delete", ...reference }, (connection) =>
    engine.deleteLocalResource(connection, reference),
  );
}

type LocalConnection = Awaited<ReturnType<typeof getLocalConnection>>;

/** The engine keeps the binding; the trace of the change commits only once the engine has taken it. */
async function change(
  viewer: Viewer,
  { action, type, name }: LocalResourceReference & { readonly action: string },
  call: (connection: LocalConnection) => Promise<void>,
): Promise<void> {
  const connection = await getLocalConnection();
  await sharedDb().$transaction(async (transaction) => {
    await recordAuditEvent(transaction, { actor: viewer, action, subjectType: type, subjectId: name });
    await announceChanges(transaction, [["local-resources"]]);
    await call(connection);
  });
}
