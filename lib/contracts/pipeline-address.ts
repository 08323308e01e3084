import { z } from "zod";

/** The path parameters of everything that belongs to one pipeline. */
export const pipelineAddress = z.object({ connection: z.string(), pipelineName: z.string() });
