import { execFileSync, spawn } from "node:child_process";
import path from "node:path";
import {
  type ActionDeclaration,
  type ActionExecutionDetail,
  type CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineExecutionCommand,
  ListPipelineExecutionsCommand,
  paginateListActionExecutions,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { connectionClients } from "@/lib/aws/connection-clients";
import { putLocalResource } from "@/lib/aws/local-resources";
import { engineClient } from "@/scripts/testing/engine-client";
import { commitMs, withDatabase } from "./database";
import { median, type Report } from "./report";
import { startStack, withFolder } from "@/scripts/testing/stack";

const LARGEST = 200;
const SIZES = [20, LARGEST] as const;
/** A stage takes 100 actions. */
const ACTIONS_PER_STAGE = 100;
const ROUNDS = 5;
/** Of 200 actions: a server's code is compiled and optimised by what it does first, a bare spawn's is not its own. */
const WARM_UP_ROUNDS = 5;
const POLL_MS = 20;
const REPOSITORY = "bench";

/**
 * 20 and 200 actions that only run `true`, in a chain and side by side, against as many processes spawned bare (`true`, and
 * `bash -c true`, because an action is a shell) and as many durable commits of a small row, all in this run: the end of
 * each action is an event that has to be durable. The engine has been up for a while by then; what its first 200 actions take is
 * told too.
 */
export async function benchEngine(report: Report): Promise<void> {
  await withFolder((folder) => withDatabase(path.join(folder, "database"), (url) => benchIn(folder, url, report)));
}

async function benchIn(folder: string, databaseUrl: string, report: Report): Promise<void> {
  const repository = path.join(folder, "repository");
  createRepository(repository);
  const stack = await startStack({
    dataDir: path.join(folder, "data"),
    args: ["--only", "engine"],
    env: { DATABASE_URL: databaseUrl },
  });
  try {
    const { client, endpoint } = await engineClient(stack.dataDir);
    await bindRepository(endpoint, stack.dataDir, repository);
    await createPipeline(client, "warm-up", { count: LARGEST, isChain: true });
    const warmUp: number[] = [];
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) warmUp.push(await runPipeline(client, "warm-up", LARGEST));
    report("engine.first-chain-200.engine", warmUp[0] ?? Number.NaN, "ms");
    for (const count of SIZES) {
      for (const shape of ["chain", "parallel"] as const) {
        const name = `${shape}-${count}`;
        const bare: number[] = [];
        const bareShells: number[] = [];
        const commits: number[] = [];
        const engine: number[] = [];
        await createPipeline(client, name, { count, isChain: shape === "chain" });
        for (let round = 0; round < ROUNDS; round += 1) {
          bare.push(await spawnBare(["true"], count, shape));
          bareShells.push(await spawnBare(["bash", "-c", "true"], count, shape));
          commits.push((await commitMs(databaseUrl)) * count);
          engine.push(await runPipeline(client, name, count));
        }
        report(`engine.${name}.bare`, median(bare), "ms");
        report(`engine.${name}.bare-shells`, median(bareShells), "ms");
        report(`engine.${name}.commits`, median(commits), "ms");
        report(`engine.${name}.engine`, median(engine), "ms");
        report(`engine.${name}.ratio`, median(engine) / median(bare), "times bare");
        const durable = (spawns: readonly number[]): number => median(engine) / (median(spawns) + median(commits));
        report(`engine.${name}.durable-ratio`, durable(bare), "times bare and commits");
        report(`engine.${name}.durable-shell-ratio`, durable(bareShells), "times bare shells and commits");
      }
    }
  } finally {
    await stack.stop();
  }
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

async function createPipeline(
  client: CodePipelineClient,
  name: string,
  { count, isChain }: { readonly count: number; readonly isChain: boolean },
): Promise<void> {
  const perStage = Math.min(count, ACTIONS_PER_STAGE);
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
          ...Array.from({ length: count / perStage }, (_, index) => ({
            name: `Run${index}`,
            actions: Array.from({ length: perStage }, (_action, place) => command(place)),
          })),
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

/** From the start of the first to the end of the last action behind the source. */
async function runPipeline(client: CodePipelineClient, name: string, count: number): Promise<number> {
  const { pipelineExecutionId = "" } = await client.send(new StartPipelineExecutionCommand({ name }));
  await waitFor(client, name, pipelineExecutionId);
  const runs: ActionExecutionDetail[] = [];
  for await (const { actionExecutionDetails = [] } of paginateListActionExecutions(
    { client },
    { pipelineName: name, filter: { pipelineExecutionId } },
  )) {
    runs.push(...actionExecutionDetails.filter(({ stageName }) => stageName !== "Source"));
  }
  if (runs.length !== count) throw new Error(`${runs.length} of ${count} actions ran.`);
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

async function spawnBare(command: readonly string[], count: number, shape: "chain" | "parallel"): Promise<number> {
  const startedAt = performance.now();
  const all = Array.from({ length: count });
  if (shape === "chain") for (const _ of all) await spawnOnce(command);
  else await Promise.all(all.map(() => spawnOnce(command)));
  return performance.now() - startedAt;
}

function spawnOnce([program = "", ...args]: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "ignore" });
    child.once("error", reject);
    child.once("exit", () => resolve());
  });
}
