import { z } from "zod";
import { pathSegment } from "./path-segment";

/** The path parameters of everything that belongs to one pipeline. */
export const pipelineAddress = z.object({ connection: pathSegment, pipelineName: pathSegment });
export type PipelineAddress = z.infer<typeof pipelineAddress>;

/** The path parameters of everything that belongs to one execution. */
export const executionAddress = pipelineAddress.extend({ pipelineExecutionId: pathSegment });
export type ExecutionAddress = z.infer<typeof executionAddress>;
