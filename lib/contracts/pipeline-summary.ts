import { z } from "zod";
import { commaSeparated, pathSegment } from "./path-segment";

/** A pipeline in a list to choose from. */
export const pipelineSummary = z.object({
  connection: z.string(),
  connectionName: z.string(),
  pipelineName: z.string(),
});
export type PipelineSummary = z.infer<typeof pipelineSummary>;

/** What the list can be narrowed by. */
export const pipelineFilters = z.object({
  /** Part of the name, of the last revision's id, or of its summary. */
  search: z.string().max(200).optional(),
  connection: commaSeparated(pathSegment),
});
export type PipelineFilters = z.infer<typeof pipelineFilters>;

/** What ran last comes first. */
export const pipelineList = z.object({
  pipelines: z.array(pipelineSummary),
  /** How many the filters leave, beyond those listed too. */
  matching: z.number().int(),
});
export type PipelineList = z.infer<typeof pipelineList>;
