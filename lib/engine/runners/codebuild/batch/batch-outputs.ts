import type { ArchiveEntry } from "../../../artifacts/artifact-store";
import { ActionFailure } from "../../action-failure";
import type { ActionJob, RunnerContext } from "../../runner";
import type { ArtifactRule, Buildspec } from "../buildspec";
import type { ProjectOutput } from "../run-project-build";
import type { BatchEntry } from "./expand-batch";

/** Where the artifacts of the builds of a batch go. */
export interface BatchOutputs {
  /** Whether files have to stay until `finish`. */
  readonly needsFiles: boolean;
  outputsOf(entry: BatchEntry, spec: Buildspec): readonly ProjectOutput[];
  /** Once all builds have ended. @returns what the log should say */
  finish(): Promise<readonly string[]>;
}

export function batchOutputs(job: ActionJob, context: RunnerContext, entries: readonly BatchEntry[]): BatchOutputs {
  return job.configuration["CombineArtifacts"] === "true"
    ? combinedOutputs(job, context, entries)
    : separateOutputs(job, context, entries);
}

type Output = ActionJob["outputArtifacts"][number];

/**
 * Each output artifact is made by one build: `linux` by the artifacts of build `linux`, `linux_docs` by its secondary
 * artifact `docs`.
 */
function separateOutputs(job: ActionJob, { artifacts }: RunnerContext, entries: readonly BatchEntry[]): BatchOutputs {
  const owners = new Map(job.outputArtifacts.map((output) => [output.name, ownerOf(output.name, job, entries)]));
  return {
    needsFiles: false,
    outputsOf: ({ identifier }, spec) =>
      job.outputArtifacts
        .filter(({ name }) => owners.get(name) === identifier)
        .map(({ name, location }) => {
          const secondary = name === identifier ? null : name.slice(identifier.length + 1);
          const place = secondary === null ? "artifacts" : `secondary-artifacts entry ${secondary}`;
          return {
            name,
            location: arnOf(location),
            rule: (secondary === null ? spec.artifacts : spec.artifacts?.["secondary-artifacts"]?.[secondary]) ?? null,
            missing: `the buildspec of build ${identifier} has no ${place} with files, but the action has the output artifact ${name}`,
            put: (files, producer) => artifacts.putEntries(location, files, producer),
          };
        }),
    finish: async () => [],
  };
}

function ownerOf(outputName: string, job: ActionJob, entries: readonly BatchEntry[]): string {
  const names = entries.map(({ identifier }) => identifier).toSorted((a, b) => b.length - a.length);
  const owner = names.find((name) => name === outputName) ?? names.find((name) => outputName.startsWith(`${name}_`));
  if (owner !== undefined) return owner;
  throw new ActionFailure(
    "ConfigurationError",
    `Output artifact ${outputName} of ${job.actionName} is made by no build of the batch. Name it after one (${names.at(-1)}) ` +
      "or after one and a secondary artifact of it, or set CombineArtifacts to true for one artifact with the files of all.",
  );
}

/** The files of all builds in one artifact, in the order of the builds; of two with the same path the first stays. */
function combinedOutputs(job: ActionJob, { artifacts }: RunnerContext, entries: readonly BatchEntry[]): BatchOutputs {
  const [output, ...others] = job.outputArtifacts;
  if (others.length > 0) {
    throw new ActionFailure(
      "ConfigurationError",
      `CombineArtifacts makes one artifact of all builds, but ${job.actionName} has ${others.length + 1} output artifacts.`,
    );
  }
  const collected = new Map<string, ArchiveEntry[]>();
  return {
    needsFiles: true,
    outputsOf: ({ identifier }, spec) => (output ? combinedPartsOf(output, identifier, spec, collected) : []),
    async finish() {
      if (!output) return [];
      const { files, notes } = merge(entries, collected);
      if (files.length > 0) await artifacts.putEntries(output.location, files);
      return [...notes, `Combined ${files.length} file(s) of ${collected.size} build(s) in ${output.name}`];
    },
  };
}

function combinedPartsOf(
  output: Output,
  identifier: string,
  spec: Buildspec,
  collected: Map<string, ArchiveEntry[]>,
): ProjectOutput[] {
  const parts: readonly (readonly [string, ArtifactRule])[] = [
    ...(spec.artifacts?.files?.length ? [[output.name, spec.artifacts] as const] : []),
    ...Object.entries(spec.artifacts?.["secondary-artifacts"] ?? {}),
  ];
  return parts.map(([name, rule]) => ({
    name,
    location: arnOf(output.location),
    rule,
    missing: `secondary-artifacts entry ${name} of build ${identifier} has no files`,
    async put(files) {
      collected.set(identifier, [...(collected.get(identifier) ?? []), ...files]);
    },
  }));
}

function merge(entries: readonly BatchEntry[], collected: ReadonlyMap<string, readonly ArchiveEntry[]>) {
  const byPath = new Map<string, ArchiveEntry>();
  const notes: string[] = [];
  for (const { identifier } of entries) {
    for (const file of collected.get(identifier) ?? []) {
      if (byPath.has(file.path))
        notes.push(`Left out ${file.path} of build ${identifier}: another build has made it too`);
      else byPath.set(file.path, file);
    }
  }
  return { files: [...byPath.values()], notes };
}

function arnOf({ bucket, key }: Output["location"]): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}
