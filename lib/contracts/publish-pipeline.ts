import { z } from "zod";
import { pipelineDeclaration } from "@/lib/pipeline/declaration";

export const publishInput = z.object({
  message: z.string().trim().max(500).default(""),
  /** The draft revision the person looked at; a later save by someone else is a conflict. */
  draftRevision: z.number().int(),
  /** Replaces what is live even though it changed since the draft's base: the person has seen `publishConflict`. */
  overwriteLiveVersion: z.number().int().optional(),
  runAfterPublishing: z.boolean().default(false),
});
export type PublishInput = z.input<typeof publishInput>;

export const publishResult = z.object({
  liveVersion: z.number().int(),
  /** The number of the version that was saved for it. */
  versionNumber: z.number().int(),
  /** Set when an execution was started, by us or by the service itself on creation. */
  pipelineExecutionId: z.string().nullable(),
});
export type PublishResult = z.infer<typeof publishResult>;

/** `error.data` of a publish that was refused because live changed: what is there now. */
export const publishConflict = z.object({
  baseLiveVersion: z.number().int().nullable(),
  liveVersion: z.number().int().nullable(),
  liveDeclaration: pipelineDeclaration.nullable(),
  liveUpdatedAt: z.iso.datetime().nullable(),
});
export type PublishConflict = z.infer<typeof publishConflict>;
