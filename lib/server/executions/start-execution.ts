import "server-only";
import { startExecution as sendStart } from "@/lib/aws/execution-commands";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import { startExecutionInput, type StartExecutionInput } from "@/lib/contracts/start-execution";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { findStartProblems, type StartProblem } from "@/lib/pipeline/start-problems";
import { sendAudited } from "@/lib/server/audit/send-audited";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { requireLivePipeline } from "@/lib/server/pipelines/require-pipeline";
import { syncSoon } from "./sync-soon";

/** Starts an execution, with variables and source revisions where they are given. */
export async function startExecution(
  viewer: Viewer,
  address: PipelineAddress,
  input: StartExecutionInput = {},
): Promise<{ pipelineExecutionId: string }> {
  authorize(viewer, "operate");
  const db = sharedDb();
  const { variables, sourceRevisions } = startExecutionInput.parse(input);
  const pipeline = await requireLivePipeline(db, address);
  const [problem] = pipeline.liveDeclaration
    ? findStartProblems(pipeline.liveDeclaration, { variables, sourceRevisions })
    : [];
  if (problem) throw new PenstockError("invalid_input", `${pipeline.name} was not started. ${sayProblem(problem)}`);
  const target = await requireTarget(db, address.connection);
  const pipelineExecutionId = await sendAudited(db, {
    entry: {
      actor: viewer,
      action: "execution.start",
      subjectType: "pipeline",
      subjectId: pipeline.id,
      detail: {
        ...address,
        variables: variables.map(({ name }) => name),
        sourceRevisions: sourceRevisions.map(({ actionName, revisionValue }) => ({ actionName, revisionValue })),
      },
    },
    send: () => sendStart(target.clients, { name: pipeline.name, variables, sourceRevisions }),
    keep: (_transaction, id) => ({ value: id, detail: { pipelineExecutionId: id } }),
  });
  await syncSoon(target, { pipelineName: pipeline.name, pipelineExecutionId });
  return { pipelineExecutionId };
}

function sayProblem(problem: StartProblem): string {
  return `${problem.subject === "variable" ? problem.name : problem.actionName}: ${problem.message}`;
}
