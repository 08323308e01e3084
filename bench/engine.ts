import { execFileSync, spawn } from "node:child_process";
import path from "node:path";
import {
  type ActionDeclaration,
  type CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineExecutionCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { connectionClients } from "@/lib/aws/connection-clients";
import { putLocalResource } from "@/lib/aws/local-resources";
import { engineClient } from "@/scripts/testing/engine-client";
import { median, type Report } from "./report";
import { startStack, withFolder } from "@/scripts/testing/stack";

const ACTIONS = 20;
const ROUNDS = 5;
const POLL_MS = 20;
const REPOSITORY = "bench";

/** 20 actions that only run `true`, in a chain and side by side, against the same 20 processes spawned bare in this run. */
export async function benchEngine(report: Report): Promise<void> {
  await withFolder(async (folder) => {
    const repository = path.join(folder, "repository");
    createRepository(repository);
    const stack = await startStack({ dataDir: path.join(folder, "data"), args: ["--only", "engine"] });
    try {
      const { client, endpoint } = await engineClient(stack.dataDir);
      await bindRepository(endpoint, stack.dataDir, repository);
      for (const shape of ["chain", "parallel"] as const) {
        const isChain = shape === "chain";
        const bare: number[] = [];
        const engine: number[] = [];
        await createPipeline(client, shape, isChain);
        for (let round = 0; round < ROUNDS; round += 1) {
          bare.push(await spawnBare(isChain));
          engine.push(await runPipeline(client, shape));
        }
        report(`engine.${shape}.bare`, median(bare), "ms");
        report(`engine.${shape}.engine`, median(engine), "ms");
        report(`engine.${shape}.ratio`, median(engine) / median(bare), "times");
      }
    } finally {
      await stack.stop();
    }
  });
}

function createRepository(directory: string): void {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: directory, stdio: "pipe" });
  execFileSync("git", ["init", "--quiet", "--initial-branch=main", directory]);
  git(
    "-c",
    "user.name=Bench",
    "-c",
    "user.email=bench@penstock.invalid",
    "commit",
    "--quiet",
    "--allow-empty",
    "--message=Nothing",
  );
}

async function bindRepository(endpointUrl: string, dataDir: string, url: string): Promise<void> {
  process.env["PENSTOCK_DATA_DIR"] = dataDir;
  const { access } = connectionClients({
    name: "bench",
    region: "us-east-1",
    credentialSource: "local-engine",
    profileName: null,
    roleArn: null,
    externalId: null,
    endpointUrl,
  });
  await putLocalResource(access, { type: "repository", name: REPOSITORY, url });
}

async function createPipeline(client: CodePipelineClient, name: string, isChain: boolean): Promise<void> {
  const command = (index: number): ActionDeclaration => ({
    name: `Run${index}`,
    actionTypeId: { category: "Compute", owner: "AWS", provider: "Commands", version: "1" },
    runOrder: isChain ? index + 1 : 1,
    commands: ["true"],
    inputArtifacts: [{ name: "Source" }],
  });
  await client.send(
    new CreatePipelineCommand({
      pipeline: {
        name,
        pipelineType: "V2",
        roleArn: "arn:aws:iam::000000000000:role/bench",
        artifactStore: { type: "S3", location: "bench-artifacts" },
        stages: [
          {
            name: "Source",
            actions: [
              {
                name: "Checkout",
                actionTypeId: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
                configuration: { RepositoryName: REPOSITORY, BranchName: "main", PollForSourceChanges: "false" },
                outputArtifacts: [{ name: "Source" }],
              },
            ],
          },
          { name: "Run", actions: Array.from({ length: ACTIONS }, (_, index) => command(index)) },
        ],
      },
    }),
  );
  const { pipelineExecutionSummaries = [] } = await client.send(
    new ListPipelineExecutionsCommand({ pipelineName: name }),
  );
  const [first] = pipelineExecutionSummaries;
  if (first?.pipelineExecutionId) await waitFor(client, name, first.pipelineExecutionId);
}

/** From the start of the first to the end of the last action of the stage. */
async function runPipeline(client: CodePipelineClient, name: string): Promise<number> {
  const { pipelineExecutionId = "" } = await client.send(new StartPipelineExecutionCommand({ name }));
  await waitFor(client, name, pipelineExecutionId);
  const { actionExecutionDetails = [] } = await client.send(
    new ListActionExecutionsCommand({ pipelineName: name, filter: { pipelineExecutionId } }),
  );
  const runs = actionExecutionDetails.filter(({ stageName }) => stageName === "Run");
  if (runs.length !== ACTIONS) throw new Error(`${runs.length} of ${ACTIONS} actions ran.`);
  const starts = runs.map(({ startTime }) => startTime?.getTime() ?? Number.NaN);
  const ends = runs.map(({ lastUpdateTime }) => lastUpdateTime?.getTime() ?? Number.NaN);
  return Math.max(...ends) - Math.min(...starts);
}

async function waitFor(client: CodePipelineClient, pipelineName: string, pipelineExecutionId: string): Promise<void> {
  for (;;) {
    const { pipelineExecution } = await client.send(
      new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }),
    );
    if (pipelineExecution?.status === "Succeeded") return;
    if (pipelineExecution?.status !== "InProgress")
      throw new Error(`The execution ended as ${pipelineExecution?.status}.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function spawnBare(isChain: boolean): Promise<number> {
  const startedAt = performance.now();
  const all = Array.from({ length: ACTIONS });
  if (isChain) for (const _ of all) await spawnTrue();
  else await Promise.all(all.map(spawnTrue));
  return performance.now() - startedAt;
}

function spawnTrue(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn("true", { stdio: "ignore" });
    child.once("error", reject);
    child.once("exit", () => resolve());
  });
}
