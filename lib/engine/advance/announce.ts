import type { ActionExecutionRecord, ExecutionTrigger, NamedArtifact } from "../records";
import type { StateChangeDetail, StateChangeEvent } from "../state-change-event";
import type { Turn } from "./turn";

type PipelineChange =
  | "STARTED"
  | "SUCCEEDED"
  | "RESUMED"
  | "FAILED"
  | "STOPPING"
  | "STOPPED"
  | "CANCELED"
  | "SUPERSEDED";
type StageChange = Exclude<PipelineChange, "SUPERSEDED">;

export function announcePipeline(turn: Turn, pipelineExecutionId: string, state: PipelineChange): void {
  const { record } = turn.execution(pipelineExecutionId);
  const stops = state === "STOPPING" || state === "STOPPED";
  turn.announce(
    envelope(turn, "CodePipeline Pipeline Execution State Change", {
      ...common(turn, pipelineExecutionId, record.startedAt, state),
      ...(state === "STARTED" && { "execution-trigger": executionTrigger(record.trigger) }),
      ...(stops && record.stopReason !== undefined && { "stop-execution-comments": record.stopReason }),
    }),
  );
}

/** An event in a repository behind a connection is told by its commit, every other trigger by its type. */
function executionTrigger({ triggerType, triggerDetail, commit }: ExecutionTrigger): object {
  if (!commit) return { "trigger-type": triggerType, "trigger-detail": triggerDetail };
  return {
    "author-display-name": commit.authorDisplayName,
    "full-repository-name": commit.fullRepositoryName,
    "provider-type": commit.providerType,
    "author-email": commit.authorEmail,
    "commit-message": commit.commitMessage,
    "author-date": commit.authorDate,
    ...(commit.tagName !== undefined && { "tag-name": commit.tagName }),
    ...(commit.branchName !== undefined && { "branch-name": commit.branchName }),
    "commit-id": commit.commitId,
    "connection-arn": commit.connectionArn,
    "author-id": commit.authorId,
  };
}

export function announceStage(turn: Turn, pipelineExecutionId: string, stageName: string, state: StageChange): void {
  const { enteredAt, retry } = turn.stage(pipelineExecutionId, stageName);
  turn.announce(
    envelope(turn, "CodePipeline Stage Execution State Change", {
      ...common(turn, pipelineExecutionId, enteredAt, state),
      stage: stageName,
      ...(retry.lastRetriedAt !== undefined && { "stage-last-retry-attempt-time": isoSeconds(retry.lastRetriedAt) }),
    }),
  );
}

const ACTION_CHANGES = {
  InProgress: "STARTED",
  Succeeded: "SUCCEEDED",
  Failed: "FAILED",
  Abandoned: "ABANDONED",
} as const satisfies Record<ActionExecutionRecord["status"], string>;

/** Announces the status the action has now. */
export function announceAction(turn: Turn, action: ActionExecutionRecord): void {
  const { input } = action;
  turn.announce(
    envelope(turn, "CodePipeline Action Execution State Change", {
      ...common(turn, action.pipelineExecutionId, action.startedAt, ACTION_CHANGES[action.status]),
      stage: action.stageName,
      action: action.actionName,
      "action-execution-id": action.actionExecutionId,
      region: input.region,
      type: { ...input.actionTypeId },
      "input-artifacts": input.inputArtifacts.map(artifactDetail),
      ...(action.status === "Succeeded" && { "output-artifacts": action.outputArtifacts.map(artifactDetail) }),
      ...(action.status !== "InProgress" && {
        "execution-result": {
          "external-execution-url": action.externalExecutionUrl,
          "external-execution-summary": action.status === "Failed" ? action.error.message : action.summary,
          "external-execution-id": action.externalExecutionId,
          ...(action.status === "Failed" && { "error-code": action.error.code }),
        },
      }),
    }),
  );
}

/** Events spell it `s3location`, with a small l. */
function artifactDetail({ name, location }: NamedArtifact): object {
  return { name, s3location: { bucket: location.bucket, key: location.key } };
}

function common(turn: Turn, pipelineExecutionId: string, startedAt: number, state: string): StateChangeDetail {
  const { record, attempt } = turn.execution(pipelineExecutionId);
  return {
    pipeline: record.pipelineName,
    "execution-id": pipelineExecutionId,
    "start-time": new Date(startedAt).toISOString(),
    state,
    version: record.pipelineVersion,
    "pipeline-execution-attempt": attempt,
  };
}

function envelope(
  turn: Turn,
  detailType: StateChangeEvent["detail-type"],
  detail: StateChangeDetail,
): StateChangeEvent {
  const { accountId, region, pipelineName } = turn.state;
  return {
    version: "0",
    id: turn.nextId(),
    "detail-type": detailType,
    source: "aws.codepipeline",
    account: accountId,
    time: isoSeconds(turn.at),
    region,
    resources: [`arn:aws:codepipeline:${region}:${accountId}:${pipelineName}`],
    detail,
  };
}

function isoSeconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
