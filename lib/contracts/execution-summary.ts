import { z } from "zod";
import { EXECUTION_MODES } from "@/lib/pipeline/declaration";
import { PIPELINE_EXECUTION_STATUSES, TRIGGER_TYPES } from "@/lib/pipeline/execution";
import { commaSeparated } from "./path-segment";

/** A source change that an execution carries. */
export const sourceRevision = z.object({
  actionName: z.string(),
  revisionId: z.string().nullable(),
  revisionSummary: z.string().nullable(),
  revisionUrl: z.string().nullable(),
});
export type SourceRevision = z.infer<typeof sourceRevision>;

/** `type` stays open: a service newer than us may start executions in a way we have no word for. */
export const executionTrigger = z.object({ type: z.string(), detail: z.string().nullable() });

/** One execution in a list. All instants are ISO 8601. */
export const executionSummary = z.object({
  connection: z.string(),
  pipelineName: z.string(),
  pipelineExecutionId: z.string(),
  status: z.enum(PIPELINE_EXECUTION_STATUSES),
  statusSummary: z.string().nullable(),
  /** Actions that wait for a person now. It wins over `InProgress` where one status is shown. */
  waitingApprovals: z.number().int(),
  startedAt: z.iso.datetime(),
  lastUpdatedAt: z.iso.datetime(),
  trigger: executionTrigger.nullable(),
  sourceRevisions: z.array(sourceRevision),
  pipelineVersion: z.number().int().nullable(),
  executionMode: z.enum(EXECUTION_MODES).nullable(),
  executionType: z.string().nullable(),
  stopReason: z.string().nullable(),
  /** Where it failed: the latest failed action, with the reason it gave. */
  failure: z
    .object({ stageName: z.string(), actionName: z.string(), code: z.string().nullable(), message: z.string() })
    .nullable(),
  isDemo: z.boolean(),
});
export type ExecutionSummary = z.infer<typeof executionSummary>;

/** Newest first. `nextCursor` is null on the last page. */
export const executionPage = z.object({
  executions: z.array(executionSummary),
  nextCursor: z.string().nullable(),
});
export type ExecutionPage = z.infer<typeof executionPage>;

/** What the history can be narrowed by, as it stands in the query string. `from` and `to` are UTC days, both included. */
export const executionFilters = z.object({
  status: commaSeparated(z.enum(PIPELINE_EXECUTION_STATUSES)),
  trigger: commaSeparated(z.enum(TRIGGER_TYPES)),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Part of a revision id, of its summary, or the start of an execution id. */
  revision: z.string().max(200).optional(),
  cursor: z.string().max(200).optional(),
});
export type ExecutionFilters = z.infer<typeof executionFilters>;
