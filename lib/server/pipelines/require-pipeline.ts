import "server-only";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { DbOrTransaction } from "@/lib/db/client";
import { findPipeline, type StoredPipeline } from "@/lib/db/pipelines";
import { PenstockError } from "@/lib/errors";

/** @throws PenstockError `not_found` */
export async function requirePipeline(db: DbOrTransaction, address: PipelineAddress): Promise<StoredPipeline> {
  const pipeline = await findPipeline(db, address);
  if (pipeline) return pipeline;
  throw new PenstockError(
    "not_found",
    `There is no pipeline "${address.pipelineName}" in connection "${address.connection}". Look in the pipelines list.`,
  );
}

/** A pipeline that is live, so that it can be run. @throws PenstockError `not_found`, `conflict` */
export async function requireLivePipeline(db: DbOrTransaction, address: PipelineAddress): Promise<StoredPipeline> {
  const pipeline = await requirePipeline(db, address);
  if (pipeline.liveVersion !== null) return pipeline;
  throw new PenstockError(
    "conflict",
    pipeline.isDeleted
      ? `${pipeline.name} was deleted in ${pipeline.connectionName}; only its history is left.`
      : `${pipeline.name} is not published yet. Publish it first.`,
  );
}
