import { z } from "zod";
import {
  ACTION_EXECUTION_STATUSES,
  CONDITION_GATES,
  CONDITION_STATUSES,
  RULE_STATUSES,
  STAGE_EXECUTION_STATUSES,
} from "./execution";

const stageExecution = z.object({
  pipelineExecutionId: z.string(),
  status: z.enum(STAGE_EXECUTION_STATUSES),
});

const actionState = z.object({
  actionName: z.string(),
  actionExecutionId: z.string().nullable(),
  status: z.enum(ACTION_EXECUTION_STATUSES),
  percentComplete: z.number().nullable(),
  /** Set while a manual approval waits; a new one for each request. */
  token: z.string().nullable(),
});

const conditionState = z.object({
  gate: z.enum(CONDITION_GATES),
  status: z.enum(CONDITION_STATUSES),
  summary: z.string().nullable(),
  /** Rules that have been asked. */
  rules: z.array(
    z.object({
      ruleName: z.string(),
      status: z.enum(RULE_STATUSES),
      /** Why it came out so, as far as the service tells. */
      reason: z.string().nullable(),
    }),
  ),
});

const stageState = z.object({
  stageName: z.string(),
  transition: z
    .object({
      enabled: z.boolean(),
      lastChangedBy: z.string().nullable(),
      /** Epoch milliseconds. */
      lastChangedAt: z.number().nullable(),
      disabledReason: z.string().nullable(),
    })
    .nullable(),
  inboundExecutions: z.array(stageExecution),
  latestExecution: stageExecution.nullable(),
  /** Actions that have run at least once. */
  actions: z.array(actionState),
  /** What was asked of the latest execution; states stored before conditions were read have none. */
  conditions: z.array(conditionState).default([]),
});

/**
 * What `GetPipelineState` tells beyond the history: gates, who waits in front of them, approval tokens, conditions.
 * In PARALLEL mode the service tells nothing meaningful here.
 */
export const pipelineState = z.object({ stages: z.array(stageState) });
export type PipelineState = z.infer<typeof pipelineState>;
export type StageState = z.infer<typeof stageState>;
