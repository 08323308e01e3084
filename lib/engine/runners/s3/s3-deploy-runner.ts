import { lstat, mkdir } from "node:fs/promises";
import path from "node:path";
import { entriesOfDirectory } from "../../artifacts/pack-zip";
import { writeObjectMetadata, type ObjectMetadata } from "../../buckets/object-metadata";
import type { StoredObjects } from "../../buckets/stored-objects";
import { ActionFailure } from "../action-failure";
import { openPipelineLog } from "../open-action-log";
import type { ActionJob, LogWriter, Runner, RunnerContext } from "../runner";
import { contentTypeOf } from "./content-type";
import type { LocalBuckets } from "./local-buckets";
import { s3DeployConfiguration, type S3DeployConfiguration } from "./s3-deploy-configuration";

/** S3's own limit on the key of an object, in bytes of UTF-8. */
const LONGEST_KEY = 1_024;

interface DeployBuckets extends LocalBuckets {
  /** The same buckets, for what is there before. */
  readonly stored: Pick<StoredObjects, "keep">;
}

/** Runs S3 deploy actions: puts the artifact into a bucket of this machine, as one object or, extracted, as many. */
export function createS3DeployRunner(buckets: DeployBuckets): Runner {
  return {
    async run(job, context) {
      const configuration = s3DeployConfiguration(job, { at: context.clock.now(), newId: () => context.newId() });
      const [input] = job.inputArtifacts;
      if (!input)
        throw new ActionFailure("ConfigurationError", `Action ${job.actionName} has no input artifact to deploy.`);
      const externalExecutionId = context.newId();
      const log = openPipelineLog(job, context, externalExecutionId);
      try {
        const bucket = new TargetBucket(buckets, configuration, log);
        const summary = configuration.isExtracted
          ? await putExtracted(input, bucket, configuration, context)
          : await putWhole(input, bucket, configuration, context);
        log.line(summary);
        return { status: "Succeeded", externalExecutionId, summary };
      } finally {
        await log.flush();
      }
    },
  };
}

/** One bucket, and what every object that is put there carries. */
class TargetBucket {
  readonly #buckets: DeployBuckets;
  readonly #configuration: S3DeployConfiguration;

  constructor(buckets: DeployBuckets, configuration: S3DeployConfiguration, log: LogWriter) {
    this.#buckets = buckets;
    this.#configuration = configuration;
    const { cannedAcl, kmsKeyArn } = configuration;
    if (cannedAcl)
      log.line(`CannedACL ${cannedAcl} is noted with each object; everybody on this machine can read them`);
    if (kmsKeyArn) log.line(`${kmsKeyArn} is noted with each object; objects of this machine are not encrypted`);
  }

  async put(key: string, file: string): Promise<void> {
    const { bucket } = this.#configuration;
    if (Buffer.byteLength(key) > LONGEST_KEY) {
      throw new ActionFailure(
        "JobFailed",
        `The key ${key.slice(0, 80)}… is longer than ${LONGEST_KEY} bytes, the most for an object.`,
      );
    }
    // The version that is replaced can still be had, as in a versioned bucket.
    await this.#buckets.stored.keep({ bucket, key });
    try {
      await this.#buckets.objects.putFile({ bucket, key }, file);
    } catch (error) {
      throw isInTheWay(error) ? collision(bucket, key, error) : error;
    }
    await writeObjectMetadata(this.#buckets.directory, { bucket, key }, this.#metadataOf(key));
  }

  #metadataOf(key: string): ObjectMetadata {
    const { cannedAcl, cacheControl, kmsKeyArn } = this.#configuration;
    return { contentType: contentTypeOf(key), cannedAcl, cacheControl, kmsKeyArn };
  }
}

async function putWhole(
  input: ActionJob["inputArtifacts"][number],
  target: TargetBucket,
  { bucket, key }: S3DeployConfiguration,
  context: RunnerContext,
): Promise<string> {
  await target.put(key, await context.artifacts.pathOf(input.location));
  return `Put ${key} into bucket ${bucket}`;
}

/** What is there already under other keys stays, as in S3. Links have no counterpart there and are left out. */
async function putExtracted(
  input: ActionJob["inputArtifacts"][number],
  target: TargetBucket,
  { bucket, key: prefix }: S3DeployConfiguration,
  context: RunnerContext,
): Promise<string> {
  const directory = path.join(context.workDirectory(), "extracted");
  await mkdir(directory);
  await context.artifacts.extract(input.location, directory);
  let count = 0;
  for (const entry of await entriesOfDirectory(directory)) {
    if (!(await lstat(entry.file)).isFile()) continue;
    context.signal.throwIfAborted();
    await target.put(prefix === "" ? entry.path : `${prefix}/${entry.path}`, entry.file);
    count += 1;
  }
  return `Put ${count} object(s) into bucket ${bucket}${prefix === "" ? "" : ` below ${prefix}/`}`;
}

/** A bucket is a directory here, where nothing is both a file and a folder. */
function isInTheWay(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return (
    code === "ENOTDIR" || code === "EISDIR" || code === "EEXIST" || code === "ENOTEMPTY" || code === "ENAMETOOLONG"
  );
}

function collision(bucket: string, key: string, cause: unknown): ActionFailure {
  return new ActionFailure(
    "JobFailed",
    `Bucket ${bucket} cannot hold ${key} on this machine: a part of the key is an object already, names objects below it, or is longer than a file's name may be. ` +
      "Remove what is in the way, or choose another key.",
    { cause },
  );
}
