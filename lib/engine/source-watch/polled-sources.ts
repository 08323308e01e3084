import type { Clock } from "@/lib/clock";
import type { StoredObjects } from "../buckets/stored-objects";
import type { LocalResources } from "../local-resources";
import { readImageSource } from "../runners/ecr/image-source";
import { compareRevision } from "./compare-revision";
import type { SourceWatchPort, WatchedSource } from "./watched-source";

/** An object that changed less long ago may still be being written. */
const SETTLED_MS = 2_000;

interface PolledSourcesOptions {
  readonly port: Pick<SourceWatchPort, "seen" | "onRevision">;
  readonly objects: StoredObjects;
  readonly resources: Pick<LocalResources, "find">;
  readonly clock: Clock;
}

/**
 * Looks at a source that is no Git repository: an object of a bucket, unless PollForSourceChanges is false, or an image
 * of a registry. Nothing happens for any other, and for what is not there: its action says so when it runs.
 */
export async function lookAtPolledSource(source: WatchedSource, options: PolledSourcesOptions): Promise<void> {
  const { owner, provider } = source.actionTypeId;
  if (owner !== "AWS") return;
  if (provider === "S3") await lookAtObject(source, options);
  if (provider === "ECR") await lookAtImage(source, options);
}

async function lookAtObject(source: WatchedSource, { port, objects, clock }: PolledSourcesOptions): Promise<void> {
  const { S3Bucket: bucket, S3ObjectKey: key, PollForSourceChanges: polls } = source.configuration;
  if (!bucket || !key || polls === "false") return;
  const location = { bucket, key };
  const changedAt = await objects.findLastModified(location);
  if (changedAt === null || clock.now() - changedAt < SETTLED_MS) return;
  const object = await objects.find(location);
  if (!object) return;
  const { versionId } = object;
  await compareRevision(port, source, {
    source: `s3://${bucket}/${key}`,
    revisionType: "S3_OBJECT_VERSION_ID",
    revisionId: versionId,
    async describe() {
      // The execution is about this version, whatever is put in its place before the action runs.
      await objects.keep(location);
      return {};
    },
  });
}

async function lookAtImage(source: WatchedSource, { port, resources }: PolledSourcesOptions): Promise<void> {
  const { repositoryName, imageTag } = readImageSource(source.configuration);
  const repository = await resources.find("image-repository", repositoryName);
  const image = repository?.images.find(({ tag }) => tag === imageTag);
  if (!image) return;
  await compareRevision(port, source, {
    source: `ecr://${repositoryName}:${imageTag}`,
    revisionType: "IMAGE_DIGEST",
    revisionId: image.digest,
  });
}
