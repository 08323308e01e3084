import "server-only";
import type { ConnectionClients } from "@/lib/aws/connection-clients";
import type { Viewer } from "@/lib/auth/viewer";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { AuditEntry } from "@/lib/db/audit-events";
import { sharedDb } from "@/lib/db/shared-client";
import { nothing, sendAudited } from "@/lib/server/audit/send-audited";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { requireLivePipeline } from "@/lib/server/pipelines/require-pipeline";
import { syncSoon } from "./sync-soon";

interface Control {
  readonly action: AuditEntry["action"];
  /** For the trace, beside the address. */
  readonly detail: AuditEntry["detail"];
  send(
    clients: ConnectionClients,
    execution: Pick<ExecutionAddress, "pipelineName" | "pipelineExecutionId">,
  ): Promise<void>;
}

/**
 * Sends what a viewer wants done with an execution of a live pipeline, leaves a trace of it, and shows at once what it
 * changed. The use case has authorised it.
 * @returns the execution's id
 */
export async function controlExecution(
  viewer: Viewer,
  address: ExecutionAddress,
  { action, detail, send }: Control,
): Promise<{ pipelineExecutionId: string }> {
  const db = sharedDb();
  const { pipelineExecutionId } = address;
  const pipeline = await requireLivePipeline(db, address);
  const target = await requireTarget(db, address.connection);
  await sendAudited(db, {
    entry: {
      actor: viewer,
      action,
      subjectType: "pipeline",
      subjectId: pipeline.id,
      detail: { ...address, ...detail },
    },
    send: () => send(target.clients, { pipelineName: pipeline.name, pipelineExecutionId }),
    keep: nothing,
  });
  await syncSoon(target, address);
  return { pipelineExecutionId };
}
