import { AwsServiceError } from "../aws-service-error";
import { describeLogGroups, type DescribeLogGroupsInput } from "../logs/describe-log-groups";
import { describeLogStreams, type DescribeLogStreamsInput } from "../logs/describe-log-streams";
import { filterLogEvents, type FilterLogEventsInput } from "../logs/filter-log-events";
import { getLogEvents, type GetLogEventsInput } from "../logs/get-log-events";
import type { LogStore } from "../logs/log-store";
import type { Caller } from "./caller";
import { modelledService, type JsonService } from "./json-service";
import { LOGS_OPERATIONS, LOGS_SHAPES } from "./logs-shapes";

/** CloudWatch Logs for the streams that the engine's own actions wrote. */
export function logsService(logs: LogStore): JsonService {
  // The casts hold because each input was checked against the shape of its operation.
  const handlers: Readonly<Record<string, (input: unknown, caller: Caller) => Promise<unknown>>> = {
    DescribeLogGroups: (input, caller) => describeLogGroups(logs, input as DescribeLogGroupsInput, caller),
    DescribeLogStreams: (input, caller) =>
      describeLogStreams(logs, withGroupName(input as DescribeLogStreamsInput & GroupIdentifier), caller),
    GetLogEvents: (input) => getLogEvents(logs, withGroupName(input as GetLogEventsInput & GroupIdentifier)),
    FilterLogEvents: (input) => filterLogEvents(logs, withGroupName(input as FilterLogEventsInput & GroupIdentifier)),
  };
  return modelledService({
    targetPrefix: "Logs_20140328",
    signingName: "logs",
    operations: LOGS_OPERATIONS,
    shapes: LOGS_SHAPES,
    invalidInput: "InvalidParameterException",
    findHandler: (name) => handlers[name] ?? null,
  });
}

interface GroupIdentifier {
  readonly logGroupName?: string;
  /** Name or ARN of the group; a caller gives this or the name. */
  readonly logGroupIdentifier?: string;
}

function withGroupName<Input extends GroupIdentifier>(input: Input): Input & { readonly logGroupName: string } {
  const { logGroupName, logGroupIdentifier } = input;
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw new AwsServiceError(
      "InvalidParameterException",
      "Either logGroupName or logGroupIdentifier is required, and not both.",
    );
  }
  return {
    ...input,
    logGroupName: logGroupName ?? logGroupIdentifier?.replace(/^arn:[^:]*:logs:.*:log-group:/, "") ?? "",
  };
}
