import { AwsServiceError } from "../aws-service-error";
import type { PutJobSuccessResultInput } from "../protocol/generated/service-types";
import { getJob } from "./find-job";
import { putSuccess } from "./job-result";
import type { Operation } from "./operation";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const MAX_OUTPUT_VARIABLES_BYTES = 122_880;

/** The worker, or the function, that has the job is done with it: for good, or until the job that continues it. */
export const putJobSuccessResult: Operation<PutJobSuccessResultInput, void> = async (
  { jobId, ...success },
  context,
) => {
  const job = await getJob(context, jobId);
  const { continuationToken, outputVariables } = success;
  if (continuationToken !== undefined && outputVariables !== undefined) {
    throw new AwsServiceError(
      "ValidationException",
      "outputVariables can be included only when there is no continuation token on the request",
    );
  }
  checkSize(outputVariables ?? {});
  await putSuccess(context, job, success);
};

function checkSize(outputVariables: Readonly<Record<string, string>>): void {
  const texts = Object.entries(outputVariables).flat();
  const size = texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
  if (size <= MAX_OUTPUT_VARIABLES_BYTES) return;
  throw new AwsServiceError(
    "OutputVariablesSizeExceededException",
    `The output variables have ${size} bytes; an action may have ${MAX_OUTPUT_VARIABLES_BYTES} at most`,
  );
}
