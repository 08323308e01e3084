import { findRegistered, type RegisteredActionType } from "../action-types/registered-action-type";
import { AwsServiceError } from "../aws-service-error";
import type { PollForJobsInput, PollForJobsOutput } from "../protocol/generated/service-types";
import { actionTypeNotFound } from "./action-type-output";
import { dataOf } from "./find-job";
import type { Operation } from "./operation";
import { takeWaitingJobs } from "./waiting-jobs";

/**
 * Gives jobs of a custom action type to a worker, secrets and keys for artifacts included. With a queryable property,
 * a poll that names a value gets the jobs that have it; one that names none gets all.
 */
export const pollForJobs: Operation<PollForJobsInput, PollForJobsOutput> = async (input, context) => {
  const { actionTypeId, maxBatchSize, queryParam = {} } = input;
  const type = findRegistered(await context.engine.store.listActionTypes(), actionTypeId);
  if (actionTypeId.owner !== "Custom" || !type || type.isDeleted) throw actionTypeNotFound(actionTypeId);
  checkQuery(queryParam, type);
  const jobs = await takeWaitingJobs(context, {
    actionTypeId,
    ...(maxBatchSize !== undefined && { maxBatchSize }),
    matches: ({ action }) => Object.entries(queryParam).every(([key, value]) => action.configuration[key] === value),
  });
  return {
    jobs: jobs.map((job) => ({
      id: job.jobId,
      nonce: job.nonce,
      accountId: context.accountId,
      data: dataOf(context, job),
    })),
  };
};

function checkQuery(queryParam: Readonly<Record<string, string>>, { properties }: RegisteredActionType): void {
  const unknown = Object.keys(queryParam).find(
    (key) => !properties.some(({ name, queryable }) => name === key && queryable),
  );
  if (unknown === undefined) return;
  throw new AwsServiceError("ValidationException", `queryParam: ${unknown} is not a queryable property of this type`);
}
