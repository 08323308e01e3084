import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { ExecutionStart } from "../events";
import { announcePipeline } from "./announce";
import { endExecution } from "./end-stage";
import { markSeen } from "./mark-seen";
import type { Turn } from "./turn";

/** What starts an execution because a source changed; those revisions count as seen at once. */
const SOURCE_TRIGGERS = new Set([
  "PollForSourceChanges",
  "CloudWatchEvent",
  "Webhook",
  "WebhookV2",
  "PutActionRevision",
]);

/** Starts an execution of the current version. It is pinned to that version for good. */
export function startExecution(turn: Turn, start: ExecutionStart): void {
  const { pipelineExecutionId, trigger, sourceOverrides } = start;
  const { version, pipelineName, declarations } = turn.state;
  const declaration = declarations[version];
  const firstStage = declaration?.stages[0];
  if (!declaration || !firstStage) throw new Error(`Pipeline ${pipelineName} has no stage to start in.`);

  turn.addExecution({
    record: {
      pipelineName,
      pipelineExecutionId,
      ordinal: turn.nextOrdinal(),
      pipelineVersion: version,
      status: "InProgress",
      startedAt: turn.at,
      lastUpdatedAt: turn.at,
      trigger,
      executionMode: declaration.executionMode ?? "SUPERSEDED",
      executionType: "STANDARD",
      artifactRevisions: [],
      variables: resolvePipelineVariables(declaration, start.variables),
      ...(start.clientRequestToken !== undefined && { clientRequestToken: start.clientRequestToken }),
      succeededStages: [],
    },
    attempt: 1,
    stages: {},
    artifacts: {},
    outputVariables: {},
    sourceOverrides: pinnedOverrides(declaration, start),
    ending: null,
  });
  if (SOURCE_TRIGGERS.has(trigger.triggerType)) {
    for (const { actionName, revisionValue } of sourceOverrides)
      markSeen(turn, { actionName, revisionId: revisionValue });
  }
  announcePipeline(turn, pipelineExecutionId, "STARTED");
  const refusal = start.refusal ?? missingVariable(declaration, start.variables);
  if (refusal !== undefined) return endExecution(turn, pipelineExecutionId, "Failed", refusal);
  turn.followUp({ type: "arriveAtStage", pipelineExecutionId, stageName: firstStage.name });
}

/** A start by hand without it was refused; one by a source change or by CreatePipeline cannot be. */
function missingVariable(
  { variables = [] }: PipelineDeclaration,
  given: ExecutionStart["variables"],
): string | undefined {
  const missing = variables.find(
    (variable) => variable.defaultValue === undefined && !given.some(({ name }) => name === variable.name),
  );
  return missing && `The variable ${missing.name} has no default value, and what started this execution gives it none.`;
}

/**
 * In PARALLEL mode S3 and CodeCommit sources take what is newest when their action starts, not the revision of the
 * change that started the execution.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
 */
function pinnedOverrides(
  { executionMode, stages }: PipelineDeclaration,
  { trigger, sourceOverrides }: ExecutionStart,
): ExecutionStart["sourceOverrides"] {
  if (executionMode !== "PARALLEL" || !SOURCE_TRIGGERS.has(trigger.triggerType)) return sourceOverrides;
  const takesNewest = (actionName: string): boolean => {
    const id = stages[0]?.actions.find(({ name }) => name === actionName)?.actionTypeId;
    return id?.owner === "AWS" && (id.provider === "S3" || id.provider === "CodeCommit");
  };
  return sourceOverrides.filter(({ actionName }) => !takesNewest(actionName));
}

/** Start input wins over defaults. */
function resolvePipelineVariables(
  declaration: PipelineDeclaration,
  overrides: ExecutionStart["variables"],
): { name: string; resolvedValue: string }[] {
  const given = new Map(overrides.map(({ name, value }) => [name, value]));
  return (declaration.variables ?? []).map(({ name, defaultValue }) => ({
    name,
    resolvedValue: given.get(name) ?? defaultValue ?? "",
  }));
}
