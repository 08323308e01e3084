import { AwsServiceError } from "../aws-service-error";
import type {
  DeployActionExecutionTarget,
  ListDeployActionExecutionTargetsInput,
  ListDeployActionExecutionTargetsOutput,
} from "../protocol/generated/service-types";
import type { DeploymentTargetProgress } from "../runners/runner";
import { epochSeconds } from "./epoch-seconds";
import { getState } from "./find";
import { DEFAULT_PAGE_SIZE } from "./history-page";
import { decodeNumber } from "./page-token";
import type { Operation } from "./operation";

/** What a deployment did on each of its targets, in the order of the deployment group. */
export const listDeployActionExecutionTargets: Operation<
  ListDeployActionExecutionTargetsInput,
  ListDeployActionExecutionTargetsOutput
> = async ({ pipelineName, actionExecutionId, filters = [], maxResults = DEFAULT_PAGE_SIZE, nextToken }, context) => {
  if (pipelineName !== undefined) getState(context, pipelineName);
  const action = await context.engine.store.findActionExecution(actionExecutionId);
  if (!action || (pipelineName !== undefined && action.pipelineName !== pipelineName)) {
    throw new AwsServiceError(
      "ActionExecutionNotFoundException",
      `There is no action execution with id '${actionExecutionId}'`,
    );
  }
  const scope = JSON.stringify(["ListDeployActionExecutionTargets", actionExecutionId, filters]);
  const offset = decodeNumber(context.pageTokens, scope, nextToken) ?? 0;
  const statuses = filters.flatMap(({ values = [] }) => values);
  const targets = (action.targets ?? [])
    .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
    .map(wireTarget);
  const end = offset + maxResults;
  return {
    targets: targets.slice(offset, end),
    ...(end < targets.length && { nextToken: context.pageTokens.encode(scope, end) }),
  };
};

function wireTarget({ name, status, events }: DeploymentTargetProgress): DeployActionExecutionTarget {
  return {
    targetId: name,
    targetType: "LocalDirectory",
    status,
    events: events.map((event) => ({
      name: event.name,
      status: event.status,
      ...(event.startedAt !== undefined && { startTime: epochSeconds(event.startedAt) }),
      ...(event.endedAt !== undefined && { endTime: epochSeconds(event.endedAt) }),
    })),
  };
}
