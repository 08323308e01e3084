import { z } from "zod";
import { pathSegment } from "./path-segment";

/** `/pipelines/[connection]/[pipelineName]`. */
export const pipelineParams = z.object({ connection: pathSegment, pipelineName: pathSegment });
export type PipelineParams = z.infer<typeof pipelineParams>;

/** `…/executions/[pipelineExecutionId]`. */
export const executionParams = pipelineParams.extend({ pipelineExecutionId: pathSegment });
export type ExecutionParams = z.infer<typeof executionParams>;
