import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { ArtifactError } from "../../artifacts/artifact-error";
import { ActionFailure } from "../action-failure";
import type { ActionJob, Runner } from "../runner";
import type { LocalBuckets } from "./local-buckets";

/**
 * Runs S3 source actions: takes the object as it is now. A bucket here keeps one version of an object, which goes by
 * the hash of its bytes.
 */
export function createS3SourceRunner(buckets: LocalBuckets): Runner {
  return {
    async run(job, context) {
      const bucket = job.configuration["S3Bucket"] ?? "";
      const key = keyOf(job);
      const file = await findObject(buckets, bucket, key);
      const versionId = (await hashOf(file, "sha256")).slice(0, 32);
      checkVersion(job, key, versionId);
      const [output] = job.outputArtifacts;
      if (output) await context.artifacts.putFile(output.location, file);
      const summary = `Amazon S3 version id: ${versionId}`;
      return {
        status: "Succeeded",
        externalExecutionId: versionId,
        summary,
        outputVariables: { BucketName: bucket, ObjectKey: key, VersionId: versionId, ETag: await hashOf(file, "md5") },
        revision: {
          revisionId: versionId,
          revisionSummary: summary,
          createdAt: Math.round((await stat(file)).mtimeMs),
        },
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

async function findObject({ directory, objects }: LocalBuckets, bucket: string, key: string): Promise<string> {
  try {
    return await objects.pathOf({ bucket, key });
  } catch (error) {
    if (!(error instanceof ArtifactError)) throw error;
    throw new ActionFailure(
      "RevisionUnavailable",
      `${error.message} Put the file at ${path.join(directory, bucket, key)}.`,
      {
        cause: error,
      },
    );
  }
}

function checkVersion({ sourceRevision }: ActionJob, key: string, versionId: string): void {
  if (sourceRevision?.revisionType !== "S3_OBJECT_VERSION_ID" || sourceRevision.revisionValue === versionId) return;
  throw new ActionFailure(
    "RevisionUnavailable",
    `Version ${sourceRevision.revisionValue} of ${key} is gone: a local bucket keeps only the newest, ${versionId}.`,
  );
}

async function hashOf(file: string, algorithm: "sha256" | "md5"): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
