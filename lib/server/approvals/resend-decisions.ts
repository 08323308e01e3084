import "server-only";
import { listUnsentDecisions } from "@/lib/db/approval-votes";
import type { Db } from "@/lib/db/client";
import { findPipelineById } from "@/lib/db/pipelines";
import { PenstockError } from "@/lib/errors";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { syncSoon } from "@/lib/server/executions/sync-soon";
import { sendDecision } from "./send-decision";

const MOST_AT_ONCE = 50;

/** Sends the decisions that a crash or an outage held back. What a connection refuses is on record with the decision. */
export async function resendDecisions(db: Db): Promise<void> {
  for (const request of await listUnsentDecisions(db, MOST_AT_ONCE)) {
    const pipeline = await findPipelineById(db, request.pipelineId);
    if (!pipeline) continue;
    try {
      const target = await requireTarget(db, pipeline.connection);
      const approvedAt = await sendDecision({ target, pipelineName: pipeline.name, request });
      if (approvedAt !== null) await syncSoon(target, { ...request, pipelineName: pipeline.name });
    } catch (error) {
      if (!(error instanceof PenstockError)) throw error;
    }
  }
}
