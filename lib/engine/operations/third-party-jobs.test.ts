import {
  AcknowledgeThirdPartyJobCommand,
  CodePipelineClient,
  CreatePipelineCommand,
  GetJobDetailsCommand,
  GetPipelineStateCommand,
  GetThirdPartyJobDetailsCommand,
  PollForThirdPartyJobsCommand,
  PutThirdPartyJobFailureResultCommand,
  PutThirdPartyJobSuccessResultCommand,
  UpdateActionTypeCommand,
  type ActionTypeId,
  type PipelineDeclaration,
} from "@aws-sdk/client-codepipeline";
import { beforeEach, describe, expect, it } from "vitest";
import { declarePipeline, declareStage } from "../testing/declare-pipeline";
import { startTestEngine, type TestEngine } from "../testing/start-test-engine";

const UNKNOWN_ID = "00000000-0000-4000-8000-00000000dead";
const SNYK = { category: "Invoke", owner: "ThirdParty", provider: "Snyk", version: "1" } as const;

let test: TestEngine;
let client: CodePipelineClient;
beforeEach(async () => {
  test = await startTestEngine();
  client = new CodePipelineClient(test.clientConfig);
});

async function start(): Promise<void> {
  const scan = {
    name: "Scan",
    actionTypeId: SNYK,
    inputArtifacts: [{ name: "CheckoutOutput" }],
    outputArtifacts: [{ name: "Findings" }],
  };
  // The same shape, other enum types.
  const pipeline = declarePipeline([declareStage("Scan", [scan])], { pipelineType: "V1" }) as PipelineDeclaration;
  await client.send(new CreatePipelineCommand({ pipeline }));
  test.runner.succeed("Checkout");
  await test.settled();
}

async function poll(actionTypeId: ActionTypeId = SNYK) {
  return (await client.send(new PollForThirdPartyJobsCommand({ actionTypeId, maxBatchSize: 1 }))).jobs ?? [];
}

interface Claim {
  readonly jobId?: string | undefined;
  readonly clientToken?: string | undefined;
}

/** Where nobody signs up with a partner, a client's token is its id. */
async function claimJob(): Promise<Claim> {
  const [job] = await poll();
  return { jobId: job?.jobId, clientToken: job?.clientId };
}

const detailsOf = async (claim: Claim) =>
  (await client.send(new GetThirdPartyJobDetailsCommand({ jobId: claim.jobId, clientToken: claim.clientToken })))
    .jobDetails;

const acknowledge = async ({ jobId, clientToken }: Claim, nonce?: string) =>
  (await client.send(new AcknowledgeThirdPartyJobCommand({ jobId, clientToken, nonce }))).status;

async function takeJob(): Promise<Claim> {
  const claim = await claimJob();
  await acknowledge(claim, (await detailsOf(claim))?.nonce);
  return claim;
}

async function succeed({ jobId, clientToken }: Claim, result = {}): Promise<void> {
  await client.send(new PutThirdPartyJobSuccessResultCommand({ jobId, clientToken, ...result }));
  await test.settled();
}

async function fail({ jobId, clientToken }: Claim): Promise<void> {
  const failureDetails = { type: "ConfigurationError", message: "No token" } as const;
  await client.send(new PutThirdPartyJobFailureResultCommand({ jobId, clientToken, failureDetails }));
  await test.settled();
}

async function execution() {
  const { stageStates } = await client.send(new GetPipelineStateCommand({ name: "shop" }));
  return stageStates?.[1]?.actionStates?.[0]?.latestExecution;
}

describe("PollForThirdPartyJobs", () => {
  it("tells no more than which job there is, and for which client", async () => {
    await start();
    const [job] = await poll();
    expect(Object.keys(job ?? {}).toSorted()).toEqual(["clientId", "jobId"]);
    await takeJob();
    expect(await poll()).toEqual([]);
  });

  it("refuses types that are no partner's", async () => {
    const codeBuild = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } as const;
    for (const id of [codeBuild, { ...SNYK, provider: "None" }]) {
      await expect(poll(id)).rejects.toMatchObject({ name: "ActionTypeNotFoundException" });
    }
  });
});

