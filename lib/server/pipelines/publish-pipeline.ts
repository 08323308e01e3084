import "server-only";
import { isDeepStrictEqual } from "node:util";
import { createPipeline, getPipeline, type LivePipeline, updatePipeline } from "@/lib/aws/pipelines";
import { startExecution } from "@/lib/aws/execution-commands";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import {
  type PublishConflict,
  publishInput,
  type PublishInput,
  type PublishResult,
} from "@/lib/contracts/publish-pipeline";
import { deleteDraftRevision, type EditablePipelineRow, type StoredDraft } from "@/lib/db/drafts";
import { listExecutions } from "@/lib/db/executions";
import { announceChanges } from "@/lib/db/live-changes";
import { findPipelineTags } from "@/lib/db/pipeline-tags";
import { addPipelineVersion } from "@/lib/db/pipeline-versions";
import { storeLivePipeline } from "@/lib/db/pipelines";
import { sharedDb } from "@/lib/db/shared-client";
import { PenstockError } from "@/lib/errors";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { Tag } from "@/lib/pipeline/validation/tags";
import { sendAudited } from "@/lib/server/audit/send-audited";
import { requireTarget } from "@/lib/server/connections/require-connection";
import { requireEditablePipeline } from "@/lib/server/drafts/get-editable-pipeline";
import { isoOrNull } from "@/lib/server/iso";
import type { SyncTarget } from "@/lib/sync/sync-target";
import { syncPipelineSoon } from "./sync-pipeline-soon";

/**
 * Sends the draft to its connection: CreatePipeline where it is new, else UpdatePipeline. Until the connection has
 * taken it, nothing changes here, so a publish that fails leaves the draft as it was.
 * @throws PenstockError `conflict` when another draft was saved since, or with a `PublishConflict` as `details.data`
 * when live is no longer what the draft started from
 */
export async function publishPipeline(
  viewer: Viewer,
  address: PipelineAddress,
  input: PublishInput,
): Promise<PublishResult> {
  authorize(viewer, "edit");
  const options = publishInput.parse(input);
  if (options.runAfterPublishing) authorize(viewer, "operate");
  const db = sharedDb();
  const pipeline = await requireEditablePipeline(db, address);
  const draft = requireDraft(pipeline, options.draftRevision);
  const target = await requireTarget(db, address.connection);
  const live = await findLive(target, pipeline);
  refuseUnseenChange({ draft, live, overwriteLiveVersion: options.overwriteLiveVersion });

  const { message } = options;
  const { pipelineId, pipelineName } = pipeline;
  const tags = (await findPipelineTags(db, pipelineId)) ?? [];
  const { liveVersion, number: versionNumber } = await sendAudited(db, {
    entry: {
      actor: viewer,
      action: "pipeline.publish",
      subjectType: "pipeline",
      subjectId: pipelineId,
      detail: { ...address, message, draftRevision: draft.revision, replacedLiveVersion: live?.version ?? null },
    },
    send: () => send(target, { draft, live, tags }),
    async keep(transaction, published) {
      const version = published.version ?? 1;
      await storeLivePipeline(transaction, {
        connectionId: target.connection.id,
        name: pipelineName,
        version,
        declaration: published,
        updatedAt: target.clock.now(),
      });
      const { number } = await addPipelineVersion(transaction, {
        pipelineId,
        message: message || `Published as version ${version}`,
        declaration: draft.declaration,
        author: viewer,
        liveVersion: version,
      });
      await deleteDraftRevision(transaction, { pipelineId, revision: draft.revision });
      const key = ["pipelines", address.connection, pipelineName];
      await announceChanges(transaction, [
        ["fleet", ...key.slice(1)],
        ["pipelines"],
        ["overview"],
        key,
        [...key, "draft"],
        [...key, "versions"],
      ]);
      return { value: { liveVersion: version, number }, detail: { liveVersion: version, number } };
    },
  });
  const started = options.runAfterPublishing && live ? await start(viewer, target, pipeline) : null;
  await syncPipelineSoon(target, pipelineName);
  // The service starts the first execution of a new pipeline by itself.
  const [newest] = live ? [] : await listExecutions(db, { pipelineId, limit: 1 });
  return {
    liveVersion,
    versionNumber,
    pipelineExecutionId: started ?? newest?.pipelineExecutionId ?? null,
  };
}

function requireDraft({ draft, pipelineName }: EditablePipelineRow, revision: number): StoredDraft {
  if (!draft)
    throw new PenstockError("conflict", `${pipelineName} has no draft: it was published or discarded already.`);
  if (draft.revision === revision) return draft;
  throw new PenstockError(
    "conflict",
    `${draft.updatedByName} saved this draft since you looked at it. Look at the new draft, then publish.`,
  );
}

/** What the connection holds right now, which may be newer than what we know. */
async function findLive({ clients }: SyncTarget, { pipelineName }: EditablePipelineRow): Promise<LivePipeline | null> {
  try {
    return await getPipeline(clients, { name: pipelineName });
  } catch (error) {
    if (error instanceof PenstockError && error.code === "not_found") return null;
    throw error;
  }
}

function refuseUnseenChange({
  draft,
  live,
  overwriteLiveVersion,
}: {
  draft: StoredDraft;
  live: LivePipeline | null;
  overwriteLiveVersion: number | undefined;
}): void {
  if (!live || live.version === draft.baseLiveVersion || live.version === overwriteLiveVersion) return;
  if (isSame(live.declaration, draft.declaration)) return;
  const data: PublishConflict = {
    baseLiveVersion: draft.baseLiveVersion,
    liveVersion: live.version,
    liveDeclaration: live.declaration,
    liveUpdatedAt: isoOrNull(live.updatedAt),
  };
  const message =
    draft.baseLiveVersion === null
      ? `The connection already has a pipeline of this name, at version ${live.version}. Nothing was published; compare the two, or choose another name.`
      : `Version ${live.version} went live since this draft was begun on version ${draft.baseLiveVersion}. Nothing was published; compare the two, then decide.`;
  throw new PenstockError("conflict", message, { details: { data } });
}

/** A publish whose answer was lost is not sent again: what is live already is the draft. */
async function send(
  { clients }: SyncTarget,
  { draft, live, tags }: { draft: StoredDraft; live: LivePipeline | null; tags: readonly Tag[] },
): Promise<PipelineDeclaration> {
  if (!live) return createPipeline(clients, draft.declaration, tags);
  if (live.version !== draft.baseLiveVersion && isSame(live.declaration, draft.declaration)) return live.declaration;
  return updatePipeline(clients, draft.declaration);
}

function isSame(one: PipelineDeclaration, other: PipelineDeclaration): boolean {
  return isDeepStrictEqual(withoutVersion(one), withoutVersion(other));
}

function withoutVersion({ version: _version, ...declaration }: PipelineDeclaration): unknown {
  return JSON.parse(JSON.stringify(declaration));
}

async function start(
  viewer: Viewer,
  { clients, db }: SyncTarget,
  { pipelineId, pipelineName, connection }: EditablePipelineRow,
): Promise<string> {
  return sendAudited(db, {
    entry: {
      actor: viewer,
      action: "execution.start",
      subjectType: "pipeline",
      subjectId: pipelineId,
      detail: { connection: connection.slug, pipelineName },
    },
    send: () => startExecution(clients, { name: pipelineName, variables: [], sourceRevisions: [] }),
    keep: (_transaction, pipelineExecutionId) => ({ value: pipelineExecutionId, detail: { pipelineExecutionId } }),
  });
}
