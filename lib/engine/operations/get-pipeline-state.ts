import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from "@/lib/pipeline/declaration";
import { entryOf } from "@/lib/pipeline/entry-of";
import { fillTemplate } from "../action-types/fill-template";
import { findRegistered, type RegisteredActionType } from "../action-types/registered-action-type";
import { actionTypesIn, registeredTypesOf } from "../action-types/registered-types-of";
import type {
  ActionExecution,
  ActionState,
  GetPipelineStateInput,
  GetPipelineStateOutput,
  RuleState,
  StageConditionState,
  StageExecution,
  StageState,
  TransitionState,
} from "../protocol/generated/service-types";
import type { ActionExecutionRecord, RuleExecutionRecord } from "../records";
import type { ConditionRun, ExecutionState, PipelineState, StageGate, StageRun } from "../state";
import { epochSeconds } from "./epoch-seconds";
import { currentDeclaration, getState } from "./find";
import type { Operation } from "./operation";

/** How each stage of the current version stands. For a PARALLEL pipeline the service shows no executions here. */
export const getPipelineState: Operation<GetPipelineStateInput, GetPipelineStateOutput> = async ({ name }, context) => {
  const state = getState(context, name);
  const times = await context.engine.timesOf(name);
  const declaration = currentDeclaration(state);
  const types = await registeredTypesOf(context.engine.store, actionTypesIn(declaration));
  return {
    pipelineName: name,
    pipelineVersion: state.version,
    stageStates: declaration.stages.map((stage) => stageState(state, { declaration, stage, types })),
    ...(times && { created: epochSeconds(times.createdAt), updated: epochSeconds(times.updatedAt) }),
  };
};

interface StagePlace {
  readonly declaration: PipelineDeclaration;
  readonly stage: StageDeclaration;
  readonly types: readonly RegisteredActionType[];
}

function stageState(state: PipelineState, { declaration, stage, types }: StagePlace): StageState {
  const gate = entryOf(state.gates, stage.name);
  const isParallel = declaration.executionMode === "PARALLEL";
  const latest = isParallel ? undefined : latestExecution(state, gate);
  const run = entryOf(latest?.stages, stage.name);
  const inbound = isParallel ? [] : inboundExecutions(state, gate);
  return {
    stageName: stage.name,
    ...(inbound.length > 0 && { inboundExecution: nextOf(inbound), inboundExecutions: inbound }),
    inboundTransitionState: transitionState(gate),
    actionStates: stage.actions.map((action) => ({
      ...actionUrls(action, types),
      ...actionState(action.name, latest, run),
    })),
    ...(latest &&
      run && {
        latestExecution: {
          pipelineExecutionId: latest.record.pipelineExecutionId,
          status: run.status,
          type: latest.record.executionType,
        },
        ...conditionStates(run),
        ...retryMetadata(run),
      }),
  };
}

function latestExecution(state: PipelineState, gate: StageGate | undefined): ExecutionState | undefined {
  const id = gate?.latestExecutionId;
  const execution = id ? state.executions[id] : undefined;
  return execution?.record.executionMode === "PARALLEL" ? undefined : execution;
}

function inboundExecutions(state: PipelineState, gate: StageGate | undefined): StageExecution[] {
  return (gate?.waiting ?? []).flatMap(({ pipelineExecutionId }) => {
    const record = state.executions[pipelineExecutionId]?.record;
    // Who was stopped stays to be seen until another takes its place; who was superseded or cancelled is gone.
    if (!record || record.status === "Superseded" || record.status === "Cancelled") return [];
    return [{ pipelineExecutionId, status: record.status, type: record.executionType }];
  });
}

/** Who enters next; who was stopped in front of the stage only where nobody else waits. */
function nextOf(inbound: readonly StageExecution[]): StageExecution | undefined {
  return inbound.find(({ status }) => status === "InProgress") ?? inbound[0];
}

function transitionState(gate: StageGate | undefined): TransitionState {
  const transition = gate?.transition ?? { enabled: true };
  const { lastChangedAt, lastChangedBy, enabled } = transition;
  return {
    enabled,
    lastChangedBy,
    ...(lastChangedAt !== undefined && { lastChangedAt: epochSeconds(lastChangedAt) }),
    ...(!transition.enabled && { disabledReason: transition.reason }),
  };
}

