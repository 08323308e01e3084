import { z } from "zod";
import { jsonObject, jsonValue } from "./json-value";

/**
 * Our own metadata beside a declaration. A declaration is always one that AWS could hold; what a template said in a
 * member that only CloudFormation or Terraform can compute is kept here, and a stand-in is what the declaration holds.
 */
const path = z.array(z.union([z.string(), z.number().int()])).readonly();

const expression = z.object({
  language: z.enum(["cloudformation", "terraform"]),
  /** One line for people, as the tool's own language has it: `!GetAtt Role.Arn`, `${var.bucket}`. */
  text: z.string(),
  /** CloudFormation: the long form, `{"Fn::GetAtt": ["Role", "Arn"]}`. Terraform: the template, as `text`. */
  value: jsonValue,
});

/** One side of an Fn::If that stands for the whole, because nobody knows the condition here. */
const choice = z.object({
  condition: z.string(),
  side: z.enum(["then", "else"]),
  /** The side that was not taken, in long form. */
  other: jsonValue,
});

/**
 * An item of a list, or a member of a map, that is left out: by a condition taken for granted, or because nobody knows
 * what it is repeated over.
 */
const omission = z.object({
  language: z.enum(["cloudformation", "terraform"]),
  /** Its index in the list as written, or its name. */
  at: z.union([z.number().int(), z.string()]),
  /** Terraform: the text of the block. */
  value: jsonValue,
});

/** An entry whose stand-in is no longer found, at its path or elsewhere, has been edited away. */
const placedExpression = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("value"),
    path,
    /** Absent for a member that was left out, since no value could stand for it. */
    standIn: z.union([z.string(), z.number()]).optional(),
    expression,
  }),
  z.object({
    kind: z.literal("choice"),
    path,
    /** Name of the stage or action at the path, to see that it is still the same; empty when it has none. */
    name: z.string(),
    choices: z.array(choice).readonly(),
  }),
  z.object({ kind: z.literal("omission"), path, omissions: z.array(omission).readonly() }),
]);

/** Where in which template a pipeline came from: what goes along when it becomes a template again. */
const templateOrigin = z.object({
  logicalId: z.string(),
  /** The pipeline has a name beside its logical id. */
  isNamed: z.boolean(),
  /** The resource's own attributes: Condition, DependsOn, DeletionPolicy, Metadata. */
  attributes: jsonObject,
  /** Properties of the resource that are no part of a declaration, such as RestartExecutionOnUpdate. */
  properties: jsonObject,
  /** The sections of the template, cut down to what the pipeline refers to. */
  sections: jsonObject,
});

export const definitionMetadata = z.object({
  expressions: z.array(placedExpression).readonly(),
  origin: templateOrigin.optional(),
});

/** What a format cannot say about a pipeline, written beside it in a place that its tool ignores. */
export const remainder = z.object({
  members: z
    .array(z.object({ path, value: jsonValue }))
    .readonly()
    .default([]),
  expressions: z.array(placedExpression).readonly().default([]),
  origin: templateOrigin.optional(),
});

export type Expression = z.infer<typeof expression>;
export type Choice = z.infer<typeof choice>;
export type Omission = z.infer<typeof omission>;
export type PlacedExpression = z.infer<typeof placedExpression>;
export type TemplateOrigin = z.infer<typeof templateOrigin>;
export type DefinitionMetadata = z.infer<typeof definitionMetadata>;
export type Remainder = z.infer<typeof remainder>;

export const NO_METADATA: DefinitionMetadata = { expressions: [] };
