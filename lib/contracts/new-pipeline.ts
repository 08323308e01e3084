import { z } from "zod";
import { pipelineDeclaration } from "@/lib/pipeline/declaration";
import { definitionMetadata } from "@/lib/pipeline/formats/metadata";
import { MAX_NAME_LENGTH } from "@/lib/pipeline/limits";

/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineDeclaration.html */
export const pipelineName = z
  .string()
  .trim()
  .min(1, "Give the pipeline a name.")
  .max(MAX_NAME_LENGTH, {
    error: ({ input }) =>
      `A pipeline name has at most ${MAX_NAME_LENGTH} characters${typeof input === "string" ? `; this one has ${input.length}` : ""}.`,
  })
  .regex(/^[A-Za-z0-9.@_-]*$/, "A pipeline name holds letters, digits and the signs . @ _ - only.");

export const newPipeline = z.object({
  connection: z.string().min(1, "Choose a connection."),
  declaration: pipelineDeclaration.extend({ name: pipelineName }),
  /** What an import kept beside the declaration. */
  metadata: definitionMetadata.optional(),
  /** The template whose starter is wanted on this machine as well. */
  starterOf: z.string().optional(),
});
export type NewPipeline = z.input<typeof newPipeline>;
