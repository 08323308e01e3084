import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { ConnectionClients } from "./connection-clients";
import { getPipeline, listPipelines } from "./pipelines";

export interface ConnectionIdentity {
  readonly accountId: string | null;
  readonly identityArn: string | null;
  readonly pipelineCount: number;
}

/**
 * Proves that the connection can be used: lists its pipelines, and asks who we are. An endpoint that speaks
 * CodePipeline need not speak STS, so there the account is read off a pipeline's ARN.
 * @throws PenstockError when the pipelines cannot be listed
 */
export async function identifyConnection(clients: ConnectionClients): Promise<ConnectionIdentity> {
  const pipelines = await listPipelines(clients);
  const caller = await clients.sts.send(new GetCallerIdentityCommand({})).catch(() => null);
  if (caller?.Account) {
    return { accountId: caller.Account, identityArn: caller.Arn ?? null, pipelineCount: pipelines.length };
  }
  const first = pipelines[0];
  const arn = first ? (await getPipeline(clients, { name: first.name })).pipelineArn : null;
  return { accountId: arn?.split(":")[4] ?? null, identityArn: null, pipelineCount: pipelines.length };
}
