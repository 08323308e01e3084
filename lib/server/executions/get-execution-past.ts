import "server-only";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { ExecutionPast } from "@/lib/contracts/execution-past";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { listPastCommands, type PastCommand } from "@/lib/db/execution-past";
import { sharedDb } from "@/lib/db/shared-client";
import { iso } from "@/lib/server/iso";
import { requirePipeline } from "@/lib/server/pipelines/require-pipeline";

/** What people did through Penstock that had to do with an execution, for its replay. @throws PenstockError `not_found` */
export async function getExecutionPast(viewer: Viewer, address: ExecutionAddress): Promise<ExecutionPast> {
  authorize(viewer, "view");
  const db = sharedDb();
  const pipeline = await requirePipeline(db, address);
  const { pipelineExecutionId } = address;
  const commands = await listPastCommands(db, { pipelineId: pipeline.id, pipelineExecutionId });
  const stop = commands.find(({ action }) => action === "execution.stop");
  return {
    transitions: commands.flatMap(turnOf),
    stop: stop ? { at: iso(stop.at), by: stop.actorName } : null,
    overrides: commands.flatMap(overrideOf),
  };
}

function turnOf({ action, stageName, at, actorName, reason }: PastCommand): ExecutionPast["transitions"] {
  const isTurn = action === "transition.enable" || action === "transition.disable";
  if (!isTurn || stageName === null) return [];
  return [{ stageName, at: iso(at), enabled: action === "transition.enable", by: actorName, reason }];
}

function overrideOf({ action, stageName, at, actorName, conditionType }: PastCommand): ExecutionPast["overrides"] {
  if (action !== "condition.override" || stageName === null) return [];
  const gate = conditionType === "BEFORE_ENTRY" ? "beforeEntry" : "onSuccess";
  return [{ stageName, gate, at: iso(at), by: actorName }];
}
