import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { ArtifactLocation, ArtifactStore } from "../../artifacts/artifact-store";
import type { ActionJob } from "../runner";

/** The archive that a deployment brings to its targets. */
export interface Bundle {
  readonly artifactName: string;
  readonly location: ArtifactLocation;
  /** As S3 has it for an object that was put in one part. */
  readonly etag: string;
  /** Stands for the version of the object: the same bytes have the same one. */
  readonly version: string;
}

/** @throws ArtifactError when the artifact is gone */
export async function bundleOf(
  { name, location }: ActionJob["inputArtifacts"][number],
  artifacts: ArtifactStore,
): Promise<Bundle> {
  const [md5, sha256] = [createHash("md5"), createHash("sha256")];
  for await (const chunk of createReadStream(await artifacts.pathOf(location))) {
    md5.update(chunk);
    sha256.update(chunk);
  }
  return {
    artifactName: name,
    location,
    etag: md5.digest("hex"),
    version: sha256.digest("hex").slice(0, 32),
  };
}