/** Where a registered type, or GitHub, has the action's own things; nothing of AWS's own is to be seen anywhere. */
function actionUrls(
  { actionTypeId, configuration = {} }: ActionDeclaration,
  types: readonly RegisteredActionType[],
): Pick<ActionState, "entityUrl" | "revisionUrl"> {
  if (actionTypeId.owner === "ThirdParty" && actionTypeId.provider === "GitHub") {
    const { Owner: owner = "", Repo: repository = "", Branch: branch = "" } = configuration;
    return { entityUrl: `https://github.com/${owner}/${repository}/tree/${branch}` };
  }
  const settings = findRegistered(types, actionTypeId)?.settings;
  const entityUrl = fillTemplate(settings?.entityUrlTemplate, { configuration });
  const revisionUrl = fillTemplate(settings?.revisionUrlTemplate, { configuration });
  return { ...(entityUrl !== undefined && { entityUrl }), ...(revisionUrl !== undefined && { revisionUrl }) };
}

function actionState(name: string, execution: ExecutionState | undefined, run: StageRun | undefined): ActionState {
  const action = entryOf(run?.actions, name);
  if (!action) return { actionName: name };
  const revision = execution?.record.artifactRevisions.find(({ actionName }) => actionName === name);
  const isSource = action.input.actionTypeId.category === "Source";
  return {
    actionName: name,
    ...(revision &&
      isSource && {
        currentRevision: {
          revisionId: revision.revisionId,
          revisionChangeId: revision.revisionChangeIdentifier ?? revision.revisionId,
          created: epochSeconds(revision.createdAt ?? action.lastUpdatedAt),
        },
        revisionUrl: revision.revisionUrl,
      }),
    latestExecution: actionExecution(action),
  };
}

function actionExecution(action: ActionExecutionRecord): ActionExecution {
  return {
    actionExecutionId: action.actionExecutionId,
    status: action.status,
    summary: action.summary,
    lastStatusChange: epochSeconds(action.status === "InProgress" ? action.startedAt : action.lastUpdatedAt),
    ...(action.status === "InProgress" && { token: action.approvalToken }),
    lastUpdatedBy: action.updatedBy,
    externalExecutionId: action.externalExecutionId,
    externalExecutionUrl: action.externalExecutionUrl,
    percentComplete: action.percentComplete,
    ...(action.status === "Failed" && { errorDetails: action.error }),
    logStreamARN: action.logStreamArn,
  };
}

function retryMetadata({ retry }: StageRun): Pick<StageState, "retryStageMetadata"> {
  if (retry.latestTrigger === undefined) return {};
  return {
    retryStageMetadata: {
      ...(retry.automaticAttempts > 0 && { autoStageRetryAttempt: retry.automaticAttempts }),
      ...(retry.manualAttempts > 0 && { manualStageRetryAttempt: retry.manualAttempts }),
      latestRetryTrigger: retry.latestTrigger,
    },
  };
}

type ConditionStates = Pick<
  StageState,
  "beforeEntryConditionState" | "onSuccessConditionState" | "onFailureConditionState"
>;

function conditionStates({ conditions: { beforeEntry, onSuccess, onFailure } }: StageRun): ConditionStates {
  return {
    ...(beforeEntry && { beforeEntryConditionState: conditionState(beforeEntry) }),
    ...(onSuccess && { onSuccessConditionState: conditionState(onSuccess) }),
    ...(onFailure && { onFailureConditionState: conditionState(onFailure) }),
  };
}

/** A stage has at most one condition of a kind, so the whole and its one part say the same. */
function conditionState({ status, summary, lastChangedAt, rules }: ConditionRun): StageConditionState {
  return {
    latestExecution: { status, summary },
    conditionStates: [
      {
        latestExecution: { status, summary, lastStatusChange: epochSeconds(lastChangedAt) },
        ruleStates: Object.values(rules).map(ruleState),
      },
    ],
  };
}

function ruleState(rule: RuleExecutionRecord): RuleState {
  return {
    ruleName: rule.ruleName,
    latestExecution: {
      ruleExecutionId: rule.ruleExecutionId,
      status: rule.status,
      summary: rule.summary,
      lastStatusChange: epochSeconds(rule.lastUpdatedAt),
      externalExecutionId: rule.externalExecutionId,
      externalExecutionUrl: rule.externalExecutionUrl,
      ...(rule.status === "Failed" && { errorDetails: rule.error }),
    },
  };
}
