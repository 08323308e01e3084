import { z } from "zod";
import { MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH, MAX_TAGS } from "@/lib/pipeline/limits";

const pipelineTag = z.object({ key: z.string(), value: z.string() });

/** Tags stand beside a pipeline's declaration, and change without publishing. */
export const pipelineTags = z.object({
  tags: z.array(pipelineTag),
  /** False while the pipeline exists only as a draft: then they are kept, and sent when it is created. */
  isLive: z.boolean(),
});
export type PipelineTags = z.infer<typeof pipelineTags>;

/** Bounds only; the domain says what is wrong with a tag. */
export const tagsToSave = z.object({
  tags: z
    .array(z.object({ key: z.string().max(2 * MAX_TAG_KEY_LENGTH), value: z.string().max(2 * MAX_TAG_VALUE_LENGTH) }))
    .max(2 * MAX_TAGS),
});
