import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  type CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineStateCommand,
  PutApprovalResultCommand,
} from "@aws-sdk/client-codepipeline";
import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { z } from "zod";
import { putLocalResource } from "@/lib/aws/local-resources";
import { engineClient } from "@/scripts/testing/engine-client";
import type { Stack } from "@/scripts/testing/stack";
import { commit } from "./fixtures/repository";
import { expect, test } from "./fixtures/test";

const NAME = "crash";
const BUILDSPEC = `version: 0.2
phases:
  build:
    commands:
      - for i in 1 2 3; do echo "line $i"; done
      - if [ -f slow ]; then sleep 600; fi
      - echo done
artifacts:
  files:
    - buildspec.yml
`;

test.describe.configure({ mode: "serial" });

test.describe("when a process is killed in mid-execution", () => {
  let client: CodePipelineClient;
  let repository: string;

  test.beforeAll(async ({ stack }) => {
    ({ client } = await engineClient(stack.dataDir));
    repository = await createRepository();
    await bindRepository(stack, repository);
    await client.send(new CreatePipelineCommand({ pipeline: declaration() }));
  });

  test("the engine keeps the log, fails the build with the reason, and takes the next push", async ({ stack }) => {
    await expect.poll(() => buildStatus(client)).toBe("InProgress");
    await expect.poll(() => logLines(client, stack)).toContain("line 3");

    await killHard(stack, "engine");
    await expect.poll(() => buildStatus(client).catch(() => null)).toBe("Failed");
    const failed = await latest(client, "Build", "Build");
    expect(failed.errorDetails?.message).toMatch(/restarted|engine/i);
    expect(await logLines(client, stack)).toContain("line 3");

    execFileSync("git", ["rm", "--quiet", "slow"], { cwd: repository });
    commit(repository, "Be quick");
    await expect.poll(async () => (await latest(client, "Approve", "Approve")).status).toBe("InProgress");
  });

  test("a waiting approval keeps waiting under its token, and a browser sees the decision", async ({
    stack,
    ownerPage,
  }) => {
    const { token } = await latest(client, "Approve", "Approve");
    await killHard(stack, "engine");
    await expect.poll(async () => (await latest(client, "Approve", "Approve").catch(() => null))?.token).toBe(token);

    await ownerPage.goto("/approvals");
    await expect(ownerPage.getByText(NAME).first()).toBeVisible();
    await killHard(stack, "worker");
    await client.send(
      new PutApprovalResultCommand({
        pipelineName: NAME,
        stageName: "Approve",
        actionName: "Approve",
        token,
        result: { status: "Approved", summary: "Seen after the crash" },
      }),
    );
    await ownerPage.goto(`/pipelines/local/${NAME}/history`);
    await expect(ownerPage.getByText("Succeeded").first()).toBeVisible();
  });

  test("web comes back by itself and the session still holds", async ({ stack, ownerPage }) => {
    await killHard(stack, "web");
    await expect.poll(async () => (await ownerPage.request.get("/api/health").catch(() => null))?.status()).toBe(200);
    await ownerPage.goto(`/pipelines/local/${NAME}/history`);
    await expect(ownerPage.getByText("Succeeded").first()).toBeVisible();
  });

  test("everything goes on after PostgreSQL was restarted", async ({ stack, ownerPage }) => {
    await killHard(stack, "postgres");
    await expect
      .poll(async () => (await ownerPage.request.get("/api/health").catch(() => null))?.status(), { timeout: 90_000 })
      .toBe(200);
    await expect.poll(() => buildStatus(client).catch(() => null)).toBe("Succeeded");
    await ownerPage.goto(`/pipelines/local/${NAME}/history`);
    await expect(ownerPage.getByText("Succeeded").first()).toBeVisible();
  });
});

/** Ends one process of the stack as a crash would; the start script starts it again. */
async function killHard({ dataDir }: Stack, name: string): Promise<void> {
  const record: unknown = JSON.parse(await readFile(path.join(dataDir, "run", `${name}.json`), "utf8"));
  const { pid } = z.object({ pid: z.number().int().min(2) }).parse(record);
  process.kill(pid, "SIGKILL");
}

async function createRepository(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), "penstock-crash-"));
  execFileSync("git", ["init", "--quiet", "--initial-branch=main", directory]);
  await writeFile(path.join(directory, "buildspec.yml"), BUILDSPEC);
  await writeFile(path.join(directory, "slow"), "");
  commit(directory, "Take ten minutes");
  return directory;
}

async function bindRepository({ dataDir }: Stack, url: string): Promise<void> {
  process.env["PENSTOCK_DATA_DIR"] = dataDir;
  const { endpoint } = await engineClient(dataDir);
  await putLocalResource(
    {
      name: "e2e",
      region: "us-east-1",
      credentialSource: "local-engine",
      profileName: null,
      roleArn: null,
      externalId: null,
      endpointUrl: endpoint,
    },
    { type: "repository", name: NAME, url },
  );
}

async function latest(client: CodePipelineClient, stageName: string, actionName: string) {
  const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name: NAME }));
  const stage = stageStates.find((candidate) => candidate.stageName === stageName);
  return stage?.actionStates?.find((action) => action.actionName === actionName)?.latestExecution ?? {};
}

async function buildStatus(client: CodePipelineClient): Promise<string | undefined> {
  return (await latest(client, "Build", "Build")).status;
}

async function logLines(client: CodePipelineClient, { dataDir }: Stack): Promise<string[]> {
  const { logStreamARN = "" } = await latest(client, "Build", "Build");
  const [, logGroupName, logStreamName] = /:log-group:(.+):log-stream:(.+)$/.exec(logStreamARN) ?? [];
  if (!logGroupName || !logStreamName) return [];
  const { endpoint } = await engineClient(dataDir);
  const logs = new CloudWatchLogsClient({ region: "us-east-1", endpoint, credentials: client.config.credentials });
  const { events = [] } = await logs.send(
    new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }),
  );
  return events.map(({ message = "" }) => message);
}

function declaration() {
  const type = (category: "Source" | "Build" | "Approval", provider: string) =>
    ({ category, owner: "AWS", provider, version: "1" }) as const;
  return {
    name: NAME,
    pipelineType: "V2" as const,
    roleArn: "arn:aws:iam::000000000000:role/crash",
    artifactStore: { type: "S3" as const, location: "crash-artifacts" },
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "Checkout",
            actionTypeId: type("Source", "CodeCommit"),
            configuration: { RepositoryName: NAME, BranchName: "main" },
            outputArtifacts: [{ name: "Source" }],
          },
        ],
      },
      {
        name: "Build",
        actions: [
          {
            name: "Build",
            actionTypeId: type("Build", "CodeBuild"),
            configuration: { ProjectName: NAME },
            inputArtifacts: [{ name: "Source" }],
            outputArtifacts: [{ name: "Built" }],
          },
        ],
      },
      { name: "Approve", actions: [{ name: "Approve", actionTypeId: type("Approval", "Manual") }] },
    ],
  };
}
