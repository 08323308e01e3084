import { AwsServiceError } from "../aws-service-error";
import type { LogEvent, LogStore } from "./log-store";

export interface GetLogEventsInput {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly startTime?: number;
  readonly endTime?: number;
  readonly nextToken?: string;
  readonly limit?: number;
  readonly startFromHead?: boolean;
}

export interface GetLogEventsOutput {
  readonly events: readonly { readonly timestamp: number; readonly message: string; readonly ingestionTime: number }[];
  readonly nextForwardToken: string;
  readonly nextBackwardToken: string;
}

/** What one answer may hold, by the public reference. */
export const MAX_EVENTS = 10_000;
export const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * A page of one stream. Without a token it is the newest page, or the oldest with `startFromHead`. The tokens lead to
 * the pages after and before it; a token that comes back as it went in says that there is no more in that direction
 * for now.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export async function getLogEvents(logs: LogStore, input: GetLogEventsInput): Promise<GetLogEventsOutput> {
  const { logGroupName: group, logStreamName: stream } = input;
  const bounds = await boundsOf(logs, input);
  const limit = input.limit ?? MAX_EVENTS;
  const { direction, line } = startOf(input);
  const range =
    direction === "forward"
      ? { from: clamp(line, bounds), to: Math.min(clamp(line, bounds) + limit, bounds.to), keep: "first" as const }
      : { from: Math.max(clamp(line, bounds) - limit, bounds.from), to: clamp(line, bounds), keep: "last" as const };
  const page = await logs.read(group, stream, { ...range, maxBytes: MAX_ANSWER_BYTES });
  return {
    events: page.events.map(outputOf),
    nextForwardToken: tokenOf("forward", page.to),
    nextBackwardToken: tokenOf("backward", page.from),
  };
}

export function outputOf({ timestampAt, message }: LogEvent): GetLogEventsOutput["events"][number] {
  return { timestamp: timestampAt, message, ingestionTime: timestampAt };
}

interface Bounds {
  readonly from: number;
  readonly to: number;
}

/** The lines between the two times; the end is excluded, as the service has it. */
export async function boundsOf(
  logs: LogStore,
  input: Pick<GetLogEventsInput, "logGroupName" | "logStreamName" | "startTime" | "endTime">,
): Promise<Bounds> {
  const { logGroupName: group, logStreamName: stream, startTime, endTime } = input;
  const lines = await logs.countLines(group, stream);
  if (lines === null) {
    const what = (await logs.listStreams(group)) === null ? "log group" : "log stream";
    throw new AwsServiceError("ResourceNotFoundException", `The specified ${what} does not exist.`);
  }
  const from = startTime === undefined ? 0 : await logs.seek(group, stream, startTime);
  const to = endTime === undefined ? lines : await logs.seek(group, stream, endTime);
  return { from, to: Math.max(from, to) };
}

function startOf({ nextToken, startFromHead }: GetLogEventsInput): { direction: "forward" | "backward"; line: number } {
  if (nextToken === undefined) {
    return startFromHead ? { direction: "forward", line: 0 } : { direction: "backward", line: Number.MAX_SAFE_INTEGER };
  }
  const [, side, digits] = /^([fb])\/(\d{20})$/.exec(nextToken) ?? [];
  if (side === undefined) {
    throw new AwsServiceError("InvalidParameterException", "The specified nextToken is invalid.");
  }
  return { direction: side === "f" ? "forward" : "backward", line: Number(digits) };
}

function tokenOf(direction: "forward" | "backward", line: number): string {
  return `${direction === "forward" ? "f" : "b"}/${String(line).padStart(20, "0")}`;
}

function clamp(line: number, { from, to }: Bounds): number {
  return Math.min(Math.max(line, from), to);
}
