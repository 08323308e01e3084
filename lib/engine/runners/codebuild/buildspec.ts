import { z } from "zod";
import { parseSpec, SpecError } from "../spec-file/parse-spec";

/** A key without a value is empty text in YAML read as text; it stands for an empty list or mapping. */
function orEmpty<Schema extends z.ZodType>(empty: [] | Record<string, never>, schema: Schema) {
  return z.preprocess((value) => (value === "" ? empty : value), schema).optional();
}

const list = orEmpty([], z.array(z.string()));
const texts = orEmpty({}, z.record(z.string(), z.string()));
const yesOrNo = z.enum(["yes", "no"]).optional();

const phase = z.looseObject({
  "run-as": z.string().optional(),
  "on-failure": z.string().optional(),
  commands: list,
  finally: list,
});
const optionalPhase = orEmpty({}, phase);

const artifactRule = z.looseObject({
  files: list,
  "base-directory": z.string().optional(),
  "discard-paths": yesOrNo,
  "exclude-paths": list,
  "enable-symlinks": yesOrNo,
});

/**
 * What the engine reads of a buildspec. Keys it does not act on (cache, proxy, runtime versions) are accepted.
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
const buildspec = z.looseObject({
  version: z.enum(["0.2", "0.1"]),
  "run-as": z.string().optional(),
  env: z
    .looseObject({
      shell: z.enum(["bash", "/bin/sh", "sh"]).optional(),
      variables: texts,
      "parameter-store": texts,
      "secrets-manager": texts,
      "exported-variables": list,
    })
    .optional(),
  phases: z.strictObject({
    install: optionalPhase,
    pre_build: optionalPhase,
    build: optionalPhase,
    post_build: optionalPhase,
  }),
  reports: z
    .record(
      z.string(),
      z.looseObject({ files: list, "base-directory": z.string().optional(), "file-format": z.string().optional() }),
    )
    .optional(),
  artifacts: artifactRule.extend({ "secondary-artifacts": z.record(z.string(), artifactRule).optional() }).optional(),
  batch: z.unknown().optional(),
});

export type Buildspec = z.infer<typeof buildspec>;
export type BuildspecPhase = z.infer<typeof phase>;
export type ArtifactRule = z.infer<typeof artifactRule>;

export const PHASES = ["install", "pre_build", "build", "post_build"] as const;
export type PhaseName = (typeof PHASES)[number];

/** @throws SpecError that names the file, the line and what to change */
export function parseBuildspec(text: string, fileName: string): Buildspec {
  const spec = parseSpec(buildspec, text, fileName);
  for (const name of PHASES) {
    const onFailure = spec.phases[name]?.["on-failure"];
    if (onFailure !== undefined && parseOnFailure(onFailure) === null) {
      throw new SpecError(
        `${fileName}: phases.${name}.on-failure must be ABORT, CONTINUE, RETRY, RETRY-<count>, RETRY-<regex> or RETRY-<count>-<regex>`,
      );
    }
  }
  return spec;
}

export type OnFailure =
  | { readonly action: "ABORT" | "CONTINUE" }
  | { readonly action: "RETRY"; readonly times: number; readonly pattern: string };

const DEFAULT_RETRIES = 3;
const MOST_RETRIES = 100;

/** Null when the text is none of the documented forms. */
export function parseOnFailure(text: string): OnFailure | null {
  if (text === "ABORT" || text === "CONTINUE") return { action: text };
  const match = /^RETRY(?:-(\d+))?(?:-(.+))?$/s.exec(text);
  if (!match) return null;
  const times = match[1] === undefined ? DEFAULT_RETRIES : Number(match[1]);
  return times > MOST_RETRIES ? null : { action: "RETRY", times, pattern: match[2] ?? ".*" };
}