describe("GetThirdPartyJobDetails", () => {
  it("tells the client of the job the rest: nonce, artifacts, keys, but not the execution", async () => {
    await start();
    const details = await detailsOf(await claimJob());
    expect(details).toMatchObject({
      nonce: expect.any(String),
      data: {
        inputArtifacts: [{ name: "CheckoutOutput" }],
        outputArtifacts: [{ name: "Findings" }],
        artifactCredentials: { accessKeyId: expect.stringMatching(/^ASIA/) },
      },
    });
    expect(details?.data?.pipelineContext).toEqual({
      pipelineName: "shop",
      stage: { name: "Scan" },
      action: { name: "Scan" },
    });
  });

  it("refuses an unknown job, another client's token, and a job that is over", async () => {
    await start();
    const claim = await takeJob();
    await expect(detailsOf({ ...claim, jobId: UNKNOWN_ID })).rejects.toMatchObject({ name: "JobNotFoundException" });
    const other = detailsOf({ ...claim, clientToken: "other" });
    await expect(other).rejects.toMatchObject({ name: "InvalidClientTokenException" });
    await succeed(claim);
    await expect(detailsOf(claim)).rejects.toMatchObject({ name: "InvalidJobException" });
  });

  it("keeps a partner's job from the workers of custom actions", async () => {
    await start();
    const { jobId } = await claimJob();
    const refused = client.send(new GetJobDetailsCommand({ jobId }));
    await expect(refused).rejects.toMatchObject({ name: "JobNotFoundException" });
  });
});

describe("AcknowledgeThirdPartyJob", () => {
  it("gives the job to the first worker that shows its nonce", async () => {
    await start();
    const claim = await claimJob();
    const nonce = (await detailsOf(claim))?.nonce;
    await expect(acknowledge(claim, "1")).rejects.toMatchObject({ name: "InvalidNonceException" });
    const other = acknowledge({ ...claim, clientToken: "other" }, nonce);
    await expect(other).rejects.toMatchObject({ name: "InvalidClientTokenException" });
    const unknown = acknowledge({ ...claim, jobId: UNKNOWN_ID }, nonce);
    await expect(unknown).rejects.toMatchObject({ name: "JobNotFoundException" });
    expect(await acknowledge(claim, nonce)).toBe("InProgress");
    await expect(acknowledge(claim, nonce)).rejects.toMatchObject({ name: "InvalidNonceException" });
  });
});

describe("results of partners", () => {
  it("end the action, after a job that goes on where the first one ended", async () => {
    await start();
    await succeed(await takeJob(), { continuationToken: "scan-7" });
    const next = await takeJob();
    expect((await detailsOf(next))?.data?.continuationToken).toBe("scan-7");
    await succeed(next, { executionDetails: { summary: "Nothing found" } });
    expect(await execution()).toMatchObject({ status: "Succeeded", summary: "Nothing found" });
  });

  it("fail the action", async () => {
    await start();
    await fail(await takeJob());
    expect(await execution()).toMatchObject({ status: "Failed", errorDetails: { code: "ConfigurationError" } });
  });

  it.each([
    ["PutThirdPartyJobSuccessResult", succeed],
    ["PutThirdPartyJobFailureResult", fail],
  ] as const)("are refused where they are nobody's: %s", async (_operation, put) => {
    await start();
    const claim = await claimJob();
    await expect(put({ ...claim, jobId: UNKNOWN_ID })).rejects.toMatchObject({ name: "JobNotFoundException" });
    await expect(put({ ...claim, clientToken: "x" })).rejects.toMatchObject({ name: "InvalidClientTokenException" });
    await expect(put(claim)).rejects.toMatchObject({ name: "InvalidJobStateException" });
  });
});

it("gives each job the time that the action type allows it", async () => {
  await client.send(
    new UpdateActionTypeCommand({
      actionType: {
        id: SNYK,
        executor: {
          type: "JobWorker",
          configuration: { jobWorkerExecutorConfiguration: { pollingAccounts: ["123456789012"] } },
          jobTimeout: 60,
        },
        inputArtifactDetails: { minimumCount: 1, maximumCount: 1 },
        outputArtifactDetails: { minimumCount: 1, maximumCount: 1 },
      },
    }),
  );
  await start();
  await succeed(await takeJob(), { continuationToken: "scan-7" });
  test.clock.advance(59_000);
  await test.settled();
  const claim = await takeJob();
  expect((await execution())?.status).toBe("InProgress");
  test.clock.advance(1_000);
  await test.settled();
  expect(await execution()).toMatchObject({
    status: "Failed",
    errorDetails: { message: expect.stringContaining("within 60 seconds") },
  });
  await expect(succeed(claim)).rejects.toMatchObject({ name: "InvalidJobStateException" });
});
