import { readFile } from "node:fs/promises";
import path from "node:path";
import { fromIni, fromNodeProviderChain, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { assertNever } from "@/lib/assert-never";
import { readEnv } from "@/lib/env";
import { PenstockError } from "@/lib/errors";
import type { ConnectionAccess } from "./connection-access";

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** The engine's keys are read again this often, so that a new data directory needs no restart. */
const LOCAL_CREDENTIALS_LIFE_MS = 60_000;
const ROLE_SESSION_NAME = "penstock";

/** Where a connection's keys come from. They are asked for when a call is signed and stay in memory only. */
export function connectionCredentials(access: ConnectionAccess): () => Promise<Credentials> {
  switch (access.credentialSource) {
    case "default-chain":
      return fromNodeProviderChain({ clientConfig: { region: access.region } });
    case "profile":
      return fromIni({ profile: access.profileName ?? "default", clientConfig: { region: access.region } });
    case "assumed-role":
      return fromTemporaryCredentials({
        params: {
          RoleArn: access.roleArn ?? "",
          RoleSessionName: ROLE_SESSION_NAME,
          ...(access.externalId ? { ExternalId: access.externalId } : {}),
        },
        clientConfig: { region: access.region },
      });
    case "local-engine":
      return readLocalCredentials;
    default:
      return assertNever(access.credentialSource);
  }
}

/** The generated keys of profile `penstock` in `data/aws/credentials`. */
async function readLocalCredentials(): Promise<Credentials> {
  const file = path.join(readEnv().PENSTOCK_DATA_DIR, "aws", "credentials");
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new PenstockError(
      "upstream",
      `The local engine has no keys yet: ${file} cannot be read. Start the engine, which writes it.`,
      { cause },
    );
  });
  const accessKeyId = /^\s*aws_access_key_id\s*=\s*(\S+)/m.exec(text)?.[1];
  const secretAccessKey = /^\s*aws_secret_access_key\s*=\s*(\S+)/m.exec(text)?.[1];
  if (!accessKeyId || !secretAccessKey) {
    throw new PenstockError(
      "upstream",
      `${file} holds no access key. Delete it and restart Penstock, which renews it.`,
    );
  }
  return { accessKeyId, secretAccessKey, expiration: new Date(Date.now() + LOCAL_CREDENTIALS_LIFE_MS) };
}
