import { expect, it } from "vitest";
import { scriptedService, serviceError } from "@/lib/sync/testing/scripted-service";
import { getLogEvents } from "./logs";

const ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/codebuild/web:log-stream:abc/def";

it("names the stream, asks from its head, and tells an empty page from the end", async () => {
  const inputs: Record<string, unknown>[] = [];
  const answers = [
    { events: [], nextForwardToken: "f/1" },
    { events: [{ timestamp: 5, message: "hi", ingestionTime: 6 }], nextForwardToken: "f/2" },
    { events: [], nextForwardToken: "f/2" },
  ];
  const { clients } = scriptedService({
    GetLogEvents: (input) => {
      inputs.push(input);
      return answers[inputs.length - 1];
    },
  });
  expect(await getLogEvents(clients, ARN, "oldest")).toEqual({ events: [], nextToken: "f/1", isAtEnd: false });
  expect(await getLogEvents(clients, ARN, { token: "f/1" })).toEqual({
    events: [{ at: 5, message: "hi" }],
    nextToken: "f/2",
    isAtEnd: false,
  });
  expect(await getLogEvents(clients, ARN, { token: "f/2" })).toMatchObject({ isAtEnd: true });
  const stream = { logGroupName: "/aws/codebuild/web", logStreamName: "abc/def", startFromHead: true, limit: 10_000 };
  expect(inputs).toEqual([stream, { ...stream, nextToken: "f/1" }, { ...stream, nextToken: "f/2" }]);
});

it("says what to allow when AWS denies the log", async () => {
  const { clients } = scriptedService({
    GetLogEvents: () =>
      serviceError("AccessDeniedException", "User x is not authorized to perform: logs:GetLogEvents on resource y"),
  });
  await expect(getLogEvents(clients, ARN, "oldest")).rejects.toMatchObject({
    code: "upstream",
    message: expect.stringContaining(
      "Allow it logs:GetLogEvents on arn:aws:logs:eu-west-1:123456789012:log-group:/aws/codebuild/web:* in IAM",
    ),
    details: { awsError: "AccessDeniedException" },
  });
});

it("refuses what is no log stream", async () => {
  const { clients } = scriptedService({});
  await expect(getLogEvents(clients, "arn:aws:s3:::bucket", "oldest")).rejects.toThrow(
    "a log stream Penstock cannot read",
  );
});
