import { z } from "zod";
import { pipelineDeclaration } from "@/lib/pipeline/declaration";

export const MAX_VERSION_MESSAGE_LENGTH = 500;

/** A saved declaration in the list of versions, without the declaration itself. */
export const pipelineVersionSummary = z.object({
  number: z.number().int().positive(),
  message: z.string(),
  authorName: z.string(),
  createdAt: z.iso.datetime(),
  /** AWS's version counter, once this one was published. */
  liveVersion: z.number().int().nullable(),
});

export const pipelineVersion = pipelineVersionSummary.extend({ declaration: pipelineDeclaration });

/** Newest first. `nextBefore` is the number to page on from, null at the end. */
export const pipelineVersionPage = z.object({
  versions: z.array(pipelineVersionSummary),
  nextBefore: z.number().int().nullable(),
});

export const versionToSave = z.object({
  message: z
    .string()
    .trim()
    .min(1, "Say in a few words what changed.")
    .max(MAX_VERSION_MESSAGE_LENGTH, `A message has at most ${MAX_VERSION_MESSAGE_LENGTH} characters.`),
  declaration: pipelineDeclaration,
});

export type PipelineVersionSummary = z.infer<typeof pipelineVersionSummary>;
export type PipelineVersion = z.infer<typeof pipelineVersion>;
export type PipelineVersionPage = z.infer<typeof pipelineVersionPage>;
