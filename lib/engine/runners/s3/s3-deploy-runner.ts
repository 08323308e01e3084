import { lstat, mkdir } from "node:fs/promises";
import path from "node:path";
import { entriesOfDirectory } from "../../artifacts/pack-zip";
import { ActionFailure } from "../action-failure";
import type { ActionJob, Runner, RunnerContext } from "../runner";
import type { LocalBuckets } from "./local-buckets";

/** Runs S3 deploy actions: puts the artifact into a bucket of this machine, as one object or, extracted, as many. */
export function createS3DeployRunner({ objects }: LocalBuckets): Runner {
  return {
    async run(job, context) {
      const bucket = job.configuration["BucketName"] ?? "";
      const key = (job.configuration["ObjectKey"] ?? "").replace(/^\/+|\/+$/g, "");
      const [input] = job.inputArtifacts;
      if (!input)
        throw new ActionFailure("ConfigurationError", `Action ${job.actionName} has no input artifact to deploy.`);
      if (job.configuration["Extract"] === "true") {
        const count = await putExtracted(input, { bucket, key }, objects, context);
        return { status: "Succeeded", summary: `Put ${count} object(s) into bucket ${bucket}` };
      }
      if (key === "") {
        throw new ActionFailure(
          "ConfigurationError",
          `Action ${job.actionName} needs ObjectKey, because Extract is false.`,
        );
      }
      await objects.putFile({ bucket, key }, await context.artifacts.pathOf(input.location));
      return { status: "Succeeded", summary: `Put ${key} into bucket ${bucket}` };
    },
  };
}

/** What is there already under other keys stays, as in S3. Links have no counterpart there and are left out. */
async function putExtracted(
  input: ActionJob["inputArtifacts"][number],
  { bucket, key }: { readonly bucket: string; readonly key: string },
  objects: LocalBuckets["objects"],
  context: RunnerContext,
): Promise<number> {
  const directory = path.join(context.workDirectory, "extracted");
  await mkdir(directory);
  await context.artifacts.extract(input.location, directory);
  let count = 0;
  for (const entry of await entriesOfDirectory(directory)) {
    if (!(await lstat(entry.file)).isFile()) continue;
    context.signal.throwIfAborted();
    await objects.putFile({ bucket, key: key === "" ? entry.path : `${key}/${entry.path}` }, entry.file);
    count += 1;
  }
  return count;
}
