import type { OperationShapes, ShapeTable } from "./shape";

/**
 * The part of the CloudWatch Logs model that the engine answers, in its own words of the public API reference.
 * Times are epoch milliseconds, as that service has them.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export const LOGS_OPERATIONS = {
  GetLogEvents: { input: "GetLogEventsRequest", output: "GetLogEventsResponse" },
  FilterLogEvents: { input: "FilterLogEventsRequest", output: "FilterLogEventsResponse" },
} as const satisfies Record<string, OperationShapes>;

export const LOGS_SHAPES: ShapeTable = {
  GetLogEventsRequest: {
    type: "structure",
    members: {
      logGroupName: "LogGroupName",
      logGroupIdentifier: "LogGroupIdentifier",
      logStreamName: "LogStreamName",
      startTime: "Timestamp",
      endTime: "Timestamp",
      nextToken: "NextToken",
      limit: "EventsLimit",
      startFromHead: "Boolean",
      unmask: "Boolean",
    },
    required: ["logStreamName"],
  },
  GetLogEventsResponse: {
    type: "structure",
    members: { events: "OutputLogEvents", nextForwardToken: "NextToken", nextBackwardToken: "NextToken" },
  },
  OutputLogEvents: { type: "list", member: "OutputLogEvent" },
  OutputLogEvent: {
    type: "structure",
    members: { timestamp: "Timestamp", message: "Message", ingestionTime: "Timestamp" },
  },
  FilterLogEventsRequest: {
    type: "structure",
    members: {
      logGroupName: "LogGroupName",
      logGroupIdentifier: "LogGroupIdentifier",
      logStreamNames: "LogStreamNames",
      logStreamNamePrefix: "LogStreamName",
      startTime: "Timestamp",
      endTime: "Timestamp",
      filterPattern: "FilterPattern",
      nextToken: "NextToken",
      limit: "EventsLimit",
      interleaved: "Boolean",
      unmask: "Boolean",
    },
  },
  FilterLogEventsResponse: {
    type: "structure",
    members: { events: "FilteredLogEvents", searchedLogStreams: "SearchedLogStreams", nextToken: "NextToken" },
  },
  FilteredLogEvents: { type: "list", member: "FilteredLogEvent" },
  FilteredLogEvent: {
    type: "structure",
    members: {
      logStreamName: "LogStreamName",
      timestamp: "Timestamp",
      message: "Message",
      ingestionTime: "Timestamp",
      eventId: "EventId",
    },
  },
  SearchedLogStreams: { type: "list", member: "SearchedLogStream" },
  SearchedLogStream: {
    type: "structure",
    members: { logStreamName: "LogStreamName", searchedCompletely: "Boolean" },
  },
  LogGroupName: { type: "string", min: 1, max: 512, pattern: "[\\.\\-_/#A-Za-z0-9]+" },
  LogGroupIdentifier: { type: "string", min: 1, max: 2048, pattern: "[\\w#+=/:,.@-]*" },
  LogStreamName: { type: "string", min: 1, max: 512, pattern: "[^:*]*" },
  LogStreamNames: { type: "list", member: "LogStreamName", min: 1, max: 100 },
  FilterPattern: { type: "string", min: 0, max: 1024 },
  EventsLimit: { type: "integer", min: 1, max: 10_000 },
  NextToken: { type: "string", min: 1 },
  Timestamp: { type: "long", min: 0 },
  Message: { type: "string", min: 1 },
  EventId: { type: "string" },
  Boolean: { type: "boolean" },
};
