import { z } from "zod";
import { CONDITION_RESULTS } from "@/lib/pipeline/declaration";
import { CONDITION_GATES, CONDITION_STATUSES, RULE_STATUSES } from "@/lib/pipeline/execution";

/** One of the conditions of a stage: what is declared, and how it came out for this execution. */
export const stageCondition = z.object({
  gate: z.enum(CONDITION_GATES),
  /** What it does to the stage; null where the service decides. */
  result: z.enum(CONDITION_RESULTS).nullable(),
  /** Null: not asked yet, or not known any more because a newer execution has entered the stage. */
  status: z.enum(CONDITION_STATUSES).nullable(),
  summary: z.string().nullable(),
  rules: z.array(
    z.object({
      name: z.string(),
      provider: z.string().nullable(),
      status: z.enum(RULE_STATUSES).nullable(),
      reason: z.string().nullable(),
    }),
  ),
  /** It holds the execution here, and the service takes an override. */
  canOverride: z.boolean(),
});
export type StageCondition = z.infer<typeof stageCondition>;

/** @see API_OverrideStageCondition: a condition on failure cannot be overridden */
export const OVERRIDABLE_GATES = { beforeEntry: "BEFORE_ENTRY", onSuccess: "ON_SUCCESS" } as const;

export const overrideStageConditionInput = z.object({ conditionType: z.enum(["BEFORE_ENTRY", "ON_SUCCESS"]) });
export type OverrideStageConditionInput = z.infer<typeof overrideStageConditionInput>;

/** Once that a rule was asked. The service tells the rule's name, and not which condition of the stage has it. */
export const ruleExecution = z.object({
  ruleExecutionId: z.string(),
  stageName: z.string(),
  ruleName: z.string(),
  status: z.enum(RULE_STATUSES),
  startedAt: z.iso.datetime(),
  lastUpdatedAt: z.iso.datetime(),
  reason: z.string().nullable(),
  externalExecutionUrl: z.string().nullable(),
  resolvedConfiguration: z.record(z.string(), z.string()),
});
export type RuleExecution = z.infer<typeof ruleExecution>;

/** Every time a rule was asked in an execution, newest first, as the connection tells it. */
export const ruleExecutions = z.object({ ruleExecutions: z.array(ruleExecution) });
export type RuleExecutions = z.infer<typeof ruleExecutions>;
