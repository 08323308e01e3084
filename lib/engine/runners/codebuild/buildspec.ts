import { z } from "zod";
import { anyCase } from "../spec-file/any-case";
import { orNothing, parseSpec, SpecError } from "../spec-file/parse-spec";
import { parseOnFailure } from "./on-failure";
import { COVERAGE_REPORT_FORMATS, TEST_REPORT_FORMATS } from "./reports/report";

/** A key without a value is empty text in YAML read as text; it stands for an empty list or mapping. */
function orEmpty<Schema extends z.ZodType>(empty: [] | Record<string, never>, schema: Schema) {
  return z.preprocess((value) => (value === "" ? empty : value), schema).optional();
}

/** As AWS does, takes a single text for a list of one: `commands: make`. */
const list = z
  .preprocess((value) => (typeof value === "string" ? [value].filter(Boolean) : value), z.array(z.string()))
  .optional();
const texts = orEmpty({}, z.record(z.string(), z.string()));
/** YAML 1.1, which AWS reads, takes `yes` and `true` for the same. */
const yesOrNo = orNothing(
  z
    .string()
    .toLowerCase()
    .pipe(z.enum(["yes", "no", "true", "false"]))
    .transform((word): boolean => word === "yes" || word === "true"),
);

const phase = z.looseObject({
  "run-as": z.string().optional(),
  "runtime-versions": texts,
  "on-failure": z.string().optional(),
  commands: list,
  finally: list,
});
const optionalPhase = orEmpty({}, anyCase(phase));

function unknownPhase(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.code === "unrecognized_keys"
    ? `a key that is not known: ${issue.keys.join(", ")}. There are install, pre_build, build and post_build`
    : undefined;
}

const artifactRule = z.looseObject({
  files: list,
  "base-directory": z.string().optional(),
  "discard-paths": yesOrNo,
  "exclude-paths": list,
  "enable-symlinks": yesOrNo,
});

/** @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.artifacts.secondary-artifacts */
const ARTIFACT_IDENTIFIER = /^[A-Za-z0-9_]{1,127}$/;
const secondaryArtifacts = z
  .record(z.string(), anyCase(artifactRule))
  .refine(
    (rules) => Object.keys(rules).every((identifier) => ARTIFACT_IDENTIFIER.test(identifier)),
    "has an identifier that is not letters, digits and underscores, shorter than 128 characters",
  );

const REPORT_FORMATS = [...TEST_REPORT_FORMATS, ...COVERAGE_REPORT_FORMATS] as const;
/** @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.reports */
const MOST_REPORT_GROUPS = 5;
const MOST_FALLBACK_KEYS = 5;

const reportGroup = z.looseObject({
  files: list,
  "base-directory": z.string().optional(),
  "discard-paths": yesOrNo,
  "file-format": z.string().toUpperCase().pipe(z.enum(REPORT_FORMATS)).default("JUNITXML"),
});

/**
 * What the engine reads of a buildspec. What it does not act on is told by `notesOnSpec`.
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
const keys = z.looseObject({
  version: z.enum(["0.2", "0.1"]),
  "run-as": z.string().optional(),
  env: orEmpty(
    {},
    anyCase(
      z.looseObject({
        shell: z
          .enum(["bash", "/bin/bash", "/bin/sh", "sh"], {
            error: "must be bash or /bin/sh: this machine plays Linux images",
          })
          .optional(),
        variables: texts,
        "parameter-store": texts,
        "secrets-manager": texts,
        "exported-variables": list,
        "git-credential-helper": yesOrNo,
      }),
    ),
  ),
  environment_variables: orEmpty({}, z.looseObject({ plaintext: texts })),
  proxy: orEmpty({}, z.looseObject({ "upload-artifacts": yesOrNo, logs: yesOrNo })),
  phases: anyCase(
    z.strictObject(
      { install: optionalPhase, pre_build: optionalPhase, build: optionalPhase, post_build: optionalPhase },
      { error: unknownPhase },
    ),
  ),
  reports: orEmpty(
    {},
    z
      .record(z.string(), anyCase(reportGroup))
      .refine(
        (groups) => Object.keys(groups).length <= MOST_REPORT_GROUPS,
        `has more than ${MOST_REPORT_GROUPS} groups`,
      ),
  ),
  artifacts: orEmpty({}, anyCase(artifactRule.extend({ "secondary-artifacts": orEmpty({}, secondaryArtifacts) }))),
  cache: orEmpty(
    {},
    anyCase(
      z.looseObject({
        key: z.string().optional(),
        "fallback-keys": orEmpty(
          [],
          z.array(z.string()).max(MOST_FALLBACK_KEYS, `has more than ${MOST_FALLBACK_KEYS} keys`),
        ),
        action: z.enum(["restore", "save"]).optional(),
        paths: list,
      }),
    ),
  ),
});
/** Samples of AWS's own write `Version` and `Commands`. */
const buildspec = anyCase(keys);

export type Buildspec = z.infer<typeof buildspec>;
export type BuildspecPhase = z.infer<typeof phase>;
export type ArtifactRule = z.infer<typeof artifactRule>;
export type ReportGroup = z.infer<typeof reportGroup>;
export type CacheRule = NonNullable<Buildspec["cache"]>;

export const PHASES = ["install", "pre_build", "build", "post_build"] as const;
export type PhaseName = (typeof PHASES)[number];

/** Those that are read here, and the one that is read for a batch. */
const KNOWN_KEYS: readonly string[] = [...Object.keys(keys.shape), "batch"];

/** What a build's log should say about keys that change nothing, on this machine or anywhere. */
export function notesOnSpec(spec: Buildspec): readonly string[] {
  const { version, env, environment_variables, proxy } = spec;
  const unknown = Object.keys(spec).filter((key) => !KNOWN_KEYS.includes(key));
  return [
    ...(unknown.length > 0
      ? [`The buildspec has keys that are not known, and nothing is done for them: ${unknown.join(", ")}`]
      : []),
    ...(version !== "0.1" && environment_variables
      ? ["environment_variables is read in version 0.1 alone: write env.variables"]
      : []),
    ...(env?.["git-credential-helper"]
      ? ["git-credential-helper is not set up: Git has this machine's credentials"]
      : []),
    ...(proxy?.["upload-artifacts"] || proxy?.logs ? ["proxy is not applied: builds reach the network directly"] : []),
  ];
}

/** @throws SpecError that names the file, the line and what to change */
export function parseBuildspec(text: string, fileName: string): Buildspec {
  const spec = parseSpec(buildspec, text, fileName);
  for (const name of PHASES) {
    const { commands, "on-failure": onFailure, ...others } = spec.phases[name] ?? {};
    // A misspelt key would let a build succeed that has run nothing.
    if (name !== "install" && commands === undefined && Object.keys(others).length > 0) {
      throw new SpecError(`${fileName}: phases.${name}.commands is missing`);
    }
    if (onFailure !== undefined && parseOnFailure(onFailure) === null) {
      throw new SpecError(
        `${fileName}: phases.${name}.on-failure must be ABORT, CONTINUE, RETRY, RETRY-<count>, RETRY-<regex> or RETRY-<count>-<regex>`,
      );
    }
  }
  return spec;
}
