import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { RegisteredActionType } from "../action-types/registered-action-type";
import type { EngineEvent } from "../events";
import type { JobRecord } from "../jobs/job-record";
import type { ActionExecutionRecord, ExecutionRecord, RuleExecutionRecord } from "../records";
import type { StateChangeEvent } from "../state-change-event";
import type { Commit, EngineStore, SavedState } from "./store";

/** What the tests of stores keep in them, told apart by number. */
export const AT = Date.UTC(2026, 10, 23, 6);
export const UUID = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

export function declaration(name: string, stageName = "Source"): PipelineDeclaration {
  return { name, roleArn: "arn:aws:iam::000000000001:role/pipeline", stages: [{ name: stageName, actions: [] }] };
}

export function state(pipelineName: string, sequence: number, version = 1): SavedState {
  return {
    pipelineName,
    region: "us-east-1",
    accountId: "000000000001",
    sequence,
    version,
    nextOrdinal: 1,
    gates: {},
    executions: {},
    seenRevisions: {},
  };
}

export function event(sequence: number, seed = UUID(1000 + sequence)): EngineEvent {
  return { type: "transitionEnabled", stageName: "Source", changedBy: "me", at: AT + sequence, seed };
}

export function commit(
  pipelineName: string,
  sequence: number,
  changes: Partial<Commit> & { seed?: string } = {},
): Commit {
  const { seed, ...rest } = changes;
  return {
    pipelineName,
    events: [event(sequence, seed)],
    state: state(pipelineName, sequence),
    executions: [],
    actionExecutions: [],
    ruleExecutions: [],
    announcements: [],
    ...rest,
  };
}

export function execution(number: number): ExecutionRecord {
  return {
    pipelineName: "shop",
    pipelineExecutionId: UUID(number),
    ordinal: number,
    pipelineVersion: 1,
    status: "InProgress",
    startedAt: AT,
    lastUpdatedAt: AT,
    trigger: { triggerType: "StartPipelineExecution" },
    executionMode: "SUPERSEDED",
    executionType: "STANDARD",
    artifactRevisions: [],
    variables: [],
    succeededStages: [],
  };
}

export function executionState(number: number): SavedState["executions"][string] {
  return {
    record: execution(number),
    attempt: 1,
    stages: {},
    artifacts: {},
    outputVariables: {},
    sourceOverrides: [],
    ending: null,
  };
}

export function action(number: number, ofExecution: number): ActionExecutionRecord {
  return {
    pipelineName: "shop",
    pipelineExecutionId: UUID(ofExecution),
    pipelineVersion: 1,
    stageName: "Build",
    actionName: "Compile",
    actionExecutionId: UUID(number),
    ordinal: number,
    startedAt: AT,
    lastUpdatedAt: AT,
    input: {
      actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
      configuration: { ProjectName: "web" },
      resolvedConfiguration: { ProjectName: "web" },
      region: "us-east-1",
      inputArtifacts: [],
    },
    outputArtifacts: [],
    status: "Succeeded",
  };
}

export function actionType(version: string): RegisteredActionType {
  return {
    id: { category: "Build", owner: "Custom", provider: "Jenkins", version },
    settings: { entityUrlTemplate: "https://ci.example.com/{Config:Project}" },
    properties: [{ name: "Project", required: true, key: true, secret: false }],
    inputs: { min: 0, max: 5 },
    outputs: { min: 0, max: 5 },
    tags: [],
    isDeleted: false,
  };
}

export function job(number: number, ordinal = 1): JobRecord {
  return {
    jobId: UUID(number),
    ordinal,
    audience: "worker",
    action: {
      actionExecutionId: UUID(500 + number),
      pipelineName: "shop",
      pipelineVersion: 1,
      pipelineExecutionId: UUID(1),
      stageName: "Build",
      actionName: "Compile",
      actionTypeId: actionType("1").id,
      region: "us-east-1",
      accountId: "000000000001",
      configuration: { Project: "shop" },
      inputArtifacts: [],
      outputArtifacts: [],
      timeoutMs: 1_000,
    },
    status: "Queued",
    nonce: "1",
    queuedAt: AT + number,
  };
}

export function rule(number: number, ofExecution: number): RuleExecutionRecord {
  return {
    pipelineName: "shop",
    pipelineExecutionId: UUID(ofExecution),
    pipelineVersion: 1,
    stageName: "Build",
    ruleName: "Check",
    ruleExecutionId: UUID(number),
    ordinal: number,
    startedAt: AT,
    lastUpdatedAt: AT,
    input: {
      ruleTypeId: { category: "Rule", owner: "AWS", provider: "VariableCheck", version: "1" },
      configuration: {},
      resolvedConfiguration: {},
      region: "us-east-1",
      inputArtifacts: [],
    },
    status: "Succeeded",
  };
}

/** What the store has announced and not handed on before. */
export async function announced(store: EngineStore): Promise<readonly StateChangeEvent[]> {
  await store.putEventTarget({ name: "listener", url: "http://127.0.0.1:1/", key: "a key" });
  await store.distributeAnnouncements(100);
  return store.listDeliveries("listener", { perPipeline: 100, limit: 100, except: [] });
}

export function announcement(number: number): StateChangeEvent {
  return {
    version: "0",
    id: UUID(number),
    "detail-type": "CodePipeline Pipeline Execution State Change",
    source: "aws.codepipeline",
    account: "000000000001",
    time: "2026-11-23T06:00:00Z",
    region: "us-east-1",
    resources: ["arn:aws:codepipeline:us-east-1:000000000001:shop"],
    detail: {
      pipeline: "shop",
      "execution-id": UUID(1),
      "start-time": "2026-11-23T06:00:00.000Z",
      state: "STARTED",
      version: 1,
      "pipeline-execution-attempt": 1,
    },
  };
}
