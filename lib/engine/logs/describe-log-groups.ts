import type { LogStore } from "./log-store";
import { namePage } from "./name-page";

export interface DescribeLogGroupsInput {
  readonly logGroupNamePrefix?: string;
  readonly logGroupNamePattern?: string;
  readonly limit?: number;
  readonly nextToken?: string;
}

/** Whose logs they are: a part of their ARNs. */
export interface LogOwner {
  readonly region: string;
  readonly accountId: string;
}

/**
 * The groups by name, those that begin with the prefix and hold the pattern, in whatever case that is.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
export async function describeLogGroups(logs: LogStore, input: DescribeLogGroupsInput, owner: LogOwner) {
  const { logGroupNamePrefix: prefix = "", logGroupNamePattern: pattern = "" } = input;
  const groups = (await logs.listGroups()).filter(
    ({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(pattern.toLowerCase()),
  );
  const { page, nextToken } = namePage(groups, input);
  return {
    logGroups: page.map(({ name, createdAt }) => ({
      logGroupName: name,
      creationTime: createdAt,
      metricFilterCount: 0,
      arn: `${logGroupArn(name, owner)}:*`,
      logGroupArn: logGroupArn(name, owner),
      logGroupClass: "STANDARD",
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}

export function logGroupArn(name: string, { region, accountId }: LogOwner): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}
