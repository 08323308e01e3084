import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { testDatabase } from "@/lib/db/testing/test-database";
import { scriptedEndpoint } from "@/lib/sync/testing/scripted-endpoint";
import { downloadLog } from "./download-log";
import { getLogLines } from "./get-log-lines";
import { getLogSummary } from "./get-log-summary";
import type { LogAddress } from "./require-log";
import { searchLog } from "./search-log";

const { db } = testDatabase();
const viewer: Viewer = { id: randomUUID(), email: "mira@example.com", name: "Mira", role: "viewer" };
const { signal } = new AbortController();

interface Asked {
  readonly startFromHead: boolean;
  readonly limit: number;
  readonly nextToken?: string;
  readonly logStreamName: string;
}

/** Pages as CloudWatch may give them: an empty one before the end, and tokens that say nothing. */
const MESSAGES = [
  "[Container] 2026/11/27 12:00:00 Entering phase BUILD",
  "\u001b[31mError:\u001b[0m no luck",
  "",
  "bye luck",
];
const PAGES = [MESSAGES.slice(0, 2), [], MESSAGES.slice(2)];
let refusal: { readonly __type: string; readonly message: string } | null;
let calls: Asked[];
let dataDir: string;

const service = scriptedEndpoint<Asked>((_operation, input) => {
  calls.push(input);
  if (refusal) return refusal;
  if (!input.startFromHead) return { events: eventsOf(MESSAGES).slice(-input.limit), nextForwardToken: "x" };
  const page = input.nextToken === undefined ? 0 : Number(input.nextToken.slice(6));
  return { events: eventsOf(PAGES[page] ?? []), nextForwardToken: `token-${Math.min(page + 1, PAGES.length)}` };
});

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "penstock-action-log-"));
  process.env["PENSTOCK_DATA_DIR"] = dataDir;
});
afterAll(() => rm(dataDir, { recursive: true }));
beforeEach(async () => {
  refusal = null;
  calls = [];
  await db().connection.deleteMany();
});

/** An attempt that is over, with a log stream of its own. */
async function storeAttempt({ hasLog = true } = {}): Promise<LogAddress> {
  const connection = await service.addConnection(db());
  const pipeline = await db().pipeline.create({ data: { connectionId: connection.id, name: "shop", liveVersion: 1 } });
  const [pipelineExecutionId, actionExecutionId] = [randomUUID(), randomUUID()];
  const at = new Date("2026-11-20T08:00:00.000Z");
  await db().pipelineExecution.create({
    data: {
      pipelineId: pipeline.id,
      pipelineExecutionId,
      status: "Failed",
      startedAt: at,
      lastUpdatedAt: at,
      actions: {
        create: [
          {
            actionExecutionId,
            stageName: "Build",
            actionName: "Build it / now",
            category: "Build",
            owner: "AWS",
            provider: "CodeBuild",
            status: "Failed",
            startedAt: at,
            lastUpdatedAt: at,
            output: { outputArtifacts: [], outputVariables: {} },
            ...(hasLog && {
              logStreamArn: `arn:aws:logs:eu-west-1:123456789012:log-group:/aws/codebuild/shop:log-stream:${actionExecutionId}`,
            }),
          },
        ],
      },
    },
  });
  return { connection: "test", pipelineName: "shop", pipelineExecutionId, actionExecutionId };
}

function eventsOf(messages: readonly string[]) {
  return messages.map((message) => ({ timestamp: 1_000 + MESSAGES.indexOf(message), message, ingestionTime: 2_000 }));
}

async function wholeSummary(address: LogAddress) {
  let summary = await getLogSummary(viewer, address, { signal });
  while (!summary.isComplete && !summary.problem) {
    summary = await getLogSummary(viewer, address, { after: summary.version, signal });
  }
  return summary;
}

it("tells how a log stands, gives its lines, and finds text in it, asking the service once for all", async () => {
  const address = await storeAttempt();
  const summary = await wholeSummary(address);
  expect(summary).toMatchObject({ lines: 4, isCaughtUp: true, share: 1, firstErrorLine: 1, problem: null });
  expect(summary.sections).toMatchObject([{ title: "BUILD", from: 0, to: 4, result: null }]);
  const asked = calls.length;
  const [lines, again, found] = await Promise.all([
    getLogLines(viewer, address, { from: 1, to: 3, signal }),
    wholeSummary(address),
    searchLog(viewer, address, { text: "LUCK", isCaseSensitive: false, near: 2, signal }),
  ]);
  expect(lines).toEqual({
    from: 1,
    lines: [
      { at: "1970-01-01T00:00:01.001Z", text: "\u001b[0;31mError:\u001b[0m no luck" },
      { at: "1970-01-01T00:00:01.002Z", text: "" },
    ],
  });
  expect(again.version).toBe(summary.version);
  expect(found).toEqual({ count: 2, searchedLines: 4, isThrough: true, match: { number: 2, line: 3, column: 4 } });
  expect(calls).toHaveLength(asked);
});

it("steps from the last match to the first and back", async () => {
  const address = await storeAttempt();
  await wholeSummary(address);
  const lineOf = async (match: number) =>
    (await searchLog(viewer, address, { text: "luck", isCaseSensitive: true, match, signal })).match?.line;
  expect([await lineOf(1), await lineOf(2), await lineOf(3), await lineOf(0)]).toEqual([1, 3, 1, 3]);
});

it("hands the whole log over page by page, as text or as it was written", async () => {
  const address = await storeAttempt();
  const text = await downloadLog(viewer, address, "text");
  expect(text.headers.get("content-disposition")).toBe(
    `attachment; filename="Build_it_now-${address.actionExecutionId}.log"`,
  );
  expect((await text.text()).split("\n")[1]).toBe("1970-01-01T00:00:01.001Z Error: no luck");
  expect(await (await downloadLog(viewer, address, "raw")).text()).toBe(`${MESSAGES.join("\n")}\n`);
});

it("says what to allow when AWS denies the log, and what may have happened when it is gone", async () => {
  const denied = await storeAttempt();
  refusal = { __type: "AccessDeniedException", message: "not authorized to perform: logs:GetLogEvents" };
  const { problem } = await wholeSummary(denied);
  expect(problem).toMatchObject({ code: "upstream", awsError: "AccessDeniedException" });
  expect(problem?.message).toContain("Allow it logs:GetLogEvents on arn:aws:logs:eu-west-1");
  await expect(downloadLog(viewer, denied, "text")).rejects.toThrow("logs:GetLogEvents");
  await db().connection.deleteMany();
  const gone = await storeAttempt();
  refusal = { __type: "ResourceNotFoundException", message: "The specified log stream does not exist." };
  expect((await wholeSummary(gone)).problem?.code).toBe("not_found");
  await expect(getLogLines(viewer, gone, { from: 0, to: 10, signal })).rejects.toMatchObject({ code: "not_found" });
});

it("knows an action without a log, and no action of another execution", async () => {
  const address = await storeAttempt({ hasLog: false });
  expect(await wholeSummary(address)).toMatchObject({ lines: 0, isComplete: true, problem: null });
  const elsewhere = { ...address, pipelineExecutionId: randomUUID() };
  await expect(getLogSummary(viewer, elsewhere, { signal })).rejects.toMatchObject({ code: "not_found" });
});
