import { placeOf } from "../../artifacts/place-of";
import type { StoredObject, StoredObjects } from "../../buckets/stored-objects";
import { ActionFailure } from "../action-failure";
import type { ActionJob, Runner } from "../runner";

export interface S3SourceOptions {
  /** Holds a directory per bucket; messages say where to put an object that is missing. */
  readonly directory: string;
  readonly objects: StoredObjects;
}

/** Metadata of an object by which its uploader says what the revision is. */
const SUMMARY = "codepipeline-artifact-revision-summary";

/** Runs S3 source actions: takes the object as it is now, or the version that is asked for, and keeps that version. */
export function createS3SourceRunner(options: S3SourceOptions): Runner {
  return {
    async run(job, context) {
      const location = { bucket: job.configuration["S3Bucket"] ?? "", key: keyOf(job) };
      const object = await takeObject(job, location, options);
      const { versionId } = object;
      const [output] = job.outputArtifacts;
      if (output) await context.artifacts.putFile(output.location, object.file);
      const summary = object.metadata.userMetadata?.[SUMMARY] || `Amazon S3 version id: ${versionId}`;
      return {
        status: "Succeeded",
        externalExecutionId: versionId,
        summary,
        outputVariables: {
          BucketName: location.bucket,
          ObjectKey: location.key,
          VersionId: versionId,
          ETag: object.etag,
        },
        revision: { revisionId: versionId, revisionSummary: summary, createdAt: object.lastModifiedAt },
      };
    },
  };
}

function keyOf({ actionName, configuration, sourceObjectKey }: ActionJob): string {
  if (sourceObjectKey === undefined) return configuration["S3ObjectKey"] ?? "";
  if (configuration["AllowOverrideForS3ObjectKey"] === "true") return sourceObjectKey;
  throw new ActionFailure(
    "ConfigurationError",
    `Action ${actionName} does not let its object key be overridden. Set AllowOverrideForS3ObjectKey to true.`,
  );
}

async function takeObject(
  { sourceRevision }: ActionJob,
  location: { readonly bucket: string; readonly key: string },
  { directory, objects }: S3SourceOptions,
): Promise<StoredObject> {
  const { bucket, key } = location;
  const newest = await objects.keep(location);
  const wanted = sourceRevision?.revisionType === "S3_OBJECT_VERSION_ID" ? sourceRevision.revisionValue : null;
  const object = wanted === null ? newest : await objects.find(location, wanted);
  if (object) return object;
  if (newest) {
    throw new ActionFailure(
      "RevisionUnavailable",
      `Version ${wanted} of ${key} in bucket ${bucket} is not kept: a local bucket has the newest version, ` +
        `${newest.versionId}, and the last ones that source actions took or that were replaced.`,
    );
  }
  throw new ActionFailure(
    "RevisionUnavailable",
    `There is no object ${key} in bucket ${bucket}. Put the file at ${placeOf(directory, location)}.`,
  );
}
