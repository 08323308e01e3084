import "server-only";
import type { ObjectLocation } from "@/lib/aws/artifact-objects";
import type { ArtifactAddress } from "@/lib/contracts/artifact";
import { findActionExecution, type StoredAction } from "@/lib/db/action-executions";
import type { Db } from "@/lib/db/client";
import type { StoredPipeline } from "@/lib/db/pipelines";
import { PenstockError } from "@/lib/errors";
import { requirePipeline } from "@/lib/server/pipelines/require-pipeline";

/** An artifact that an attempt of an action took or gave, and where it was put. */
export interface KnownArtifact {
  readonly pipeline: StoredPipeline;
  readonly action: StoredAction;
  readonly name: string;
  readonly side: "input" | "output";
  readonly location: ObjectLocation;
}

/** @throws PenstockError `not_found` */
export async function requireArtifact(db: Db, address: ArtifactAddress): Promise<KnownArtifact> {
  const { actionExecutionId, pipelineExecutionId, artifactName } = address;
  const pipeline = await requirePipeline(db, address);
  const action = await findAction(db, pipeline.id, actionExecutionId);
  if (action?.pipelineExecutionId !== pipelineExecutionId) {
    throw new PenstockError("not_found", `This execution has no action execution ${actionExecutionId}.`);
  }
  if (pipeline.isDemo) {
    throw new PenstockError("not_found", "Demo data has no artifacts, because nothing in it ever ran.");
  }
  const output = action.output.outputArtifacts.find(({ name }) => name === artifactName);
  const found = output ?? action.input.inputArtifacts.find(({ name }) => name === artifactName);
  if (!found) {
    throw new PenstockError("not_found", `${action.actionName} neither took nor gave an artifact ${artifactName}.`);
  }
  const { bucket, key } = found;
  if (!bucket || !key) {
    throw new PenstockError("not_found", `${artifactName} was not stored: ${action.actionName} has not given it.`);
  }
  return { pipeline, action, name: artifactName, side: output ? "output" : "input", location: { bucket, key } };
}

async function findAction(db: Db, pipelineId: string, actionExecutionId: string): Promise<StoredAction | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(actionExecutionId)) return null;
  return findActionExecution(db, { pipelineId, actionExecutionId });
}
