import {
  CodePipelineClient,
  CreatePipelineCommand,
  type ExecutionMode,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  RetryStageExecutionCommand,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { startHttpServer } from "@/lib/engine/http-server";
import type { RunAction } from "@/lib/engine/engine";
import { startTestEngine } from "@/lib/engine/testing/start-test-engine";

/** An answer as it arrived, with what became of it. */
export interface TakenAnswer {
  readonly token: string;
  readonly status: string;
}

/** One request of the engine's own history. */
export interface AskedRequest {
  readonly token: string;
  readonly status: string;
  readonly pipelineExecutionId: string;
  readonly revisionId: string;
}

export type Trouble = "none" | "refuses" | "loses-answers";

/**
 * The local engine over HTTP with one pipeline, whose source brings another revision with each execution, each written by
 * the next of `authors`. Connections break as the test says.
 */
export async function engineBehind({
  name,
  mode,
  authors,
}: {
  readonly name: string;
  readonly mode: ExecutionMode;
  readonly authors: readonly string[];
}) {
  let revisions = 0;
  const runAction: RunAction = async () => {
    revisions += 1;
    const revisionId = String(revisions).padStart(40, "0");
    return {
      status: "Succeeded",
      revision: { revisionId },
      outputVariables: { AuthorEmail: authors[revisions % authors.length] ?? "" },
    };
  };
  const { clientConfig, clock, handle, settled } = await startTestEngine(undefined, runAction);
  let trouble: Trouble = "none";
  const taken: TakenAnswer[] = [];
  const server = await startHttpServer({
    port: 0,
    async handle(request, address) {
      const isAnswer = request.headers.get("x-amz-target")?.endsWith(".PutApprovalResult") ?? false;
      if (!isAnswer) return handle(request, address);
      if (trouble === "refuses") return broken();
      const { token, result } = JSON.parse(await request.clone().text()); // what the SDK sent
      const response = await handle(request, address);
      if (response.ok) taken.push({ token, status: result.status });
      return trouble === "loses-answers" ? broken() : response;
    },
  });
  const client = new CodePipelineClient(clientConfig);
  await client.send(new CreatePipelineCommand({ pipeline: pipeline(name, mode) }));
  await settled();
  const attempts = async () =>
    (await client.send(new ListActionExecutionsCommand({ pipelineName: name, maxResults: 100 })))
      .actionExecutionDetails ?? [];

  return {
    url: `http://127.0.0.1:${server.port}/`,
    close: () => server.close(),
    /** Decisions that were taken, in order. */
    taken: (): readonly TakenAnswer[] => taken,
    setTrouble(next: Trouble) {
      trouble = next;
    },
    /** A new execution with a new revision: it may supersede, queue, or run beside. */
    async push() {
      await client.send(new StartPipelineExecutionCommand({ name })).catch(isRefusal);
      await settled();
    },
    /** Every request that waits expires. */
    async expire() {
      clock.advance(TIMEOUT_MINUTES * 60_000);
      await settled();
    },
    /** Asks again for the latest failed execution, with a new token, where that is possible. */
    async retry() {
      const { pipelineExecutionSummaries = [] } = await client.send(
        new ListPipelineExecutionsCommand({ pipelineName: name }),
      );
      const failed = pipelineExecutionSummaries.find(({ status }) => status === "Failed");
      if (!failed?.pipelineExecutionId) return;
      const { pipelineExecutionId } = failed;
      const retry = {
        pipelineName: name,
        pipelineExecutionId,
        stageName: "Production",
        retryMode: "ALL_ACTIONS",
      } as const;
      await client.send(new RetryStageExecutionCommand(retry)).catch(isRefusal);
      await settled();
    },
    /** Every request the engine ever made, by its own account. */
    async requests(): Promise<AskedRequest[]> {
      const all = await attempts();
      const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name }));
      const waiting = stageStates.flatMap(({ actionStates = [] }) => actionStates);
      const { pipelineExecutionSummaries = [] } = await client.send(
        new ListPipelineExecutionsCommand({ pipelineName: name, maxResults: 100 }),
      );
      return all
        .filter(({ actionName }) => actionName !== "Checkout")
        .map(({ actionExecutionId, pipelineExecutionId = "", status = "", output }) => ({
          token:
            output?.executionResult?.externalExecutionId ??
            waiting.find(({ latestExecution }) => latestExecution?.actionExecutionId === actionExecutionId)
              ?.latestExecution?.token ??
            "",
          status,
          pipelineExecutionId,
          revisionId:
            pipelineExecutionSummaries.find((one) => one.pipelineExecutionId === pipelineExecutionId)
              ?.sourceRevisions?.[0]?.revisionId ?? "",
        }));
    },
  };
}

const TIMEOUT_MINUTES = 60;

function pipeline(name: string, executionMode: ExecutionMode) {
  const type = (category: "Source" | "Approval", provider: string) =>
    ({ category, owner: "AWS", provider, version: "1" }) as const;
  const approval = (actionName: string) => ({
    name: actionName,
    actionTypeId: type("Approval", "Manual"),
    timeoutInMinutes: TIMEOUT_MINUTES,
  });
  return {
    name,
    executionMode,
    pipelineType: "V2" as const,
    roleArn: "arn:aws:iam::123456789012:role/penstock",
    artifactStore: { type: "S3" as const, location: "shop-artifacts" },
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "Checkout",
            actionTypeId: type("Source", "CodeCommit"),
            configuration: { RepositoryName: "shop", BranchName: "main" },
            outputArtifacts: [{ name: "Source" }],
          },
        ],
      },
      { name: "Production", actions: [approval("Approve"), approval("Legal")] },
    ],
  };
}

/** The service says no, as it may at that moment. */
function isRefusal(error: unknown): void {
  if (!(error instanceof Error) || !error.name.endsWith("Exception")) throw error;
}

function broken(): Response {
  return Response.json({ __type: "AccessDeniedException", message: "Broken by the test." }, { status: 400 });
}
