import type { OperationShapes, ShapeTable } from "./shape";

/**
 * The part of the CloudWatch Logs model that the engine answers, in its own words of the public API reference.
 * Times are epoch milliseconds, as that service has them.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export const LOGS_OPERATIONS = {
  DescribeLogGroups: { input: "DescribeLogGroupsRequest", output: "DescribeLogGroupsResponse" },
  DescribeLogStreams: { input: "DescribeLogStreamsRequest", output: "DescribeLogStreamsResponse" },
  GetLogEvents: { input: "GetLogEventsRequest", output: "GetLogEventsResponse" },
  FilterLogEvents: { input: "FilterLogEventsRequest", output: "FilterLogEventsResponse" },
} as const satisfies Record<string, OperationShapes>;

export const LOGS_SHAPES: ShapeTable = {
  DescribeLogGroupsRequest: {
    type: "structure",
    members: {
      logGroupNamePrefix: "LogGroupName",
      logGroupNamePattern: "LogGroupNamePattern",
      limit: "DescribeLimit",
      nextToken: "NextToken",
    },
  },
  DescribeLogGroupsResponse: { type: "structure", members: { logGroups: "LogGroups", nextToken: "NextToken" } },
  LogGroups: { type: "list", member: "LogGroup" },
  LogGroup: {
    type: "structure",
    members: {
      logGroupName: "LogGroupName",
      creationTime: "Timestamp",
      metricFilterCount: "Count",
      arn: "Arn",
      logGroupArn: "Arn",
      logGroupClass: "LogGroupClass",
    },
  },
  DescribeLogStreamsRequest: {
    type: "structure",
    members: {
      logGroupName: "LogGroupName",
      logGroupIdentifier: "LogGroupIdentifier",
      logStreamNamePrefix: "LogStreamName",
      orderBy: "OrderBy",
      descending: "Boolean",
      limit: "DescribeLimit",
      nextToken: "NextToken",
    },
  },
  DescribeLogStreamsResponse: { type: "structure", members: { logStreams: "LogStreams", nextToken: "NextToken" } },
  LogStreams: { type: "list", member: "LogStream" },
  LogStream: {
    type: "structure",
    members: {
      logStreamName: "LogStreamName",
      creationTime: "Timestamp",
      firstEventTimestamp: "Timestamp",
      lastEventTimestamp: "Timestamp",
      lastIngestionTime: "Timestamp",
      arn: "Arn",
      storedBytes: "Count",
    },
  },
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
  LogGroupNamePattern: { type: "string", min: 0, max: 512, pattern: "[\\.\\-_/#A-Za-z0-9]*" },
  LogGroupClass: { type: "string", enum: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"] },
  OrderBy: { type: "string", enum: ["LogStreamName", "LastEventTime"] },
  DescribeLimit: { type: "integer", min: 1, max: 50 },
  Count: { type: "long", min: 0 },
  Arn: { type: "string" },
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
