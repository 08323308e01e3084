import "server-only";
import { createConnectionClients } from "@/lib/aws/connection-clients";
import { identifyConnection } from "@/lib/aws/identity";
import { connectionInput, type ConnectionInput } from "@/lib/contracts/connection";
import type { ConnectionSettings } from "@/lib/db/connections";
import { PenstockError } from "@/lib/errors";

/** What is stored of a form, with the account it turns out to reach; null while it cannot be reached. */
export async function connectionSettings(input: ConnectionInput): Promise<ConnectionSettings> {
  const parsed = connectionInput.parse(input);
  const settings = {
    slug: parsed.slug,
    name: parsed.name,
    region: parsed.region,
    credentialSource: parsed.credentialSource,
    profileName: parsed.credentialSource === "profile" ? (parsed.profileName ?? null) : null,
    roleArn: parsed.credentialSource === "assumed-role" ? (parsed.roleArn ?? null) : null,
    externalId: parsed.credentialSource === "assumed-role" ? (parsed.externalId ?? null) : null,
    endpointUrl: parsed.endpointUrl ?? null,
  };
  return { ...settings, accountId: await findAccount(settings) };
}

async function findAccount(settings: Omit<ConnectionSettings, "accountId" | "slug">): Promise<string | null> {
  try {
    return (await identifyConnection(createConnectionClients(settings))).accountId;
  } catch (error) {
    if (error instanceof PenstockError) return null;
    throw error;
  }
}
