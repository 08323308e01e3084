import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  CreatePipelineCommand,
  ListActionExecutionsCommand,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import type { CDPSession, Page } from "playwright";
import { FakeClock } from "@/lib/clock";
import { createFileLogStore } from "@/lib/engine/logs/file-log-store";
import { engineClient } from "@/scripts/testing/engine-client";
import { withSignedInPage } from "@/scripts/testing/signed-in-page";
import { type Stack, startStack, withFolder } from "@/scripts/testing/stack";
import type { Report } from "./report";

const LINES = 1_000_000;
/** Every so many lines have the text that is searched for. */
const HIT_EVERY = 1_000;
const PIPELINE = "long-log";
const WAIT_MS = 120_000;
const MEBIBYTE = 1024 ** 2;

/**
 * What a log of a million lines costs: its first screen, all of it read, a search over it, a jump to its middle, and the
 * memory of browser, web and engine. The stream is a real build's; a million lines are added to it by the engine's own
 * store while the engine is down, because no build may print as much.
 */
export async function benchLog(report: Report): Promise<void> {
  await withFolder(async (dataDir) => {
    const execution = await writeLog(dataDir);
    const stack = await startStack({ dataDir });
    try {
      await withSignedInPage(stack.url, (page) => measure(page, { stack, execution, report }));
    } finally {
      await stack.stop();
    }
  });
}

async function measure(
  page: Page,
  { stack, execution, report }: { readonly stack: Stack; readonly execution: string; readonly report: Report },
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const lines = page.getByLabel("Log lines");
  const status = page.getByRole("region", { name: "Log", exact: true }).getByRole("status");
  await page.goto(`${stack.url}${execution}?action=none`);
  await page.getByRole("main").waitFor();
  const before = { heap: await heapOf(session), ...(await residentOf(stack.dataDir)) };

  const startedAt = performance.now();
  await page.goto(`${stack.url}${execution}?action=Work/Print`);
  await lines.getByText(textOf(LINES - 1)).waitFor({ timeout: WAIT_MS });
  report("log.first-screen", performance.now() - startedAt, "ms");
  await lines.getByRole("link", { name: "1,000,000", exact: true }).waitFor({ timeout: WAIT_MS });
  report("log.read-whole", performance.now() - startedAt, "ms");

  const search = page.getByLabel("Search the whole log");
  report(
    "log.search.count-and-first-match",
    await timed(async () => {
      await search.fill("needle");
      await status
        .getByText(`1 of ${Math.floor((LINES - 1) / HIT_EVERY).toLocaleString("en")}`)
        .waitFor({ timeout: WAIT_MS });
      await lines.locator("mark").first().waitFor();
    }),
    "ms",
  );
  report(
    "log.search.next-match",
    await timed(async () => {
      await search.press("Enter");
      await status.getByText(/^2 of/).waitFor();
      await lines.getByText(textOf(2 * HIT_EVERY)).waitFor();
    }),
    "ms",
  );
  report(
    "log.search.frequent-text",
    await timed(async () => {
      await search.fill("module");
      await status.getByText(/ of \d{3},\d{3}$/).waitFor({ timeout: WAIT_MS });
    }),
    "ms",
  );
  await search.press("Escape");

  report(
    "log.jump-to-middle",
    await timed(async () => {
      await lines.evaluate((box) => box.scrollTo(0, box.scrollHeight / 2));
      await lines
        .getByText(/ module 49\d{4} | module 50\d{4} /)
        .first()
        .waitFor();
    }),
    "ms",
  );
  report(
    "log.line-link",
    await timed(async () => {
      await page.goto(`${stack.url}${execution}?action=Work/Print&line=700000`);
      await lines.getByRole("link", { name: "700,000", exact: true }).waitFor();
    }),
    "ms",
  );
  for (let step = 0; step < 100; step += 1) {
    await lines.evaluate((box, share) => box.scrollTo(0, box.scrollHeight * share), step / 100);
    await page.waitForTimeout(30);
  }
  await page.waitForTimeout(2_000);
  const after = { heap: await heapOf(session), ...(await residentOf(stack.dataDir)) };
  report("log.memory.browser-heap", after.heap - before.heap, "MiB more");
  report("log.memory.web", after.web - before.web, "MiB more");
  report("log.memory.engine", after.engine - before.engine, "MiB more");
}

