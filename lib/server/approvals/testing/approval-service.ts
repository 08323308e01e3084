import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import type { Db } from "@/lib/db/client";
import { storeLivePipeline } from "@/lib/db/pipelines";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { syncKnownPipeline } from "@/lib/sync/run-jobs";

interface Sent {
  readonly token: string;
  readonly status: string;
  readonly summary: string;
}

interface Received extends Sent {
  /** The token that was asked for at that moment. */
  readonly waiting: string;
  readonly taken: boolean;
}

interface Attempt {
  readonly actionExecutionId: string;
  readonly token: string;
  status: "InProgress" | "Succeeded" | "Failed";
}

const STARTED_AT = Date.parse("2026-09-15T08:00:00Z") / 1_000;

/** A service with one pipeline whose execution waits for approval, over HTTP: it takes each token once, as AWS does. */
export function approvalService() {
  const otherExecutionId = randomUUID();
  let names = { pipelineName: "", pipelineExecutionId: "", authorEmail: "" };
  let attempts: Attempt[] = [];
  let received: Received[] = [];
  let isDown = false;
  let changes = 0;

  const latest = (): Attempt => attempts.at(-1) ?? addAttempt();
  function addAttempt(): Attempt {
    changes += 1;
    for (const attempt of attempts) if (attempt.status === "InProgress") attempt.status = "Failed";
    const attempt: Attempt = { actionExecutionId: randomUUID(), token: randomUUID(), status: "InProgress" };
    attempts.push(attempt);
    return attempt;
  }

  function put({ token, result }: { token: string; result: { status: string; summary: string } }): object {
    if (isDown) return refusal("AccessDeniedException");
    const asked = latest();
    const taken = asked.status === "InProgress" && asked.token === token;
    received.push({ token, ...result, waiting: asked.token, taken });
    if (!taken) {
      const isKnown = attempts.some((attempt) => attempt.token === token);
      return refusal(isKnown ? "ApprovalAlreadyCompletedException" : "InvalidApprovalTokenException");
    }
    changes += 1;
    asked.status = result.status === "Approved" ? "Succeeded" : "Failed";
    return { approvedAt: STARTED_AT };
  }

  function answerOf(operation: string, input: Parameters<typeof put>[0]): object {
    const { pipelineName, pipelineExecutionId, authorEmail } = names;
    const lastUpdateTime = STARTED_AT + changes;
    switch (operation) {
      case "PutApprovalResult":
        return put(input);
      case "GetPipelineState":
        return {
          pipelineName,
          stageStates: [
            {
              stageName: "Production",
              actionStates: [
                {
                  actionName: "Approve",
                  latestExecution: {
                    actionExecutionId: latest().actionExecutionId,
                    status: latest().status,
                    ...(latest().status === "InProgress" && { token: latest().token }),
                  },
                },
              ],
            },
          ],
        };
      case "ListPipelineExecutions":
        return {
          pipelineExecutionSummaries: [
            { pipelineExecutionId, status: "InProgress", startTime: STARTED_AT, lastUpdateTime },
            {
              pipelineExecutionId: otherExecutionId,
              status: "InProgress",
              startTime: STARTED_AT - 1,
              lastUpdateTime: STARTED_AT,
            },
          ],
        };
      case "GetPipelineExecution":
        return { pipelineExecution: { pipelineName, pipelineExecutionId, pipelineVersion: 1, status: "InProgress" } };
      case "ListActionExecutions":
        return {
          actionExecutionDetails: [
            ...attempts.map(({ actionExecutionId, status }, index) => ({
              ...actionOf("Production", "Approve", "Approval"),
              actionExecutionId,
              status,
              startTime: STARTED_AT + 10 + index,
              lastUpdateTime,
            })),
            {
              ...actionOf("Source", "Checkout", "Source"),
              actionExecutionId: "source",
              status: "Succeeded",
              startTime: STARTED_AT,
              lastUpdateTime: STARTED_AT + 1,
              output: { outputVariables: { AuthorEmail: authorEmail.toUpperCase(), AuthorDisplayName: "Tom" } },
            },
          ].toReversed(),
        };
      default:
        return refusal("UnknownOperationException");
    }
  }

  function actionOf(stageName: string, actionName: string, category: string) {
    const actionTypeId = { category, owner: "AWS", provider: "Manual", version: "1" };
    return {
      pipelineExecutionId: names.pipelineExecutionId,
      pipelineVersion: 1,
      stageName,
      actionName,
      input: { actionTypeId },
    };
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    const answer = answerOf(operation, JSON.parse(Buffer.concat(chunks).toString("utf8"))); // what the SDK sent
    response.writeHead("__type" in answer ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(answer));
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  return {
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    reset(next: typeof names) {
      names = next;
      attempts = [];
      received = [];
      isDown = false;
      addAttempt();
    },
    /** Puts the pipeline and its execution into our tables, as a sync does. */
    async store(db: Db) {
      const target = await requireTarget(db, "test");
      const { pipelineName: name } = names;
      const declaration = { name, roleArn: "arn:aws:iam::123456789012:role/pipeline", stages: [] };
      const live = { connectionId: target.connection.id, name, version: 1, declaration, updatedAt: null };
      await storeLivePipeline(db, live);
      await syncKnownPipeline(target, name);
    },
    /** Runs in the same pipeline, and waits for nothing. */
    otherExecutionId,
    token: () => latest().token,
    /** The request was replaced, as when its stage is retried. */
    renewToken: () => void addAttempt(),
    isDown: () => isDown,
    setDown(next: boolean) {
      isDown = next;
    },
    received: (): readonly Received[] => received,
    /** Decisions that were taken. */
    sent: (): readonly Sent[] =>
      received.filter(({ taken }) => taken).map(({ token, status, summary }) => ({ token, status, summary })),
  };
}

function refusal(name: string): object {
  return { __type: name, message: "No." };
}
