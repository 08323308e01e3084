import type { ArtifactLocation } from "../artifacts/artifact-store";
import type { JobRecord } from "./job-record";
import type { ActionJob } from "../runners/runner";
import type { Artifact, AWSSessionCredentials, JobData, PipelineContext } from "../protocol/generated/service-types";
import type { Sessions } from "../session-credentials";
import type { PipelineState } from "../state";

import { pipelineArn } from "../operations/pipeline-arn";

export interface JobDataSource {
  readonly sessions: Sessions;
  /** Of the job's pipeline; unknown where only the artifacts matter. */
  readonly state?: PipelineState | undefined;
}

/**
 * All that whoever has a job needs to do it: the resolved configuration with its secrets, where the artifacts are, and
 * keys for exactly those. A job that is over gets no keys any more.
 */
export function jobData(job: JobRecord, { sessions, state }: JobDataSource): JobData {
  const { action, continuationToken } = job;
  const artifactCredentials = credentialsOf(job, sessions);
  const encryptionKey = encryptionKeyOf(state, action);
  return {
    actionTypeId: action.actionTypeId,
    actionConfiguration: { configuration: action.configuration },
    pipelineContext: pipelineContext(job),
    inputArtifacts: action.inputArtifacts.map((artifact) => {
      const revision = revisionOf(state, action, artifact.name);
      return { ...wireArtifact(artifact), ...(revision !== undefined && { revision }) };
    }),
    outputArtifacts: action.outputArtifacts.map(wireArtifact),
    ...(artifactCredentials && { artifactCredentials }),
    ...(continuationToken !== undefined && { continuationToken }),
    ...(encryptionKey && { encryptionKey }),
  };
}

/** A partner learns neither the pipeline's ARN nor the execution, as the service model says of PipelineContext. */
function pipelineContext({ audience, action }: JobRecord): PipelineContext {
  const { pipelineName, stageName, actionName, actionExecutionId, pipelineExecutionId } = action;
  const names = { pipelineName, stage: { name: stageName } };
  if (audience === "partner") return { ...names, action: { name: actionName } };
  return {
    ...names,
    action: { name: actionName, actionExecutionId },
    pipelineArn: pipelineArn(action, pipelineName),
    pipelineExecutionId,
  };
}

function wireArtifact({ name, location }: { readonly name: string; readonly location: ArtifactLocation }): Artifact {
  return { name, location: { type: "S3", s3Location: { bucketName: location.bucket, objectKey: location.key } } };
}

function credentialsOf({ status, action }: JobRecord, sessions: Sessions): AWSSessionCredentials | null {
  if (status === "Succeeded" || status === "Failed" || status === "TimedOut") return null;
  const reads = action.inputArtifacts.map(({ location }) => location);
  const writes = action.outputArtifacts.map(({ location }) => location);
  return sessions.issue({ kind: "artifacts", reads, writes });
}

/** The source revision that an artifact is, where a source action has put it out. */
function revisionOf(state: PipelineState | undefined, action: ActionJob, name: string): string | undefined {
  const revisions = state?.executions[action.pipelineExecutionId]?.record.artifactRevisions;
  return revisions?.find(({ artifactName }) => artifactName === name)?.revisionId;
}

function encryptionKeyOf(state: PipelineState | undefined, action: ActionJob): JobData["encryptionKey"] {
  const declaration = state?.declarations[action.pipelineVersion];
  const store = declaration?.artifactStores?.[action.region] ?? declaration?.artifactStore;
  const key = store?.encryptionKey;
  return key?.type === "KMS" ? { id: key.id, type: "KMS" } : undefined;
}
