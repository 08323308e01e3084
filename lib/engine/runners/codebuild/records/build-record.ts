import { z } from "zod";
import { report } from "../reports/report";

/** @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BuildPhase.html */
export const BUILD_PHASE_TYPES = [
  "SUBMITTED",
  "QUEUED",
  "PROVISIONING",
  "DOWNLOAD_SOURCE",
  "INSTALL",
  "PRE_BUILD",
  "BUILD",
  "POST_BUILD",
  "UPLOAD_ARTIFACTS",
  "FINALIZING",
  "COMPLETED",
] as const;
export type BuildPhaseType = (typeof BUILD_PHASE_TYPES)[number];

export const BUILD_STATUSES = ["SUCCEEDED", "FAILED", "FAULT", "TIMED_OUT", "IN_PROGRESS", "STOPPED"] as const;
export type BuildStatus = (typeof BUILD_STATUSES)[number];
export type EndedBuildStatus = Exclude<BuildStatus, "IN_PROGRESS">;

export const instant = z.number().int();
export const phaseContext = z.object({ statusCode: z.string(), message: z.string() });

const buildPhase = z.object({
  type: z.enum(BUILD_PHASE_TYPES),
  /** COMPLETED is an instant and has neither status nor end. */
  status: z.enum(BUILD_STATUSES).optional(),
  startedAt: instant,
  endedAt: instant.optional(),
  contexts: z.array(phaseContext),
});

const buildArtifact = z.object({
  /** Name of the output artifact. */
  identifier: z.string(),
  /** `arn:aws:s3:::<bucket>/<key>` */
  location: z.string(),
});
export type BuildArtifact = z.infer<typeof buildArtifact>;

/**
 * What is remembered of one build, enough to answer CodeBuild's BatchGetBuilds. Times are epoch milliseconds. No value
 * of a secret is in it: a variable of Parameter Store or Secrets Manager holds its reference, as in the service.
 */
export const buildRecord = z.object({
  /** `<project>:<uuid>` */
  id: z.string(),
  arn: z.string(),
  buildNumber: z.number().int(),
  projectName: z.string(),
  status: z.enum(BUILD_STATUSES),
  currentPhase: z.enum(BUILD_PHASE_TYPES),
  startedAt: instant,
  endedAt: instant.optional(),
  /** `codepipeline/<pipeline>` */
  initiator: z.string(),
  pipeline: z.object({ pipelineName: z.string(), pipelineExecutionId: z.string(), actionExecutionId: z.string() }),
  /** ARN of the primary input artifact. */
  sourceVersion: z.string().optional(),
  resolvedSourceVersion: z.string().optional(),
  /** The buildspec as the project or the action names it: a path, an ARN or the text itself. */
  buildspec: z.string(),
  phases: z.array(buildPhase),
  artifacts: z.array(buildArtifact),
  environment: z.object({
    image: z.string(),
    variables: z.array(z.object({ name: z.string(), value: z.string(), type: z.string() })),
  }),
  logs: z.object({ groupName: z.string(), streamName: z.string() }),
  timeoutInMinutes: z.number(),
  hasCache: z.boolean(),
  encryptionKey: z.string(),
  reports: z.array(report),
  exportedVariables: z.array(z.object({ name: z.string(), value: z.string() })),
  batch: z.object({ arn: z.string(), identifier: z.string() }).optional(),
});
export type BuildRecord = z.infer<typeof buildRecord>;
