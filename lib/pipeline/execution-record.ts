import { z } from "zod";
import type { ExecutionMode } from "./declaration";
import type { ActionExecutionStatus, PipelineExecutionStatus } from "./execution";

/** What one execution carried and how it went, as the connection told it. Instants are epoch milliseconds. */
export interface ExecutionRecord {
  readonly pipelineExecutionId: string;
  readonly status: PipelineExecutionStatus;
  readonly statusSummary: string | null;
  /** Null until the execution's details were read: a list does not tell it. */
  readonly pipelineVersion: number | null;
  readonly startedAt: number;
  readonly lastUpdatedAt: number;
  readonly triggerType: string | null;
  readonly triggerDetail: string | null;
  readonly executionMode: ExecutionMode | null;
  readonly executionType: string | null;
  readonly sourceRevisions: readonly RevisionRecord[];
  /** Null until the execution's details were read. */
  readonly variables: readonly VariableRecord[] | null;
  readonly stopReason: string | null;
  readonly rollbackTargetId: string | null;
}

export const revisionRecord = z.object({
  actionName: z.string(),
  revisionId: z.string().nullable(),
  revisionSummary: z.string().nullable(),
  revisionUrl: z.string().nullable(),
});
export type RevisionRecord = z.infer<typeof revisionRecord>;

export const variableRecord = z.object({ name: z.string(), resolvedValue: z.string() });
export type VariableRecord = z.infer<typeof variableRecord>;

/** One attempt of one action. */
export interface ActionExecutionRecord {
  readonly pipelineExecutionId: string;
  readonly actionExecutionId: string;
  readonly pipelineVersion: number | null;
  readonly stageName: string;
  readonly actionName: string;
  readonly category: string;
  readonly owner: string;
  readonly provider: string;
  readonly status: ActionExecutionStatus;
  readonly startedAt: number;
  readonly lastUpdatedAt: number;
  readonly updatedBy: string | null;
  readonly summary: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly externalExecutionId: string | null;
  readonly externalExecutionUrl: string | null;
  readonly logStreamArn: string | null;
  readonly input: ActionInputRecord;
  readonly output: ActionOutputRecord;
}

const artifactRecord = z.object({
  name: z.string(),
  bucket: z.string().nullable(),
  key: z.string().nullable(),
});

export const actionInputRecord = z.object({
  configuration: z.record(z.string(), z.string()).default({}),
  resolvedConfiguration: z.record(z.string(), z.string()).default({}),
  roleArn: z.string().nullable().default(null),
  region: z.string().nullable().default(null),
  namespace: z.string().nullable().default(null),
  inputArtifacts: z.array(artifactRecord).default([]),
});
export type ActionInputRecord = z.infer<typeof actionInputRecord>;

export const actionOutputRecord = z.object({
  outputArtifacts: z.array(artifactRecord).default([]),
  outputVariables: z.record(z.string(), z.string()).default({}),
});
export type ActionOutputRecord = z.infer<typeof actionOutputRecord>;
