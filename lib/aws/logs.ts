import { GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { PenstockError } from "@/lib/errors";
import { callAws, type ConnectionClients } from "./connection-clients";

export interface LogLines {
  readonly events: readonly { readonly at: number; readonly message: string }[];
  readonly nextToken: string | null;
  readonly isAtEnd: boolean;
}

const PAGE_SIZE = 5_000;

/** Log lines from the beginning, or from where `nextToken` left off. The service repeats the token at the end. */
export async function getLogLines(
  clients: ConnectionClients,
  { logStreamArn, nextToken }: { logStreamArn: string; nextToken?: string },
): Promise<LogLines> {
  const stream = parseLogStreamArn(logStreamArn);
  return callAws(clients, async () => {
    const output = await clients.logs.send(
      new GetLogEventsCommand({
        ...stream,
        startFromHead: true,
        limit: PAGE_SIZE,
        ...(nextToken ? { nextToken } : {}),
      }),
    );
    const events = (output.events ?? []).map(({ timestamp, message }) => ({
      at: timestamp ?? 0,
      message: (message ?? "").replace(/\r?\n$/, ""),
    }));
    const next = output.nextForwardToken ?? null;
    return { events, nextToken: next, isAtEnd: events.length === 0 || next === null || next === nextToken };
  });
}

/** `arn:aws:logs:<region>:<account>:log-group:<group>:log-stream:<stream>` */
export function parseLogStreamArn(arn: string): { logGroupName: string; logStreamName: string } {
  const match = /:log-group:(?<group>[^:]+):log-stream:(?<stream>.+)$/.exec(arn);
  const { group, stream } = match?.groups ?? {};
  if (group && stream) return { logGroupName: group, logStreamName: stream };
  throw new PenstockError("upstream", `The action names a log stream Penstock cannot read: ${arn}.`);
}
