import { z } from "zod";
import { pipelineDeclaration } from "@/lib/pipeline/declaration";
import { ACTION_EXECUTION_STATUSES, STAGE_EXECUTION_STATUSES } from "@/lib/pipeline/execution";
import { approval } from "./approval";
import { executionSummary } from "./execution-summary";
import { stageCondition } from "./stage-condition";
import { transitionState } from "./transition";

const artifactLocation = z.object({
  name: z.string(),
  bucket: z.string().nullable(),
  key: z.string().nullable(),
});

/** One attempt of one action. A retry adds an attempt; the earlier ones stay. */
export const actionAttempt = z.object({
  actionExecutionId: z.string(),
  status: z.enum(ACTION_EXECUTION_STATUSES),
  startedAt: z.iso.datetime(),
  lastUpdatedAt: z.iso.datetime(),
  updatedBy: z.string().nullable(),
  summary: z.string().nullable(),
  error: z.object({ code: z.string().nullable(), message: z.string() }).nullable(),
  percentComplete: z.number().nullable(),
  externalExecutionId: z.string().nullable(),
  externalExecutionUrl: z.string().nullable(),
  hasLog: z.boolean(),
  category: z.string(),
  owner: z.string(),
  provider: z.string(),
  namespace: z.string().nullable(),
  configuration: z.record(z.string(), z.string()),
  /** The configuration with every `#{namespace.key}` filled in. */
  resolvedConfiguration: z.record(z.string(), z.string()),
  inputArtifacts: z.array(artifactLocation),
  outputArtifacts: z.array(artifactLocation),
  outputVariables: z.record(z.string(), z.string()),
});
export type ActionAttempt = z.infer<typeof actionAttempt>;

export const executionAction = z.object({
  name: z.string(),
  /** Oldest first; empty while the action has not started. */
  attempts: z.array(actionAttempt),
  /** Median of its last 30 successes in this pipeline; null with fewer than 3. */
  typicalDurationMs: z.number().nullable(),
});
export type ExecutionAction = z.infer<typeof executionAction>;

export const executionStage = z.object({
  name: z.string(),
  /** Null while this execution has not reached the stage. */
  status: z.enum(STAGE_EXECUTION_STATUSES).nullable(),
  startedAt: z.iso.datetime().nullable(),
  lastUpdatedAt: z.iso.datetime().nullable(),
  actions: z.array(executionAction),
  /** The gate into this stage as it stands now, for the pipeline as a whole; null when the connection tells none. */
  transition: transitionState.nullable(),
  /** Executions that wait in front of this stage now. */
  inboundExecutions: z.array(z.object({ pipelineExecutionId: z.string(), status: z.string() })),
  /** The service takes a retry of this stage for this execution. */
  canRetry: z.boolean(),
  /** Those the declaration has, in the order they are asked. */
  conditions: z.array(stageCondition),
});
export type ExecutionStage = z.infer<typeof executionStage>;

/** Everything the execution page shows, but logs. */
export const executionDetail = executionSummary.extend({
  /** The connection no longer has the pipeline. */
  isPipelineDeleted: z.boolean(),
  variables: z.array(z.object({ name: z.string(), resolvedValue: z.string() })),
  rollbackTargetId: z.string().nullable(),
  /** Who started it through Penstock; the trigger then names only Penstock's own credentials. */
  startedBy: z.string().nullable(),
  /**
   * The structure the execution ran on. `declarationSource` says whether it is that of its own `pipelineVersion` or,
   * where that is not known, what the connection holds now.
   */
  declaration: pipelineDeclaration.nullable(),
  declarationSource: z.enum(["pipelineVersion", "live"]).nullable(),
  /** In the order of the declaration; stages only older versions had come last. */
  stages: z.array(executionStage),
  approvals: z.array(approval),
  earlierExecutionId: z.string().nullable(),
  laterExecutionId: z.string().nullable(),
  /** When its details were last read from the connection. */
  syncedAt: z.iso.datetime().nullable(),
});
export type ExecutionDetail = z.infer<typeof executionDetail>;
