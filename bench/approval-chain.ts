import {
  type CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineStateCommand,
  PutApprovalResultCommand,
} from "@aws-sdk/client-codepipeline";
import type { Page } from "playwright";
import type { Stack } from "@/scripts/testing/stack";

const NAME = "approvals-in-a-row";
const WITHIN_MS = 60_000;

/** A run of the local engine that takes one step at each command: approvals one after the other. */
export interface ApprovalChain {
  /** Of the page of its execution. */
  readonly url: string;
  /** Of the same as JSON. */
  readonly api: string;
  readonly pipelineExecutionId: string;
  /** Names of its actions in order. */
  readonly actions: readonly string[];
  /** Approves the action that waits. @returns when the engine had taken it, epoch milliseconds */
  approve(action: string): Promise<number>;
}

/** Creates the pipeline and waits until the workspace knows the execution that AWS starts with it. */
export async function startApprovalChain(
  page: Page,
  { stack, client, length }: { readonly stack: Stack; readonly client: CodePipelineClient; readonly length: number },
): Promise<ApprovalChain> {
  const actions = Array.from({ length }, (_, index) => `A${String(index + 1).padStart(2, "0")}`);
  await client.send(new CreatePipelineCommand({ pipeline: declare(actions) }));
  const pipelineExecutionId = await untilFound(async () => {
    const state = await client.send(new GetPipelineStateCommand({ name: NAME }));
    const stage = state.stageStates?.find(({ stageName }) => stageName === "Approvals");
    return stage?.actionStates?.[0]?.latestExecution?.token && stage.latestExecution?.pipelineExecutionId;
  });
  const address = `/pipelines/local/${NAME}/executions/${pipelineExecutionId}`;
  const api = `${stack.url}/api${address}`;
  await untilFound(async () => (await page.request.get(api)).ok());
  return {
    url: `${stack.url}${address}`,
    api,
    pipelineExecutionId,
    actions,
    async approve(actionName) {
      const token = await untilFound(async () => {
        const { stageStates } = await client.send(new GetPipelineStateCommand({ name: NAME }));
        const states = stageStates?.flatMap(({ actionStates }) => actionStates ?? []);
        return states?.find((state) => state.actionName === actionName)?.latestExecution?.token;
      });
      const { approvedAt } = await client.send(
        new PutApprovalResultCommand({
          pipelineName: NAME,
          stageName: "Approvals",
          actionName,
          token,
          result: { status: "Approved", summary: "bench" },
        }),
      );
      if (!approvedAt) throw new Error(`The engine tells no time for ${actionName}.`);
      return approvedAt.getTime();
    },
  };
}

async function untilFound<Value>(find: () => Promise<Value>): Promise<NonNullable<Value>> {
  const until = performance.now() + WITHIN_MS;
  while (performance.now() < until) {
    const found = await find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`It is not there after ${WITHIN_MS / 1_000} s.`);
}

function declare(actions: readonly string[]) {
  return {
    name: NAME,
    pipelineType: "V2" as const,
    roleArn: "arn:aws:iam::000000000000:role/bench",
    artifactStore: { type: "S3" as const, location: "bench-artifacts" },
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "Checkout",
            actionTypeId: { category: "Source" as const, owner: "AWS" as const, provider: "CodeCommit", version: "1" },
            configuration: { RepositoryName: "hello-web", BranchName: "main", PollForSourceChanges: "false" },
            outputArtifacts: [{ name: "Source" }],
          },
        ],
      },
      {
        name: "Approvals",
        actions: actions.map((name, index) => ({
          name,
          runOrder: index + 1,
          actionTypeId: { category: "Approval" as const, owner: "AWS" as const, provider: "Manual", version: "1" },
        })),
      },
    ],
  };
}
