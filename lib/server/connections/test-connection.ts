import "server-only";
import { createConnectionClients } from "@/lib/aws/connection-clients";
import { identifyConnection } from "@/lib/aws/identity";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { connectionAccess, type ConnectionAccess, type ConnectionTest } from "@/lib/contracts/connection";
import { PenstockError } from "@/lib/errors";

/** Finds out by using it whether a connection can be reached, as whom, and how many pipelines are there. */
export async function testConnection(viewer: Viewer, input: ConnectionAccess): Promise<ConnectionTest> {
  authorize(viewer, "manage");
  const { name, region, credentialSource, profileName, roleArn, externalId, endpointUrl } =
    connectionAccess.parse(input);
  const clients = createConnectionClients({
    name: name ?? "under test",
    region,
    credentialSource,
    profileName: profileName ?? null,
    roleArn: roleArn ?? null,
    externalId: externalId ?? null,
    endpointUrl: endpointUrl ?? null,
  });
  try {
    return { ok: true, region, ...(await identifyConnection(clients)) };
  } catch (error) {
    if (!(error instanceof PenstockError)) throw error;
    const { awsError = null, requestId = null } = error.details;
    return { ok: false, message: error.message, awsError, requestId };
  }
}
