import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createConnectionClients } from "@/lib/aws/connection-clients";
import { getLogEvents, getNewestLogEvents, type LogPlace } from "@/lib/aws/logs";
import { FakeClock } from "@/lib/clock";
import { createFileLogStore } from "@/lib/engine/logs/file-log-store";
import type { LogStore } from "@/lib/engine/logs/log-store";
import { createRequestHandler } from "@/lib/engine/protocol/handle-request";
import { inProcess } from "@/lib/engine/protocol/in-process";
import { logsService } from "@/lib/engine/protocol/logs-service";
import { KEYS, protocolOptions } from "@/lib/engine/testing/protocol-options";
import { PenstockError } from "@/lib/errors";
import { LogCopy, type LogCopyOptions } from "./log-copy";

const ARN = "arn:aws:logs:us-east-1:000000000001:log-group:/aws/codebuild/web:log-stream:build";
const NOW = Date.UTC(2026, 10, 27);

let directory: string;
let logs: LogStore;
let writeClock: FakeClock;
let readClock: FakeClock;
let places: LogPlace[];
let read: LogCopyOptions["read"];
let copies: LogCopy[];

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "penstock-log-copy-"));
  writeClock = new FakeClock(NOW);
  readClock = new FakeClock(NOW);
  logs = createFileLogStore({ directory, clock: writeClock, onFault: () => undefined });
  process.env["AWS_ACCESS_KEY_ID"] = KEYS.accessKeyId;
  process.env["AWS_SECRET_ACCESS_KEY"] = KEYS.secretAccessKey;
  const requestHandler = inProcess(createRequestHandler(protocolOptions({ services: [logsService(logs)] })));
  const access = { name: "Test", region: "us-east-1", credentialSource: "default-chain" as const };
  const clients = createConnectionClients(
    { ...access, profileName: null, roleArn: null, externalId: null, endpointUrl: "http://127.0.0.1:4510" },
    { requestHandler },
  );
  places = [];
  copies = [];
  read = async (place) => {
    places.push(place);
    return getLogEvents(clients, ARN, place);
  };
  newestAt = async () => (await getNewestLogEvents(clients, ARN, 1)).at(-1)?.at ?? null;
});
let newestAt: LogCopyOptions["newestAt"];
afterEach(async () => {
  for (const copy of copies) await copy.close();
  await rm(directory, { recursive: true });
});

function openCopy(options: Partial<LogCopyOptions> = {}): LogCopy {
  const copy = new LogCopy({ directory: path.join(directory, "copies"), clock: readClock, read, newestAt, ...options });
  copies.push(copy);
  return copy;
}

function writeLines(count: number, text = (number: number) => `line ${number}`): void {
  const log = logs.open("/aws/codebuild/web", "build");
  for (let number = 0; number < count; number += 1) {
    log.line(text(number));
    writeClock.advance(10);
  }
}

async function textsOf(copy: LogCopy, from = 0, to = Number.MAX_SAFE_INTEGER): Promise<string[]> {
  return ((await copy.text?.read(from, to)) ?? []).map(({ text }) => text);
}

/** This machine may be busy. */
function eventually<Value>(value: () => Value) {
  return expect.poll(value);
}

async function whole(copy: LogCopy): Promise<void> {
  const release = copy.hold(0);
  await eventually(() => copy.state.isComplete).toBe(true);
  release();
}

it("reads a finished log once, page after page, and gives any line of it by number", async () => {
  writeLines(25_000);
  const copy = openCopy();
  await whole(copy);
  expect(copy.state).toMatchObject({ lines: 25_000, isCaughtUp: true, share: 1, problem: null });
  expect(await textsOf(copy, 12_345, 12_347)).toEqual(["line 12345", "line 12346"]);
  expect((await copy.text?.read(24_999, 30_000))?.[0]?.at).toBe(NOW + 249_990);
  const asked = places.length;
  await whole(copy);
  expect(places).toHaveLength(asked);
});

it("asks once for everybody, and goes on once a second while the action runs", async () => {
  writeLines(3);
  const copy = openCopy();
  const releases = [copy.hold(null), copy.hold(null), copy.hold(null)];
  await eventually(() => copy.state.isCaughtUp).toBe(true);
  const asked = places.length;
  writeLines(2);
  readClock.advance(1_000);
  await eventually(() => copy.lines).toBe(5);
  expect(places.length).toBeLessThanOrEqual(asked + 2);
  releases.forEach((release) => release());
});

it("rests when nobody is left, keeps its place, and reads nothing twice when somebody comes back", async () => {
  writeLines(3);
  const copy = openCopy();
  const release = copy.hold(null);
  await eventually(() => copy.state.isCaughtUp).toBe(true);
  release();
  readClock.advance(60_000);
  await eventually(() => copy.isHeld).toBe(false);
  writeLines(2, (number) => `later ${number}`);
  await whole(copy);
  expect(await textsOf(copy)).toEqual(["line 0", "line 1", "line 2", "later 0", "later 1"]);
});