/** One build, and lines added to its log until there are a million. */
async function writeLog(dataDir: string): Promise<string> {
  const stack = await startStack({ dataDir });
  const { client } = await engineClient(dataDir);
  await client.send(new CreatePipelineCommand({ pipeline: pipeline() }));
  const build = await firstBuild(client);
  await stack.stop();

  const [, group = "", name = ""] =
    /:log-group:([^:]+):log-stream:(.+)$/.exec(build.output?.executionResult?.logStreamARN ?? "") ?? [];
  const clock = new FakeClock(Date.now());
  const directory = path.join(dataDir, "logs", "actions");
  const faults: unknown[] = [];
  const store = createFileLogStore({ directory, clock, onFault: (error) => faults.push(error) });
  const log = store.open(group, name);
  for (let line = (await store.countLines(group, name)) ?? 0; line < LINES; line += 1) {
    log.line(line % HIT_EVERY === 0 ? `\u001b[32mok\u001b[0m${textOf(line).slice(2)}` : textOf(line));
    clock.advance(3);
    if (line % 50_000 === 0) await log.flush();
  }
  await store.close();
  if (faults.length > 0) throw new Error(`The log was not written: ${String(faults[0])}`);
  return `/pipelines/local/${PIPELINE}/executions/${build.pipelineExecutionId}`;
}

/** What a line of that number, from 0, reads as. */
function textOf(line: number): string {
  return line % HIT_EVERY === 0
    ? `ok ${line} found the needle in a rather large haystack`
    : `[${line}/${LINES}] compiling module ${line} of a project that has rather many of them`;
}

async function firstBuild(client: CodePipelineClient): Promise<ActionExecutionDetail> {
  const until = performance.now() + WAIT_MS;
  while (performance.now() < until) {
    const { actionExecutionDetails = [] } = await client.send(
      new ListActionExecutionsCommand({ pipelineName: PIPELINE }),
    );
    const build = actionExecutionDetails.find(
      ({ actionName, status }) => actionName === "Print" && status === "Succeeded",
    );
    if (build) return build;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The build did not succeed.");
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize / MEBIBYTE;
}

/** What the web process and the engine have in memory, MiB: all of it, as no other process can make them collect. */
async function residentOf(dataDir: string): Promise<{ readonly web: number; readonly engine: number }> {
  let web = 0;
  let engine = 0;
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const read = (name: string): Promise<string> => readFile(`/proc/${pid}/${name}`, "utf8").catch(() => "");
    if (!(await read("environ")).split("\0").includes(`PENSTOCK_DATA_DIR=${dataDir}`)) continue;
    const resident = Number(/^VmRSS:\s+(\d+)/m.exec(await read("status"))?.[1] ?? 0) / 1024;
    const command = await read("cmdline");
    if (command.includes("next-server") || command.includes("next/dist")) web += resident;
    else if (command.includes("engine")) engine += resident;
  }
  return { web, engine };
}

/** On the repository that the sample brings. */
function pipeline(): PipelineDeclaration {
  return {
    name: PIPELINE,
    pipelineType: "V2",
    roleArn: "arn:aws:iam::000000000001:role/long-log",
    artifactStore: { type: "S3", location: "long-log-artifacts" },
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "Checkout",
            actionTypeId: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
            configuration: { RepositoryName: "hello-web", BranchName: "main" },
            outputArtifacts: [{ name: "Source" }],
          },
        ],
      },
      {
        name: "Work",
        actions: [
          {
            name: "Print",
            actionTypeId: { category: "Compute", owner: "AWS", provider: "Commands", version: "1" },
            commands: ["true"],
            inputArtifacts: [{ name: "Source" }],
          },
        ],
      },
    ],
  };
}
