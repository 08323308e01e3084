import "server-only";
import { listPipelineTags, replacePipelineTags } from "@/lib/aws/pipeline-tags";
import { getPipeline } from "@/lib/aws/pipelines";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import type { PipelineTags } from "@/lib/contracts/pipeline-tags";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { announceChanges } from "@/lib/db/live-changes";
import { storePipelineTags } from "@/lib/db/pipeline-tags";
import type { StoredPipeline } from "@/lib/db/pipelines";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import { validateTags, type Tag } from "@/lib/pipeline/validation/tags";
import { sendAudited } from "@/lib/server/audit/send-audited";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { requirePipeline } from "./require-pipeline";

/**
 * Makes the tags of a pipeline these: at once where it is live, else when it is created.
 * @throws PenstockError `invalid_input` for what AWS would refuse, and whatever the connection answers
 */
export async function setTags(
  viewer: Viewer,
  address: PipelineAddress,
  { tags }: { readonly tags: readonly Tag[] },
): Promise<PipelineTags> {
  authorize(viewer, "edit");
  const [issue] = validateTags(tags);
  if (issue) throw new PenstockError("invalid_input", issue.message);
  const db = sharedDb();
  const pipeline = await requirePipeline(db, address);
  const entry = {
    actor: viewer,
    action: "pipeline.tag",
    subjectType: "pipeline",
    subjectId: pipeline.id,
    detail: { ...address, keys: tags.map(({ key }) => key) },
  };
  const isLive = pipeline.liveVersion !== null && !pipeline.isDemo;
  if (isLive) {
    await sendAudited(db, {
      entry,
      send: () => sendTags(address, pipeline, tags),
      async keep(transaction) {
        await keep(transaction, address, pipeline, tags);
        return { value: null };
      },
    });
  } else {
    await db.$transaction(async (transaction) => {
      await keep(transaction, address, pipeline, tags);
      await recordAuditEvent(transaction, entry);
    });
  }
  return { tags: [...tags], isLive };
}

async function sendTags(address: PipelineAddress, { name }: StoredPipeline, after: readonly Tag[]): Promise<void> {
  const { clients } = await requireTarget(sharedDb(), address.connection);
  const { pipelineArn } = await getPipeline(clients, { name });
  if (pipelineArn === null) {
    throw new PenstockError(
      "upstream",
      `The connection tells no ARN for ${name}, so its tags cannot be changed there.`,
    );
  }
  const before = await listPipelineTags(clients, pipelineArn);
  await replacePipelineTags(clients, { resourceArn: pipelineArn, before, after });
}

async function keep(
  transaction: Parameters<typeof storePipelineTags>[0],
  { connection }: PipelineAddress,
  { id, name }: StoredPipeline,
  tags: readonly Tag[],
): Promise<void> {
  await storePipelineTags(transaction, { pipelineId: id, tags });
  await announceChanges(transaction, [
    ["pipelines", connection, name, "tags"],
    ["fleet", connection, name],
  ]);
}