it("waits for late lines for a while after the action is over", async () => {
  writeLines(1);
  const copy = openCopy();
  const release = copy.hold(NOW);
  await eventually(() => copy.state.isCaughtUp).toBe(true);
  expect(copy.state.isComplete).toBe(false);
  writeLines(1, () => "late");
  readClock.advance(6_000);
  await eventually(() => copy.state.isComplete).toBe(true);
  expect(await textsOf(copy)).toEqual(["line 0", "late"]);
  release();
});

it("finds its place by time when the service forgot the token", async () => {
  writeLines(3);
  let hasForgotten = false;
  const copy = openCopy({
    read: async (place) => {
      const isToken = typeof place === "object" && "token" in place;
      if (hasForgotten && isToken) {
        hasForgotten = false;
        throw new PenstockError("upstream", "expired", { details: { awsError: "InvalidParameterException" } });
      }
      return read(place);
    },
  });
  const release = copy.hold(null);
  await eventually(() => copy.state.isCaughtUp).toBe(true);
  writeLines(2, (number) => `later ${number}`);
  hasForgotten = true;
  readClock.advance(1_000);
  await eventually(() => copy.lines).toBe(5);
  expect(await textsOf(copy)).toEqual(["line 0", "line 1", "line 2", "later 0", "later 1"]);
  release();
});

it("shows an empty log for a stream that is not there yet, and says so for one that is gone", async () => {
  const running = openCopy();
  const release = running.hold(null);
  await eventually(() => running.state.isCaughtUp).toBe(true);
  expect(running.state).toMatchObject({ lines: 0, problem: null });
  release();
  const over = openCopy();
  const releaseOver = over.hold(0);
  await eventually(() => over.state.problem?.code).toBe("not_found");
  releaseOver();
});

it("keeps what it read when reading fails, and tries again", async () => {
  writeLines(2);
  let isDown = false;
  const copy = openCopy({
    read: async (place) => {
      if (isDown) throw new PenstockError("upstream", "The engine does not answer.");
      return read(place);
    },
  });
  const release = copy.hold(null);
  await eventually(() => copy.state.isCaughtUp).toBe(true);
  isDown = true;
  readClock.advance(1_000);
  await eventually(() => copy.state.problem?.message).toBe("The engine does not answer.");
  expect(await textsOf(copy)).toEqual(["line 0", "line 1"]);
  isDown = false;
  writeLines(1, () => "back");
  readClock.advance(4_000);
  await eventually(() => copy.state).toMatchObject({ lines: 3, problem: null });
  release();
});

it("knows the first error and the phases, and keeps nothing that could act on a page", async () => {
  const stamp = "[Container] 2026/11/27 12:00:00";
  writeLines(
    7,
    (number) =>
      [
        `${stamp} Entering phase BUILD`,
        "\u001b[31mred",
        "still red\u001b]0;title\u0007",
        "10 %\r90 %",
        "Error: no such thing",
        `${stamp} Phase complete: BUILD State: FAILED`,
        `${stamp} Phase context status code: COMMAND_EXECUTION_ERROR Message: x`,
      ][number] ?? "",
  );
  const copy = openCopy();
  await whole(copy);
  expect(copy.state.firstErrorLine).toBe(4);
  expect(copy.state.sections).toMatchObject([{ title: "BUILD", from: 0, to: 7, result: "failed" }]);
  expect((await textsOf(copy)).slice(1, 5)).toEqual([
    "\u001b[0;31mred",
    "\u001b[0;31mstill red",
    "\u001b[0;31m90 %",
    "\u001b[0;31mError: no such thing",
  ]);
});

it("stops at its limit and says that there is more", async () => {
  writeLines(12_000);
  const copy = openCopy({ maxBytes: 50_000 });
  const release = copy.hold(0);
  await eventually(() => copy.state.isCut).toBe(true);
  expect(copy.lines).toBeLessThan(12_000);
  release();
});

it("stops and says so when this machine cannot keep more of it, and has no line twice", async () => {
  writeLines(3);
  const copy = openCopy();
  const release = copy.hold(null);
  await eventually(() => copy.state.isCaughtUp).toBe(true);
  await copy.text?.close();
  writeLines(1_500, (number) => `later ${number}`);
  readClock.advance(1_000);
  await eventually(() => copy.state.isCut).toBe(true);
  expect(copy.state.problem?.message).toMatch(/^Penstock could not keep what it read of this log: /);
  const kept = await textsOf(copy);
  expect(new Set(kept).size).toBe(kept.length);
  release();
});
