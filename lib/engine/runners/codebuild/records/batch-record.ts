import { z } from "zod";
import { BUILD_STATUSES, instant, phaseContext } from "./build-record";

/** @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BuildBatchPhase.html */
const BATCH_PHASE_TYPES = [
  "SUBMITTED",
  "DOWNLOAD_BATCHSPEC",
  "IN_PROGRESS",
  "COMBINE_ARTIFACTS",
  "SUCCEEDED",
  "FAILED",
  "STOPPED",
] as const;
export type BatchPhaseType = (typeof BATCH_PHASE_TYPES)[number];

const batchPhase = z.object({
  type: z.enum(BATCH_PHASE_TYPES),
  status: z.enum(BUILD_STATUSES).optional(),
  startedAt: instant,
  endedAt: instant.optional(),
  contexts: z.array(phaseContext),
});

const batchGroup = z.object({
  identifier: z.string(),
  dependsOn: z.array(z.string()),
  ignoresFailure: z.boolean(),
  /** Once it has begun: how it goes is in the record of that build. */
  buildId: z.string().optional(),
});

/** What is remembered of one batch of builds, enough to answer CodeBuild's BatchGetBuildBatches. */
export const batchRecord = z.object({
  /** `<project>:<uuid>` */
  id: z.string(),
  arn: z.string(),
  projectName: z.string(),
  status: z.enum(BUILD_STATUSES),
  currentPhase: z.enum(BATCH_PHASE_TYPES),
  startedAt: instant,
  endedAt: instant.optional(),
  /** `codepipeline/<pipeline>` */
  initiator: z.string(),
  sourceVersion: z.string().optional(),
  resolvedSourceVersion: z.string().optional(),
  buildspec: z.string(),
  encryptionKey: z.string(),
  phases: z.array(batchPhase),
  /** In the order they are declared. */
  groups: z.array(batchGroup),
});
export type BatchRecord = z.infer<typeof batchRecord>;
