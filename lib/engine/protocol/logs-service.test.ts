import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  type DescribeLogGroupsCommandInput,
  type DescribeLogStreamsCommandInput,
  type GetLogEventsCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import { mkdir, mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import { createFileLogStore } from "../logs/file-log-store";
import type { LogStore } from "../logs/log-store";
import { KEYS, protocolOptions } from "../testing/protocol-options";
import { createRequestHandler } from "./handle-request";
import { inProcess } from "./in-process";
import { logsService } from "./logs-service";

const STREAM = { logGroupName: "/aws/codebuild/web", logStreamName: "build" };

let directory: string;
let clock: FakeClock;
let logs: LogStore;
let client: CloudWatchLogsClient;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "penstock-logs-"));
  clock = new FakeClock(Date.now());
  logs = createFileLogStore({ directory, clock, onFault: () => undefined });
  client = new CloudWatchLogsClient({
    region: "us-east-1",
    endpoint: "http://127.0.0.1:4510",
    credentials: KEYS,
    requestHandler: inProcess(createRequestHandler(protocolOptions({ services: [logsService(logs)] }))),
  });
});
afterEach(() => rm(directory, { recursive: true }));

/** Writes `line 0`, `line 1`, … one second apart. */
function writeLines(count: number, stream = STREAM.logStreamName): number {
  const startAt = clock.now();
  const log = logs.open(STREAM.logGroupName, stream);
  for (let number = 0; number < count; number += 1) {
    log.line(`line ${number}`);
    clock.advance(1_000);
  }
  return startAt;
}

async function get(input: Partial<GetLogEventsCommandInput> = {}) {
  const {
    events = [],
    nextForwardToken,
    nextBackwardToken,
  } = await client.send(new GetLogEventsCommand({ ...STREAM, ...input }));
  return { messages: events.map(({ message }) => message), nextForwardToken, nextBackwardToken };
}

