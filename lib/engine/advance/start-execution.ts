import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { ExecutionStart } from "../events";
import { announcePipeline } from "./announce";
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
    sourceOverrides,
    ending: null,
  });
  if (SOURCE_TRIGGERS.has(trigger.triggerType)) {
    for (const { actionName, revisionValue } of sourceOverrides)
      markSeen(turn, { actionName, revisionId: revisionValue });
  }
  announcePipeline(turn, pipelineExecutionId, "STARTED");
  turn.followUp({ type: "arriveAtStage", pipelineExecutionId, stageName: firstStage.name });
}

/** Start input wins over defaults. A variable with neither was refused before the start. */
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
