import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { CodePipelineClient, type CodePipelineClientConfig } from "@aws-sdk/client-codepipeline";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import { readEnv } from "@/lib/env";
import type { ConnectionAccess } from "./connection-access";
import { connectionCredentials } from "./connection-credentials";
import { translateAwsError } from "./translate-aws-error";

export interface ConnectionClients {
  readonly access: ConnectionAccess;
  readonly codePipeline: CodePipelineClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly sts: STSClient;
}

export interface ClientOptions {
  /** Stands in for the network in tests. */
  readonly requestHandler?: CodePipelineClientConfig["requestHandler"];
}

const CONNECT_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 20_000;
const MAX_ATTEMPTS = 3;

/** Clients keep sockets and credentials, so one set serves every call to the same place. */
const clientsByAccess = new Map<string, ConnectionClients>();

export function connectionClients(access: ConnectionAccess): ConnectionClients {
  const key = JSON.stringify(access);
  const known = clientsByAccess.get(key);
  if (known) return known;
  const clients = createConnectionClients(access);
  clientsByAccess.set(key, clients);
  return clients;
}

export function createConnectionClients(access: ConnectionAccess, options: ClientOptions = {}): ConnectionClients {
  const endpoint = endpointOf(access);
  const config = {
    region: access.region,
    credentials: connectionCredentials(access),
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: options.requestHandler ?? {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
    },
    ...(endpoint ? { endpoint } : {}),
  };
  return {
    access,
    codePipeline: new CodePipelineClient(config),
    logs: new CloudWatchLogsClient(config),
    // An artifact store may be in another Region than its pipeline, and no endpoint of ours has a host per bucket.
    s3: new S3Client({ ...config, followRegionRedirects: true, forcePathStyle: endpoint !== null }),
    sts: new STSClient(config),
  };
}

/** Runs one call, or a few that belong together. @throws PenstockError, whatever went wrong on the way */
export async function callAws<Result>({ access }: ConnectionClients, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw translateAwsError(error, access);
  }
}

/** The SDK drops the last path segment of an endpoint that does not end in a slash. */
export function endpointOf(access: ConnectionAccess): string | null {
  const url =
    access.endpointUrl ??
    (access.credentialSource === "local-engine" ? `http://127.0.0.1:${readEnv().PENSTOCK_ENGINE_PORT}/` : null);
  if (!url) return null;
  return url.endsWith("/") ? url : `${url}/`;
}
