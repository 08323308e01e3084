import { writeFile } from "node:fs/promises";
import path from "node:path";
import { ActionFailure } from "../action-failure";
import type { ActionJob, Runner } from "../runner";
import { readImageSource } from "./image-source";

/**
 * Runs ECR source actions: tells which image a tag stands for in the registry of this machine, which is a list of tags
 * and digests. Nothing is pulled, and the size in `imageDetail.json` is 0 because no image is there.
 */
export const ecrSourceRunner: Runner = {
  async run(job, context) {
    const { repositoryName, imageTag } = readImageSource(job.configuration);
    const repository = await context.resources.find("image-repository", repositoryName);
    if (!repository) {
      throw new ActionFailure(
        "ConfigurationError",
        `No image repository is registered as ${repositoryName}. Register it under Settings, Local resources, with the digests of its images.`,
      );
    }
    const override = overrideOf(job);
    const image = repository.images.find(({ tag, digest }) =>
      override === null ? tag === imageTag : digest === override,
    );
    if (!image) {
      const wanted = override === null ? `with tag ${imageTag}` : override;
      throw new ActionFailure(
        "RevisionUnavailable",
        `Image repository ${repositoryName} has no image ${wanted}. Add it under Settings, Local resources.`,
      );
    }
    const { digest } = image;
    const imageUri = `${job.accountId}.dkr.ecr.${job.region}.amazonaws.com/${repositoryName}@${digest}`;
    const [output] = job.outputArtifacts;
    if (output) {
      const file = path.join(context.workDirectory(), "imageDetail.json");
      const detail = {
        ImageSizeInBytes: "0",
        ImageDigest: digest,
        Version: "1.0",
        ImagePushedAt: pushedAt(context.clock.now()),
        RegistryId: job.accountId,
        RepositoryName: repositoryName,
        ImageURI: imageUri,
        ImageTags: repository.images.filter((other) => other.digest === digest).map(({ tag }) => tag),
      };
      await writeFile(file, JSON.stringify(detail));
      await context.artifacts.putEntries(output.location, [{ path: "imageDetail.json", file }]);
    }
    return {
      status: "Succeeded",
      externalExecutionId: digest,
      summary: `${repositoryName}:${image.tag}`,
      outputVariables: {
        RegistryId: job.accountId,
        RepositoryName: repositoryName,
        ...(override === null && { ImageTag: imageTag }),
        ImageDigest: digest,
        ImageURI: imageUri,
      },
      revision: { revisionId: digest, revisionSummary: `${repositoryName}:${image.tag}` },
    };
  },
};

function overrideOf({ actionName, sourceRevision }: ActionJob): string | null {
  if (!sourceRevision) return null;
  if (sourceRevision.revisionType === "IMAGE_DIGEST") return sourceRevision.revisionValue;
  throw new ActionFailure(
    "RevisionUnavailable",
    `Action ${actionName} takes a revision of type IMAGE_DIGEST; it was given ${sourceRevision.revisionType}.`,
  );
}

/** As in `Mon Jan 21 20:04:00 UTC 2019`. */
function pushedAt(at: number): string {
  const [weekday = "", day, month, year, time] = new Date(at).toUTCString().replace(",", "").split(" ");
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}
