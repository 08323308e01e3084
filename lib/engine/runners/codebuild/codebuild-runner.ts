import { readFile } from "node:fs/promises";
import { isMissing, resolveInside } from "../../artifacts/resolve-inside";
import { ActionFailure } from "../action-failure";
import { openActionLog } from "../open-action-log";
import type { ActionJob, Runner } from "../runner";
import type { LocalBuckets } from "../s3/local-buckets";
import { SpecError } from "../spec-file/parse-spec";
import type { BuildNumbers } from "./build-numbers";
import { parseVariableList, resolveVariables, variablesOfBuildspec } from "./build-variables";
import { parseBuildspec, type ArtifactRule, type Buildspec } from "./buildspec";
import { runBuild, type BuildMachine } from "./run-build";
import type { SecretSource } from "./secrets";

const DEFAULT_BUILDSPEC = "buildspec.yml";

export interface CodeBuildOptions extends BuildMachine {
  readonly secrets: SecretSource;
  readonly buildNumbers: BuildNumbers;
  readonly buckets: LocalBuckets;
  /** The page that shows an execution. */
  readonly executionUrl?: ((job: ActionJob) => string) | undefined;
}

/** Runs Build and Test actions of CodeBuild: the buildspec of the primary input, as real processes on this machine. */
export function createCodeBuildRunner(options: CodeBuildOptions): Runner {
  return {
    async run(job, context) {
      const projectName = projectNameOf(job);
      const project = await context.resources.find("build-project", projectName);
      const logStream = context.newId();
      const buildId = `${projectName}:${logStream}`;
      const log = openActionLog(job, context, {
        group: `/aws/codebuild/${projectName}`,
        stream: logStream,
        externalExecutionId: buildId,
      });
      const overrides = parseVariableList(job.configuration["EnvironmentVariables"]);
      const buildspec = job.configuration["BuildspecOverride"] ?? project?.buildspec ?? DEFAULT_BUILDSPEC;
      return runBuild(
        job,
        context,
        options,
        {
          identity: {
            projectName,
            buildId,
            buildNumber: await options.buildNumbers.next(projectName),
            logStream,
            startedAt: context.clock.now(),
            buildUrl: options.executionUrl?.(job),
          },
          loadSpec: (directory) => loadBuildspec(buildspec, directory, projectName, options.buckets),
          variables: (spec) =>
            resolveVariables(
              [...variablesOfBuildspec(spec), ...(project?.environmentVariables ?? []), ...overrides],
              options.secrets,
            ),
          ruleFor: (outputName, spec) => ruleFor(outputName, spec, job.outputArtifacts.length),
        },
        log,
      );
    },
  };
}

function projectNameOf(job: ActionJob): string {
  const projectName = job.configuration["ProjectName"] ?? "";
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{1,254}$/.test(projectName)) {
    throw new ActionFailure(
      "ConfigurationError",
      `${JSON.stringify(projectName)} is not a name of a CodeBuild project.`,
    );
  }
  if (job.configuration["BatchEnabled"] === "true") {
    throw new ActionFailure(
      "ConfigurationError",
      `Batch builds are not run by this engine yet. Set BatchEnabled of action ${job.actionName} to false to run one build.`,
    );
  }
  return projectName;
}

async function loadBuildspec(
  buildspec: string,
  directory: string,
  projectName: string,
  buckets: LocalBuckets,
): Promise<{ spec: Buildspec; origin: string }> {
  if (buildspec.includes("\n") || /^\s*version\s*:/.test(buildspec)) {
    return { spec: parseBuildspec(buildspec, "The inline buildspec"), origin: "The buildspec is inline" };
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
  return { spec: parseBuildspec(text, buildspec), origin: `YAML location is ${file}` };
}

/** @param arn `arn:aws:s3:::bucket/key` */
async function loadFromBucket(arn: string, { objects }: LocalBuckets): Promise<{ spec: Buildspec; origin: string }> {
  const [, bucket, key] = /^arn:aws:s3:::([^/]+)\/(.+)$/.exec(arn) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new SpecError(
      `${arn} is not the ARN of an object that holds a buildspec, such as arn:aws:s3:::bucket/buildspec.yml`,
    );
  }
  const file = await objects.pathOf({ bucket, key });
  return { spec: parseBuildspec(await readFile(file, "utf8"), arn), origin: `YAML location is ${arn}` };
}

async function findText(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error) || (error instanceof Error && "code" in error && error.code === "EISDIR")) return null;
    throw error;
  }
}

/** One output is made by the top-level rule; of several, each by the secondary artifact of its name. */
function ruleFor(outputName: string, spec: Buildspec, outputCount: number): ArtifactRule | null {
  if (outputCount === 1) return spec.artifacts ?? null;
  return spec.artifacts?.["secondary-artifacts"]?.[outputName] ?? null;
}
