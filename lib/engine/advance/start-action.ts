import type { ActionDeclaration } from "@/lib/pipeline/declaration";
import { MAX_RESOLVED_CONFIGURATION_BYTES } from "@/lib/pipeline/limits";
import { actionTimeoutMs } from "../action-timeouts";
import type { SourceOverride } from "../events";
import type { ActionJob } from "../runners/runner";
import type { ExecutionState } from "../state";
import { announceAction } from "./announce";
import { newArtifactLocation } from "./artifact-location";
import { failAction, sizeOfVariables, type RunningAction } from "./end-action";
import { checkInputArtifacts, inputArtifacts, MissingArtifactError } from "./input-artifacts";
import { resolvedSourceVersion } from "./resolved-source-version";
import { resolveVariables, UnresolvedVariableError } from "./resolve-variables";
import type { Turn } from "./turn";

/**
 * Starts a new attempt of an action. Its variables and artifacts are looked up now, not earlier, so it sees all that
 * earlier groups of the stage have produced. What cannot be looked up fails the attempt, as at the service.
 */
export function startAction(
  turn: Turn,
  pipelineExecutionId: string,
  stageName: string,
  action: ActionDeclaration,
): void {
  const attempt = newAttempt(turn, pipelineExecutionId, stageName, action);
  const execution = turn.execution(pipelineExecutionId);
  try {
    checkInputArtifacts(execution, action);
    const job = jobOf(attempt, { turn, execution, action });
    checkResolvedSize(job.configuration);
    const started = { ...attempt, input: { ...attempt.input, resolvedConfiguration: job.configuration } };
    turn.putAction(started);
    announceAction(turn, started);
    turn.perform({ type: "setTimer", actionExecutionId: attempt.actionExecutionId, dueAt: attempt.timeoutAt });
    if (action.actionTypeId.category !== "Approval") turn.perform({ type: "startAction", job });
  } catch (error) {
    if (!(error instanceof Error && REFUSALS.some((refusal) => error instanceof refusal))) throw error;
    turn.putAction(attempt);
    announceAction(turn, attempt);
    failAction(turn, attempt, { error: { code: "ConfigurationError", message: error.message } });
  }
}

class ConfigurationTooLargeError extends Error {}

/** Why an attempt fails as soon as it starts. */
const REFUSALS = [UnresolvedVariableError, MissingArtifactError, ConfigurationTooLargeError] as const;

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html */
function checkResolvedSize(configuration: Readonly<Record<string, string>>): void {
  const size = sizeOfVariables(configuration);
  if (size <= MAX_RESOLVED_CONFIGURATION_BYTES) return;
  throw new ConfigurationTooLargeError(
    `With its variables resolved the configuration takes ${size} bytes, more than the ${MAX_RESOLVED_CONFIGURATION_BYTES} allowed.`,
  );
}

function newAttempt(
  turn: Turn,
  pipelineExecutionId: string,
  stageName: string,
  action: ActionDeclaration,
): RunningAction {
  const execution = turn.execution(pipelineExecutionId);
  const declaration = turn.declarationOf(pipelineExecutionId);
  const region = action.region ?? turn.state.region;
  const configuration = action.configuration ?? {};
  const approvalToken = action.actionTypeId.category === "Approval" ? turn.nextId() : undefined;
  return {
    pipelineName: declaration.name,
    pipelineExecutionId,
    pipelineVersion: execution.record.pipelineVersion,
    stageName,
    actionName: action.name,
    actionExecutionId: turn.nextId(),
    ordinal: turn.nextOrdinal(),
    startedAt: turn.at,
    lastUpdatedAt: turn.at,
    status: "InProgress",
    timeoutAt: turn.at + actionTimeoutMs(action),
    // In PARALLEL mode the token is read from ListActionExecutions, as the external execution id.
    ...(approvalToken !== undefined && { approvalToken, externalExecutionId: approvalToken }),
    input: {
      actionTypeId: action.actionTypeId,
      configuration,
      resolvedConfiguration: configuration,
      ...(action.roleArn !== undefined && { roleArn: action.roleArn }),
      region,
      inputArtifacts: inputArtifacts(execution, action),
      ...(action.namespace !== undefined && { namespace: action.namespace }),
    },
    outputArtifacts: (action.outputArtifacts ?? []).map(({ name }) => ({
      name,
      location: newArtifactLocation(declaration, { name, region, id: turn.nextId() }),
    })),
  };
}

function jobOf(
  attempt: RunningAction,
  { turn, execution, action }: { turn: Turn; execution: ExecutionState; action: ActionDeclaration },
): ActionJob {
  const resolve = (text: string): string => resolveVariables(text, execution);
  const overrides = execution.sourceOverrides.filter(({ actionName }) => actionName === action.name);
  const sourceVersion = resolvedSourceVersion(execution, action);
  return {
    actionExecutionId: attempt.actionExecutionId,
    pipelineName: attempt.pipelineName,
    pipelineVersion: attempt.pipelineVersion,
    pipelineExecutionId: attempt.pipelineExecutionId,
    stageName: attempt.stageName,
    actionName: attempt.actionName,
    actionTypeId: action.actionTypeId,
    region: attempt.input.region,
    accountId: turn.state.accountId,
    ...(action.roleArn !== undefined && { roleArn: action.roleArn }),
    configuration: mapValues(action.configuration ?? {}, resolve),
    ...(action.commands && { commands: action.commands.map(resolve) }),
    ...(action.environmentVariables && {
      environmentVariables: action.environmentVariables.map((variable) => ({
        ...variable,
        value: resolve(variable.value),
      })),
    }),
    ...(action.outputVariables && { outputVariables: action.outputVariables }),
    inputArtifacts: attempt.input.inputArtifacts,
    outputArtifacts: attempt.outputArtifacts.map((artifact) => ({
      ...artifact,
      ...(action.outputArtifacts?.find(({ name }) => name === artifact.name)?.files && {
        files: action.outputArtifacts.find(({ name }) => name === artifact.name)?.files,
      }),
    })),
    ...(action.actionTypeId.category === "Source" && overridden(overrides)),
    ...(sourceVersion !== undefined && { resolvedSourceVersion: sourceVersion }),
    timeoutMs: attempt.timeoutAt - attempt.startedAt,
  };
}

/** An S3 source takes two at once: another key, and a version of it. */
function overridden(overrides: readonly SourceOverride[]): Pick<ActionJob, "sourceRevision" | "sourceObjectKey"> {
  const key = overrides.find(({ revisionType }) => revisionType === "S3_OBJECT_KEY");
  const revision = overrides.find(({ revisionType }) => revisionType !== "S3_OBJECT_KEY");
  return {
    ...(key && { sourceObjectKey: key.revisionValue }),
    ...(revision && {
      sourceRevision: {
        revisionType: revision.revisionType,
        revisionValue: revision.revisionValue,
        ...(revision.reference && { reference: revision.reference }),
      },
    }),
  };
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
