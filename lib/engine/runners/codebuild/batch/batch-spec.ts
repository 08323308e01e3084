import { z } from "zod";
import { anyCase } from "../../spec-file/any-case";
import { parseSpec } from "../../spec-file/parse-spec";

const IDENTIFIER = /^[A-Za-z0-9_-]{1,127}$/;
/** @see https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html */
const MOST_SHARDS = 100;

const trueOrFalse = z
  .string()
  .toLowerCase()
  .pipe(z.enum(["true", "false", "yes", "no"]))
  .transform((word): boolean => word === "true" || word === "yes");
const list = z.union([z.array(z.string()), z.string().transform((text) => [text])]).optional();

const environment = z
  .looseObject({ image: z.string().optional(), variables: z.record(z.string(), z.string()).optional() })
  .optional();

const task = z.looseObject({
  identifier: z
    .string()
    .regex(IDENTIFIER, "must be letters, digits, underscores and hyphens, and shorter than 128 characters"),
  buildspec: z.string().optional(),
  env: environment,
  "ignore-failure": trueOrFalse.optional(),
});
const tasks = z.array(task).min(1, "needs one build at least");

const batch = z
  .looseObject({
    "fast-fail": trueOrFalse.optional(),
    "build-list": tasks.optional(),
    "build-graph": z
      .array(task.extend({ "depend-on": list }))
      .min(1, "needs one build at least")
      .optional(),
    "build-matrix": z
      .looseObject({
        static: z.looseObject({ "ignore-failure": trueOrFalse.optional(), env: environment }).optional(),
        dynamic: z.looseObject({
          buildspec: list,
          env: z
            .looseObject({
              image: list,
              "compute-type": list,
              variables: z.record(z.string(), z.union([z.array(z.string()), z.string()])).optional(),
            })
            .optional(),
        }),
      })
      .optional(),
    "build-fanout": z
      .looseObject({
        parallelism: z.coerce
          .number("must be a number")
          .int("must be a whole number")
          .min(1, "must be 1 at least")
          .max(MOST_SHARDS, `must be ${MOST_SHARDS} at most`),
        "ignore-failure": trueOrFalse.optional(),
      })
      .optional(),
  })
  .refine((found) => KINDS.filter((kind) => found[kind] !== undefined).length === 1, {
    error: "needs one of build-list, build-graph, build-matrix and build-fanout, and no more than one",
  });
const KINDS = ["build-list", "build-graph", "build-matrix", "build-fanout"] as const;

/**
 * The builds that a batch consists of. The phases of the same file are read for each build by itself.
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build-buildspec.html
 */
const batchSpec = anyCase(z.looseObject({ version: z.enum(["0.2"]), batch }));
export type Batch = z.infer<typeof batch>;

const OF_A_MACHINE = ["compute-type", "fleet", "privileged-mode", "type"] as const;

/** What the log of a batch should say about keys that change nothing. */
export function notesOnBatch(batch: Batch): readonly string[] {
  const tasks = [...(batch["build-list"] ?? []), ...(batch["build-graph"] ?? [])];
  const { static: fixed, dynamic } = batch["build-matrix"] ?? {};
  const environments = [...tasks.map(({ env }) => env), fixed?.env, dynamic?.env];
  const asked = OF_A_MACHINE.filter((key) => environments.some((env) => env?.[key] !== undefined));
  const waiting = (batch["build-list"] ?? []).filter((build) => build["depend-on"] !== undefined);
  return [
    ...(asked.length === 0 ? [] : [`Not applied, as every build runs on this machine: ${asked.join(", ")}`]),
    ...waiting.map(({ identifier }) => `${identifier} of build-list has depend-on, which counts in build-graph alone`),
  ];
}

/** @throws SpecError that names the file, the line and what to change */
export function parseBatchSpec(text: string, fileName: string): Batch {
  return parseSpec(batchSpec, text, fileName).batch;
}
