import { createHash } from "node:crypto";
import { ActionFailure } from "../../action-failure";
import type { SimulatedProvider } from "../simulated-provider";

const MOST_BYTES = 1024 ** 2;

/** Plays ECRBuildAndPublish: the Dockerfile is looked for, no image is built. */
export const ecrBuildAndPublish: SimulatedProvider = async ({ job, files }) => {
  const {
    ECRRepositoryName = "",
    DockerFilePath = "",
    ImageTags = "latest",
    RegistryType = "private",
  } = job.configuration;
  if (!/^[a-z0-9]+([._/-]+[a-z0-9]+)*$/.test(ECRRepositoryName) || ECRRepositoryName.length > 256) {
    throw new ActionFailure(
      "ConfigurationError",
      `ECRRepositoryName ${JSON.stringify(ECRRepositoryName)} is not a name of a repository.`,
    );
  }
  const tags = ImageTags.split(",").map((tag) => tag.trim());
  const badTag = tags.find((tag) => !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag));
  if (badTag !== undefined) {
    throw new ActionFailure("ConfigurationError", `ImageTags: ${JSON.stringify(badTag)} is not an image tag.`);
  }
  const folder = DockerFilePath.replace(/\/?Dockerfile$/, "").replace(/^\.?\/+/, "");
  const file = folder === "" ? "Dockerfile" : `${folder}/Dockerfile`;
  const text = await files.read(files.primary, file, { key: "DockerFilePath", mostBytes: MOST_BYTES });
  if (!/^\s*FROM\s+\S/im.test(text)) {
    throw new ActionFailure("JobFailed", `File [${file}] has no FROM instruction, so no image can be built from it.`);
  }
  const { bucket, key } = files.locationOf(files.primary, "inputArtifacts");
  // An image that is not built has no digest; this one tells artifacts apart.
  const digest = createHash("sha256").update(`${bucket}/${key}/${file}`).digest("hex");
  return {
    done: `an image was built from ${file} and pushed to the ${RegistryType} repository ${ECRRepositoryName} as ${tags.join(", ")}`,
    succeed: async () => ({
      outputVariables: { ECRImageDigestId: `sha256:${digest}`, ECRRepositoryName },
    }),
  };
};
