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
  const targets = (action.targets ?? []).filter(({ status }) =>
    filters.every(({ values = [] }) => values.length === 0 || values.some((value) => isSameStatus(value, status))),
  );
  const end = offset + maxResults;
  return {
    targets: targets.slice(offset, end).map(wireTarget),
    ...(end < targets.length && { nextToken: context.pageTokens.encode(scope, end) }),
  };
};

/** The model names no values: `InProgress`, as AWS's services answer, and `IN_PROGRESS` mean the same. */
function isSameStatus(asked: string, status: string): boolean {
  const plain = (text: string): string => text.replaceAll(/[^a-z]/gi, "").toLowerCase();
  return plain(asked) === plain(status);
}

function wireTarget({ name, type, status, events, ...times }: DeploymentTargetProgress): DeployActionExecutionTarget {
  return {
    targetId: name,
    targetType: type,
    status,
    ...wireTimes(times),
    events: events.map((event) => ({
      name: event.name,
      status: event.status,
      ...wireTimes(event),
      ...(event.message !== undefined && { context: { message: event.message } }),
    })),
  };
}

function wireTimes({ startedAt, endedAt }: { readonly startedAt?: number; readonly endedAt?: number }) {
  return {
    ...(startedAt !== undefined && { startTime: epochSeconds(startedAt) }),
    ...(endedAt !== undefined && { endTime: epochSeconds(endedAt) }),
  };
}
