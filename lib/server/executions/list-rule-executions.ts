import "server-only";
import { listRuleExecutions as readRuleExecutions } from "@/lib/aws/rule-executions";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { RuleExecutions } from "@/lib/contracts/stage-condition";
import { sharedDb } from "@/lib/db/shared-client";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { iso } from "@/lib/server/iso";
import { requireLivePipeline } from "@/lib/server/pipelines/require-pipeline";

/** Every time a rule of a condition was asked in an execution, read from the connection on demand. */
export async function listRuleExecutions(viewer: Viewer, address: ExecutionAddress): Promise<RuleExecutions> {
  authorize(viewer, "view");
  const db = sharedDb();
  const pipeline = await requireLivePipeline(db, address);
  const { clients } = await requireTarget(db, address.connection);
  const { pipelineExecutionId } = address;
  const asked = await readRuleExecutions(clients, { pipelineName: pipeline.name, pipelineExecutionId });
  return {
    ruleExecutions: asked.map((rule) => ({
      ...rule,
      startedAt: iso(rule.startedAt),
      lastUpdatedAt: iso(rule.lastUpdatedAt),
    })),
  };
}
