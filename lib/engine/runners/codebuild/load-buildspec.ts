import { readFile } from "node:fs/promises";
import { ArtifactError } from "../../artifacts/artifact-error";
import { resolveInside } from "../../artifacts/resolve-inside";
import { findText } from "../../is-missing";
import type { LocalBuckets } from "../s3/local-buckets";
import { SpecError } from "../spec-file/parse-spec";

const DEFAULT_BUILDSPEC = "buildspec.yml";

/** The text of a buildspec and where it came from. */
export interface BuildspecText {
  readonly text: string;
  /** For messages. */
  readonly fileName: string;
  /** For the build's log. */
  readonly origin: string;
}

export interface BuildspecPlace {
  /** A path below the source, the ARN of an object in a bucket, or the text itself; empty: `buildspec.yml`. */
  readonly buildspec: string;
  /** Where the primary source is. */
  readonly directory: string;
  readonly projectName: string;
  readonly buckets: LocalBuckets;
}

/** @throws SpecError when there is none */
export async function loadBuildspec(place: BuildspecPlace): Promise<BuildspecText> {
  const { directory, projectName, buckets } = place;
  const buildspec = place.buildspec === "" ? DEFAULT_BUILDSPEC : place.buildspec;
  if (buildspec.includes("\n") || /^\s*(version\s*:|\{)/.test(buildspec)) {
    return { text: buildspec, fileName: "The inline buildspec", origin: "The buildspec is inline" };
  }
  if (buildspec.startsWith("arn:")) return loadFromBucket(buildspec, buckets);
  const file = await resolveInside(directory, buildspec);
  const text = file === null ? null : await findText(file);
  if (text === null || file === null) {
    throw new SpecError(
      `YAML file does not exist: the source of CodeBuild project ${projectName} has no file ${buildspec}. ` +
        `Add it to the repository, or name another file for the project under Local resources`,
    );
  }
  return { text, fileName: buildspec, origin: `YAML location is ${file}` };
}

/** @param arn `arn:aws:s3:::bucket/key` */
async function loadFromBucket(arn: string, { objects }: LocalBuckets): Promise<BuildspecText> {
  const [, bucket, key] = /^arn:aws[\w-]*:s3:::([^/]+)\/(.+)$/.exec(arn) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new SpecError(
      `${arn} is not the ARN of an object that holds a buildspec, such as arn:aws:s3:::bucket/buildspec.yml`,
    );
  }
  try {
    const file = await objects.pathOf({ bucket, key });
    return { text: await readFile(file, "utf8"), fileName: arn, origin: `YAML location is ${arn}` };
  } catch (error) {
    if (!(error instanceof ArtifactError)) throw error;
    throw new SpecError(`YAML file does not exist: ${error.message}`, { cause: error });
  }
}
