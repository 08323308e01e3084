import { GetLogEventsCommand, type GetLogEventsCommandInput } from "@aws-sdk/client-cloudwatch-logs";
import { PenstockError } from "@/lib/errors";
import { callAws, type ConnectionClients } from "./connection-clients";

export interface LogEvent {
  /** Epoch milliseconds. */
  readonly at: number;
  /** May hold several lines. */
  readonly message: string;
}

export interface LogEventsPage {
  readonly events: readonly LogEvent[];
  /** Leads to what follows, also when there is nothing yet. CloudWatch lets it expire after 24 hours. */
  readonly nextToken: string | null;
  /** There is nothing more for now. A page may be empty and not be the last. */
  readonly isAtEnd: boolean;
}

/** Where to read on: from the oldest event, from where a page ended, or from a time (epoch milliseconds, included). */
export type LogPlace = "oldest" | { readonly token: string } | { readonly fromAt: number };

/** What CloudWatch returns at most; it also ends a page at a megabyte. */
const MAX_EVENTS = 10_000;

/**
 * The events after a place, oldest first.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export async function getLogEvents(
  clients: ConnectionClients,
  logStreamArn: string,
  place: LogPlace,
): Promise<LogEventsPage> {
  const token = typeof place === "object" && "token" in place ? place.token : undefined;
  const output = await send(clients, logStreamArn, {
    startFromHead: true,
    limit: MAX_EVENTS,
    ...(token !== undefined && { nextToken: token }),
    ...(typeof place === "object" && "fromAt" in place && { startTime: place.fromAt }),
  });
  const nextToken = output.nextForwardToken ?? null;
  return { events: eventsOf(output), nextToken, isAtEnd: nextToken === null || nextToken === token };
}

/** The newest events, oldest first. */
export async function getNewestLogEvents(
  clients: ConnectionClients,
  logStreamArn: string,
  limit: number,
): Promise<readonly LogEvent[]> {
  return eventsOf(await send(clients, logStreamArn, { startFromHead: false, limit }));
}

async function send(
  clients: ConnectionClients,
  logStreamArn: string,
  input: Omit<GetLogEventsCommandInput, "logGroupName" | "logStreamName">,
) {
  const stream = parseLogStreamArn(logStreamArn);
  try {
    return await callAws(clients, () => clients.logs.send(new GetLogEventsCommand({ ...stream, ...input })));
  } catch (error) {
    throw error instanceof PenstockError && error.details.awsError?.startsWith("AccessDenied")
      ? sayWhatToAllow(error, clients, logStreamArn)
      : error;
  }
}

function sayWhatToAllow(error: PenstockError, { access }: ConnectionClients, logStreamArn: string): PenstockError {
  const group = logStreamArn.replace(/:log-stream:.*$/s, "");
  return new PenstockError(
    error.code,
    `AWS does not let the identity of connection ${access.name} read this log. Allow it logs:GetLogEvents on ${group}:* in IAM, and kms:Decrypt on the key of the log group if it has one.`,
    { cause: error, details: error.details },
  );
}

function eventsOf(output: { readonly events?: { timestamp?: number; message?: string }[] | undefined }): LogEvent[] {
  return (output.events ?? []).map(({ timestamp, message }) => ({ at: timestamp ?? 0, message: message ?? "" }));
}

/** `arn:aws:logs:<region>:<account>:log-group:<group>:log-stream:<stream>` */
function parseLogStreamArn(arn: string): { logGroupName: string; logStreamName: string } {
  const match = /:log-group:(?<group>[^:]+):log-stream:(?<stream>.+)$/.exec(arn);
  const { group, stream } = match?.groups ?? {};
  if (group && stream) return { logGroupName: group, logStreamName: stream };
  throw new PenstockError("upstream", `The action names a log stream Penstock cannot read: ${arn}.`);
}
