import { z } from "zod";
import type { StateMachine } from "./definition";

const transition = { Next: z.string().optional(), End: z.boolean().optional() };
const expression = z.string().regex(/^\{%[\s\S]*%\}$/, "must be an expression {% … %}");
const seconds = z.union([z.number().min(0), expression]).optional();
const common = {
  QueryLanguage: z.literal("JSONata"),
  Comment: z.string().optional(),
  Output: z.unknown().optional(),
  Assign: z.record(z.string(), z.unknown()).optional(),
};

/**
 * The states of a definition that evaluates expressions. They take no members that are not here: those of JSONPath
 * states mean nothing to them.
 * @param parts what both languages share
 */
export function jsonataStates<Retry extends z.ZodType, Inner extends z.ZodType<StateMachine>>({
  retry,
  inner,
}: {
  readonly retry: Retry;
  readonly inner: Inner;
}) {
  const errors = {
    Retry: retry,
    Catch: z
      .array(
        z.strictObject({
          ErrorEquals: z.array(z.string()).min(1),
          Next: z.string(),
          Comment: z.string().optional(),
          Output: z.unknown().optional(),
          Assign: common.Assign,
        }),
      )
      .default([]),
  };
  return z.discriminatedUnion("Type", [
    z.strictObject({ Type: z.literal("Pass"), ...common, ...transition }),
    z.strictObject({
      Type: z.literal("Task"),
      ...common,
      ...transition,
      ...errors,
      Resource: z.string(),
      Arguments: z.unknown().optional(),
      TimeoutSeconds: seconds,
      HeartbeatSeconds: seconds,
      Credentials: z.unknown().optional(),
    }),
    z.strictObject({
      Type: z.literal("Choice"),
      ...common,
      Choices: z
        .array(
          z.strictObject({
            Condition: z.union([z.boolean(), expression]),
            Next: z.string(),
            Comment: z.string().optional(),
            Output: z.unknown().optional(),
            Assign: common.Assign,
          }),
        )
        .min(1),
      Default: z.string().optional(),
    }),
    z.strictObject({
      Type: z.literal("Wait"),
      ...common,
      ...transition,
      Seconds: seconds,
      Timestamp: z.string().optional(),
    }),
    z.strictObject({ Type: z.literal("Succeed"), ...common }),
    z.strictObject({
      Type: z.literal("Fail"),
      QueryLanguage: common.QueryLanguage,
      Comment: z.string().optional(),
      Error: z.string().optional(),
      Cause: z.string().optional(),
    }),
    z.strictObject({
      Type: z.literal("Parallel"),
      ...common,
      ...transition,
      ...errors,
      Arguments: z.unknown().optional(),
      Branches: z.array(inner).min(1),
    }),
    z.strictObject({
      Type: z.literal("Map"),
      ...common,
      ...transition,
      ...errors,
      Items: z.union([z.array(z.unknown()), expression]).optional(),
      ItemSelector: z.unknown().optional(),
      ItemProcessor: inner,
      MaxConcurrency: z.union([z.int().min(0), expression]).default(0),
      Label: z.string().optional(),
    }),
  ]);
}
