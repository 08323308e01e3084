import { z } from "zod";
import { pipelineDeclaration } from "@/lib/pipeline/declaration";
import { definitionMetadata } from "@/lib/pipeline/formats/metadata";

/** The unpublished edit of a pipeline, as last saved. */
export const savedDraft = z.object({
  declaration: pipelineDeclaration,
  revision: z.number().int().positive(),
  /** The live version the edit started from; null for a pipeline never published. */
  baseLiveVersion: z.number().int().nullable(),
  updatedAt: z.iso.datetime(),
  updatedByName: z.string(),
});

export const liveDefinition = z.object({
  version: z.number().int(),
  declaration: pipelineDeclaration,
  updatedAt: z.iso.datetime().nullable(),
});

/** Everything the editor opens with. `draft` is null while nobody has changed what is live. */
export const editablePipeline = z.object({
  connection: z.object({ slug: z.string(), name: z.string(), region: z.string(), isDemo: z.boolean() }),
  pipelineName: z.string(),
  live: liveDefinition.nullable(),
  draft: savedDraft.nullable(),
  /** What an import kept beside the declaration. */
  metadata: definitionMetadata,
  /** False for a person whose role only looks. */
  canEdit: z.boolean(),
});

/** A save names the draft it replaces; when that is no longer the stored one, nothing is written. */
export const draftToSave = z.object({
  declaration: pipelineDeclaration,
  /** Zero while no draft is stored. */
  expectedRevision: z.number().int().nonnegative(),
  baseLiveVersion: z.number().int().nullable(),
  /** Set when a person chose their side of a conflict: the draft that is replaced is kept as a version. */
  keepReplaced: z.boolean().default(false),
});

/** `error.data` of a save that was refused: what is stored now. */
export const draftConflict = z.object({ draft: savedDraft.nullable(), live: liveDefinition.nullable() });

export type SavedDraft = z.infer<typeof savedDraft>;
export type LiveDefinition = z.infer<typeof liveDefinition>;
export type EditablePipeline = z.infer<typeof editablePipeline>;
export type DraftToSave = z.input<typeof draftToSave>;
export type DraftConflict = z.infer<typeof draftConflict>;
