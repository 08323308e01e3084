import "server-only";
import type { Connection } from "@/lib/contracts/connection";
import type { StoredConnection } from "@/lib/db/connections";
import { isoOrNull } from "@/lib/server/iso";

/** A stored connection to our HTTP JSON. */
export function connectionToContract(stored: StoredConnection & { readonly pipelineCount?: number }): Connection {
  return {
    slug: stored.slug,
    name: stored.name,
    region: stored.region,
    accountId: stored.accountId,
    credentialSource: stored.credentialSource,
    profileName: stored.profileName,
    roleArn: stored.roleArn,
    externalId: stored.externalId,
    endpointUrl: stored.endpointUrl,
    isDemo: stored.isDemo,
    health: stored.health,
    healthMessage: stored.healthMessage,
    checkedAt: isoOrNull(stored.checkedAt),
    syncedAt: isoOrNull(stored.syncedAt),
    lastEventAt: isoOrNull(stored.lastEventAt),
    receivesEvents: stored.ingestKeyHash !== null,
    pipelineCount: stored.pipelineCount ?? 0,
  };
}
