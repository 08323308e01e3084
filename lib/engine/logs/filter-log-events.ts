import { AwsServiceError } from "../aws-service-error";
import { parseFilterPattern, type LineFilter } from "./filter-pattern";
import { boundsOf, MAX_ANSWER_BYTES, MAX_EVENTS, outputOf, type GetLogEventsOutput } from "./get-log-events";
import type { LogStore } from "./log-store";

export interface FilterLogEventsInput {
  readonly logGroupName: string;
  readonly logStreamNames?: readonly string[];
  readonly logStreamNamePrefix?: string;
  readonly startTime?: number;
  readonly endTime?: number;
  readonly filterPattern?: string;
  readonly nextToken?: string;
  readonly limit?: number;
}

type FilteredLogEvent = GetLogEventsOutput["events"][number] & {
  readonly logStreamName: string;
  readonly eventId: string;
};

export interface FilterLogEventsOutput {
  readonly events: readonly FilteredLogEvent[];
  /** Always empty, as the service returns it now. */
  readonly searchedLogStreams: readonly never[];
  readonly nextToken?: string;
}

/** How much of the logs one call looks through, so that a search over everything answers in steps. */
const MAX_SEARCHED_BYTES = 16 * 1024 * 1024;

/** Where a search goes on: a stream by name and a line of it. */
interface Position {
  readonly stream: string;
  readonly line: number;
}

/**
 * Looks for matching events in the streams of a group. A page may be empty and still have a `nextToken`: the search
 * goes on until there is none.
 *
 * Unlike the service, which mixes streams by time, events come stream by stream, in the order of their names.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export async function filterLogEvents(logs: LogStore, input: FilterLogEventsInput): Promise<FilterLogEventsOutput> {
  const search: Search = {
    matches: parseFilterPattern(input.filterPattern ?? ""),
    events: [],
    limit: input.limit ?? MAX_EVENTS,
    bytesLeft: MAX_ANSWER_BYTES,
    searchLeft: MAX_SEARCHED_BYTES,
  };
  const start = input.nextToken === undefined ? null : positionOf(input.nextToken);
  for (const stream of await streamsOf(logs, input)) {
    if (start && stream < start.stream) continue;
    const fromLine = start?.stream === stream ? start.line : 0;
    const stoppedAt = await searchStream(logs, { ...input, logStreamName: stream, fromLine }, search);
    if (stoppedAt !== null) return pageOf(search, tokenOf({ stream, line: stoppedAt }));
  }
  return pageOf(search);
}

interface Search {
  readonly matches: LineFilter;
  readonly events: FilteredLogEvent[];
  readonly limit: number;
  bytesLeft: number;
  searchLeft: number;
}

/** @returns the line to go on from when the page is full, null when the stream is searched to its end */
async function searchStream(
  logs: LogStore,
  input: FilterLogEventsInput & { readonly logStreamName: string; readonly fromLine: number },
  search: Search,
): Promise<number | null> {
  const { logGroupName: group, logStreamName } = input;
  const bounds = await boundsOf(logs, input);
  let line = Math.max(input.fromLine, bounds.from);
  while (line < bounds.to) {
    if (search.searchLeft <= 0) return line;
    const page = await logs.read(group, logStreamName, {
      from: line,
      to: bounds.to,
      keep: "first",
      maxBytes: MAX_ANSWER_BYTES,
    });
    search.searchLeft -= MAX_ANSWER_BYTES;
    for (const event of page.events) {
      if (search.matches(event.message)) {
        if (search.events.length >= search.limit || search.bytesLeft <= 0) return line;
        search.bytesLeft -= Buffer.byteLength(event.message);
        search.events.push({ ...outputOf(event), logStreamName, eventId: `${logStreamName}/${line}` });
      }
      line += 1;
    }
  }
  return null;
}

function pageOf({ events }: Search, nextToken?: string): FilterLogEventsOutput {
  return { events, searchedLogStreams: [], ...(nextToken !== undefined && { nextToken }) };
}

async function streamsOf(logs: LogStore, input: FilterLogEventsInput): Promise<readonly string[]> {
  const { logGroupName, logStreamNames, logStreamNamePrefix } = input;
  if (logStreamNames && logStreamNamePrefix !== undefined) {
    throw new AwsServiceError(
      "InvalidParameterException",
      "logStreamNames and logStreamNamePrefix cannot be given together.",
    );
  }
  const existing = await logs.listStreams(logGroupName);
  if (!existing) throw new AwsServiceError("ResourceNotFoundException", "The specified log group does not exist.");
  if (logStreamNames) return [...new Set(logStreamNames)].toSorted();
  return existing.filter((name) => name.startsWith(logStreamNamePrefix ?? ""));
}

function tokenOf({ stream, line }: Position): string {
  return Buffer.from(`${line}/${stream}`).toString("base64url");
}

function positionOf(token: string): Position {
  const [, digits, stream] = /^(\d{1,15})\/(.+)$/s.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (stream === undefined) {
    throw new AwsServiceError("InvalidParameterException", "The specified nextToken is invalid.");
  }
  return { stream, line: Number(digits) };
}
