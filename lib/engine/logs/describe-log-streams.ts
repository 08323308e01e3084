import { AwsServiceError } from "../aws-service-error";
import { fewAtOnce } from "../few-at-once";
import { logGroupArn, type LogOwner } from "./describe-log-groups";
import type { LogStore } from "./log-store";
import { namePage } from "./name-page";

export interface DescribeLogStreamsInput {
  readonly logGroupName: string;
  readonly logStreamNamePrefix?: string;
  readonly orderBy?: "LogStreamName" | "LastEventTime";
  readonly descending?: boolean;
  readonly limit?: number;
  readonly nextToken?: string;
}

/**
 * The streams of a group, by name or by when they were last written to.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html
 */
export async function describeLogStreams(logs: LogStore, input: DescribeLogStreamsInput, owner: LogOwner) {
  const { logGroupName: group, logStreamNamePrefix: prefix, orderBy = "LogStreamName", descending = false } = input;
  if (orderBy === "LastEventTime" && prefix !== undefined) {
    throw new AwsServiceError("InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.");
  }
  const names = await logs.listStreams(group);
  if (!names) throw new AwsServiceError("ResourceNotFoundException", "The specified log group does not exist.");
  const wanted = names.filter((name) => name.startsWith(prefix ?? "")).map((name) => ({ name }));
  const byName = descending ? wanted.toReversed() : wanted;
  const { page, nextToken } = namePage(
    orderBy === "LogStreamName" ? byName : await byLastEvent(logs, group, { streams: wanted, descending }),
    input,
  );
  return {
    logStreams: (await Promise.all(page.map(({ name }) => describe(logs, group, { name, owner })))).flat(),
    ...(nextToken !== undefined && { nextToken }),
  };
}

async function byLastEvent(
  logs: LogStore,
  group: string,
  { streams, descending }: { readonly streams: readonly { readonly name: string }[]; readonly descending: boolean },
) {
  const timed = await fewAtOnce(streams, async ({ name }) => ({
    name,
    at: (await logs.describe(group, name))?.lastEventAt ?? 0,
  }));
  return timed.toSorted((a, b) => (descending ? b.at - a.at : a.at - b.at));
}

async function describe(
  logs: LogStore,
  group: string,
  { name, owner }: { readonly name: string; readonly owner: LogOwner },
) {
  const found = await logs.describe(group, name);
  if (!found) return [];
  return [
    {
      logStreamName: name,
      creationTime: found.firstEventAt,
      firstEventTimestamp: found.firstEventAt,
      lastEventTimestamp: found.lastEventAt,
      lastIngestionTime: found.lastEventAt,
      arn: `${logGroupArn(group, owner)}:log-stream:${name}`,
      // As the service has it for every stream now.
      storedBytes: 0,
    },
  ];
}
