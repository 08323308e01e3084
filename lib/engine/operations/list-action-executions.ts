import type { RegisteredActionType } from "../action-types/registered-action-type";
import { registeredTypesOf } from "../action-types/registered-types-of";
import type {
  ActionExecutionDetail,
  ListActionExecutionsInput,
  ListActionExecutionsOutput,
} from "../protocol/generated/service-types";
import type { ActionExecutionRecord, NamedArtifact } from "../records";
import { attemptsPage } from "./attempts-page";
import { epochSeconds } from "./epoch-seconds";
import type { Operation } from "./operation";
import { maskConfiguration } from "./secrets";

/** One item per attempt, newest first: retries add items, the old ones stay. */
export const listActionExecutions: Operation<ListActionExecutionsInput, ListActionExecutionsOutput> = async (
  input,
  context,
) => {
  const { engine } = context;
  const { page, nextToken } = await attemptsPage<ActionExecutionRecord>(input, context, {
    operation: "ListActionExecutions",
    list: (page, filter) => engine.store.listActionExecutions(input.pipelineName, page, filter),
    subjectOf: ({ stageName, actionName }) => JSON.stringify([stageName, actionName]),
  });
  const types = await registeredTypesOf(
    engine.store,
    page.map(({ input: { actionTypeId } }) => actionTypeId),
  );
  return {
    actionExecutionDetails: page.map((action) => detailOf(action, types)),
    ...(nextToken !== undefined && { nextToken }),
  };
};

function detailOf(action: ActionExecutionRecord, types: readonly RegisteredActionType[]): ActionExecutionDetail {
  const { input } = action;
  return {
    pipelineExecutionId: action.pipelineExecutionId,
    actionExecutionId: action.actionExecutionId,
    pipelineVersion: action.pipelineVersion,
    stageName: action.stageName,
    actionName: action.actionName,
    startTime: epochSeconds(action.startedAt),
    lastUpdateTime: epochSeconds(action.lastUpdatedAt),
    updatedBy: action.updatedBy,
    status: action.status,
    input: {
      actionTypeId: input.actionTypeId,
      configuration: maskConfiguration(input.actionTypeId, input.configuration, types),
      resolvedConfiguration: maskConfiguration(input.actionTypeId, input.resolvedConfiguration, types),
      roleArn: input.roleArn,
      region: input.region,
      inputArtifacts: input.inputArtifacts.map(artifactDetail),
      namespace: input.namespace,
    },
    output: {
      outputArtifacts: action.status === "Succeeded" ? action.outputArtifacts.map(artifactDetail) : [],
      executionResult: {
        externalExecutionId: action.externalExecutionId,
        externalExecutionSummary: action.summary,
        externalExecutionUrl: action.externalExecutionUrl,
        ...(action.status === "Failed" && { errorDetails: action.error }),
        logStreamARN: action.logStreamArn,
      },
      outputVariables: action.status === "Succeeded" ? (action.outputVariables ?? {}) : {},
    },
  };
}

/** Here it is `s3location`, with a small l. */
export function artifactDetail({ name, location }: NamedArtifact): {
  name: string;
  s3location: { bucket: string; key: string };
} {
  return { name, s3location: { bucket: location.bucket, key: location.key } };
}