describe("GetLogEvents", () => {
  it("returns events with their times", async () => {
    const startAt = writeLines(1);
    const { events } = await client.send(new GetLogEventsCommand(STREAM));
    expect(events).toEqual([{ timestamp: startAt, message: "line 0", ingestionTime: startAt }]);
  });

  it("begins with the newest page and leads back to the oldest", async () => {
    writeLines(5);
    const newest = await get({ limit: 2 });
    expect(newest.messages).toEqual(["line 3", "line 4"]);
    const before = await get({ limit: 2, nextToken: newest.nextBackwardToken });
    expect(before.messages).toEqual(["line 1", "line 2"]);
    const oldest = await get({ limit: 2, nextToken: before.nextBackwardToken });
    expect(oldest.messages).toEqual(["line 0"]);
    const nothing = await get({ limit: 2, nextToken: oldest.nextBackwardToken });
    expect(nothing.messages).toEqual([]);
    expect(nothing.nextBackwardToken).toBe(oldest.nextBackwardToken);
  });

  it("begins at the head when asked, and repeats the token at the end until there is more", async () => {
    writeLines(3);
    const first = await get({ startFromHead: true, limit: 2 });
    expect(first.messages).toEqual(["line 0", "line 1"]);
    const second = await get({ startFromHead: true, nextToken: first.nextForwardToken });
    expect(second.messages).toEqual(["line 2"]);
    const end = await get({ startFromHead: true, nextToken: second.nextForwardToken });
    expect(end).toMatchObject({ messages: [], nextForwardToken: second.nextForwardToken });
    writeLines(1);
    expect((await get({ nextToken: end.nextForwardToken })).messages).toEqual(["line 0"]);
  });

  it("turns round: the backward token of a forward page leads to what came before it", async () => {
    writeLines(6);
    const first = await get({ startFromHead: true, limit: 4 });
    const second = await get({ nextToken: first.nextForwardToken });
    const back = await get({ nextToken: second.nextBackwardToken, limit: 2 });
    expect(back.messages).toEqual(["line 2", "line 3"]);
  });

  it("hands over every line once and in order, whatever the pages and in both directions", async () => {
    let streams = 0;
    const line = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .map((text) => text.replaceAll(/[\r\n]/g, "."));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (lines, limit) => {
          const logStreamName = `stream-${(streams += 1)}`;
          const log = logs.open(STREAM.logGroupName, logStreamName);
          for (const text of lines) log.line(text);
          const pages = async (startFromHead: boolean) => {
            const all: (string | undefined)[][] = [];
            for (let nextToken: string | undefined; ;) {
              const page = await get({ logStreamName, limit, startFromHead, nextToken });
              const next = startFromHead ? page.nextForwardToken : page.nextBackwardToken;
              if (next === nextToken) return all;
              all.push(page.messages);
              nextToken = next;
            }
          };
          expect((await pages(true)).flat()).toEqual(lines);
          expect((await pages(false)).toReversed().flat()).toEqual(lines);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("keeps to a time range, its end excluded", async () => {
    const startAt = writeLines(6);
    const range = { startTime: startAt + 1_500, endTime: startAt + 4_000 };
    expect((await get(range)).messages).toEqual(["line 2", "line 3"]);
    expect((await get({ ...range, startFromHead: true, limit: 1 })).messages).toEqual(["line 2"]);
    expect((await get({ startTime: startAt + 60_000 })).messages).toEqual([]);
  });

  it("fits an answer into a megabyte", async () => {
    const log = logs.open(STREAM.logGroupName, STREAM.logStreamName);
    for (let number = 0; number < 12; number += 1) log.line(`${number} ${"x".repeat(200_000)}`);
    const first = await get({ startFromHead: true });
    expect(first.messages).toHaveLength(5);
    expect((await get({ nextToken: first.nextForwardToken })).messages).toHaveLength(5);
    const newest = await get();
    expect(newest.messages.map((message) => message?.split(" ")[0])).toEqual(["7", "8", "9", "10", "11"]);
  });

  it("takes the ARN of a group in place of its name", async () => {
    writeLines(1);
    const logGroupIdentifier = "arn:aws:logs:us-east-1:000000000001:log-group:/aws/codebuild/web";
    expect((await get({ logGroupName: undefined, logGroupIdentifier })).messages).toEqual(["line 0"]);
  });

  it.each([
    [
      "an unknown group",
      { logGroupName: "/none" },
      "ResourceNotFoundException",
      "The specified log group does not exist.",
    ],
    [
      "an unknown stream",
      { logStreamName: "none" },
      "ResourceNotFoundException",
      "The specified log stream does not exist.",
    ],
    ["a token it never gave", { nextToken: "x" }, "InvalidParameterException", "The specified nextToken is invalid."],
    ["no group", { logGroupName: undefined }, "InvalidParameterException", /logGroupName or logGroupIdentifier/],
    ["a limit beyond 10000", { limit: 10_001 }, "InvalidParameterException", /'limit' failed to satisfy constraint/],
  ])("refuses %s", async (_title, input, name, message) => {
    writeLines(1);
    await expect(get(input)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });
});

describe("FilterLogEvents", () => {
  async function filter(input: Partial<ConstructorParameters<typeof FilterLogEventsCommand>[0]> = {}) {
    const messages: string[] = [];
    let pages = 0;
    let nextToken: string | undefined;
    do {
      const page = await client.send(
        new FilterLogEventsCommand({ logGroupName: STREAM.logGroupName, ...input, nextToken }),
      );
      messages.push(...(page.events ?? []).map(({ logStreamName, message }) => `${logStreamName}: ${message}`));
      nextToken = page.nextToken;
      pages += 1;
    } while (nextToken !== undefined);
    return { messages, pages };
  }

  it("finds terms in every stream of a group, page by page", async () => {
    writeLines(12, "a");
    writeLines(3, "b");
    const found = await filter({ filterPattern: "1", limit: 2 });
    expect(found).toEqual({ messages: ["a: line 1", "a: line 10", "a: line 11", "b: line 1"], pages: 2 });
  });

  it("keeps to the streams and the times that were asked for", async () => {
    const startAt = writeLines(3, "a");
    writeLines(3, "b");
    expect((await filter({ logStreamNames: ["b"] })).messages).toHaveLength(3);
    expect((await filter({ logStreamNamePrefix: "a" })).messages).toHaveLength(3);
    expect((await filter({ startTime: startAt + 1_000, endTime: startAt + 2_000 })).messages).toEqual(["a: line 1"]);
  });

  it("understands plain, quoted, optional and excluded terms", async () => {
    const log = logs.open(STREAM.logGroupName, "build");
    for (const line of ["ERROR disk full", "ERROR network down", "WARN disk full", "error disk"]) log.line(line);
    const matches = async (filterPattern: string) =>
      (await filter({ filterPattern })).messages.map((message) => message.replace("build: ", ""));
    expect(await matches("ERROR disk")).toEqual(["ERROR disk full"]);
    expect(await matches('"disk full"')).toEqual(["ERROR disk full", "WARN disk full"]);
    expect(await matches("?network ?WARN")).toEqual(["ERROR network down", "WARN disk full"]);
    expect(await matches("disk -ERROR")).toEqual(["WARN disk full", "error disk"]);
    expect(await matches("")).toHaveLength(4);
  });

  it.each([
    ["patterns it cannot read", { filterPattern: '{ $.level = "error" }' }, "InvalidParameterException"],
    ["an unknown group", { logGroupName: "/none" }, "ResourceNotFoundException"],
    ["an unknown stream", { logStreamNames: ["none"] }, "ResourceNotFoundException"],
  ])("refuses %s", async (_title, input, name) => {
    writeLines(1);
    await expect(filter(input)).rejects.toMatchObject({ name });
  });
});

describe("DescribeLogGroups", () => {
  const groups = (input: DescribeLogGroupsCommandInput) => client.send(new DescribeLogGroupsCommand(input));

  it("lists groups by name, page by page", async () => {
    for (const name of ["/aws/lambda/f", "/aws/codebuild/web", "/aws/codebuild/Api"]) logs.open(name, "a").line("x");
    const first = await groups({ limit: 2 });
    expect(first.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual([
      "/aws/codebuild/Api",
      "/aws/codebuild/web",
    ]);
    const rest = await groups({ limit: 2, nextToken: first.nextToken });
    expect(rest).toMatchObject({
      logGroups: [
        {
          logGroupName: "/aws/lambda/f",
          arn: "arn:aws:logs:us-east-1:000000000001:log-group:/aws/lambda/f:*",
          creationTime: expect.any(Number),
        },
      ],
    });
    expect(rest.nextToken).toBeUndefined();
  });

  it("takes a prefix, or a part in any case", async () => {
    for (const name of ["/aws/lambda/f", "/aws/codebuild/web", "/aws/codebuild/Api"]) logs.open(name, "a").line("x");
    expect((await groups({ logGroupNamePrefix: "/aws/codebuild/" })).logGroups).toHaveLength(2);
    expect((await groups({ logGroupNamePattern: "api" })).logGroups).toHaveLength(1);
  });

  it("tells of groups whose names are longer than those of files", async () => {
    const names = ["a", "b"].map((end) => `/aws/codebuild/${"x".repeat(254)}${end}`);
    for (const name of names) logs.open(name, "stream").line(`of ${name.slice(-1)}`);
    expect((await groups({})).logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(names);
    const [logGroupName = "", other = ""] = names;
    const { messages } = await get({ logGroupName: other, logStreamName: "stream" });
    expect(messages).toEqual(["of b"]);
    const missing = client.send(new GetLogEventsCommand({ logGroupName, logStreamName: "s".repeat(500) }));
    await expect(missing).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("has nothing to tell before anything was written", async () => {
    await rm(directory, { recursive: true });
    expect((await groups({})).logGroups).toEqual([]);
    await mkdir(directory);
  });
});

describe("DescribeLogStreams", () => {
  const streams = (input: Partial<DescribeLogStreamsCommandInput>) =>
    client.send(new DescribeLogStreamsCommand({ logGroupName: STREAM.logGroupName, ...input }));
  const names = ({ logStreams = [] }: Awaited<ReturnType<typeof streams>>) =>
    logStreams.map(({ logStreamName }) => logStreamName);

  it("tells of streams by name, either way, when they begin and end", async () => {
    const startAt = writeLines(2, "a");
    writeLines(1, "b");
    const first = await streams({ limit: 1 });
    expect(first.logStreams).toEqual([
      {
        logStreamName: "a",
        creationTime: startAt,
        firstEventTimestamp: startAt,
        lastEventTimestamp: expect.any(Number),
        lastIngestionTime: expect.any(Number),
        arn: "arn:aws:logs:us-east-1:000000000001:log-group:/aws/codebuild/web:log-stream:a",
        storedBytes: 0,
      },
    ]);
    expect(names(await streams({ limit: 1, nextToken: first.nextToken }))).toEqual(["b"]);
    expect(names(await streams({ descending: true }))).toEqual(["b", "a"]);
    expect(names(await streams({ logStreamNamePrefix: "b" }))).toEqual(["b"]);
  });

  it("finds the one that was written to last", async () => {
    for (const [index, name] of ["b", "c", "a"].entries()) {
      writeLines(1, name);
      await streams({});
      const file = path.join(directory, encodeURIComponent(STREAM.logGroupName), `${name}.log`);
      await utimes(file, index, index);
    }
    expect(names(await streams({ orderBy: "LastEventTime", descending: true, limit: 2 }))).toEqual(["a", "c"]);
    expect(names(await streams({ orderBy: "LastEventTime" }))).toEqual(["b", "c", "a"]);
  });

  it.each([
    ["an unknown group", { logGroupName: "/none" }, "ResourceNotFoundException"],
    ["a token of nobody", { nextToken: "zz" }, "InvalidParameterException"],
    [
      "a prefix beside the order of events",
      { orderBy: "LastEventTime", logStreamNamePrefix: "a" },
      "InvalidParameterException",
    ],
    ["more than a page holds", { limit: 51 }, "InvalidParameterException"],
  ] as const)("refuses %s", async (_title, input, name) => {
    writeLines(1);
    await expect(streams(input)).rejects.toMatchObject({ name });
  });
});
