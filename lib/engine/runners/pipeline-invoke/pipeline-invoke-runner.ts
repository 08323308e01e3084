import { z } from "zod";
import { AwsServiceError } from "../../aws-service-error";
import { pipelineArn } from "../../operations/pipeline-arn";
import type { StartPipelineExecutionInput } from "../../protocol/generated/service-types";
import { ActionFailure } from "../action-failure";
import type { ActionJob, Runner } from "../runner";

/** Starts an execution of another pipeline as StartPipelineExecution does. @returns its id @throws AwsServiceError */
export type StartPipeline = (input: StartPipelineExecutionInput, principalArn: string) => Promise<string>;

const sourceRevisions = z.array(
  z.object({
    actionName: z.string(),
    revisionType: z.enum(["COMMIT_ID", "IMAGE_DIGEST", "S3_OBJECT_VERSION_ID", "S3_OBJECT_KEY"]),
    revisionValue: z.string(),
  }),
);
const variables = z.array(z.object({ name: z.string(), value: z.string() }));

/**
 * Runs CodePipeline invoke actions: starts the named pipeline and succeeds when it has begun (that it does not wait for
 * the end is unverified). The attempt's id is the token of the start, so the same attempt starts one execution.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-PipelineInvoke.html
 */
export function createPipelineInvokeRunner({
  startPipeline,
  executionUrl,
}: {
  readonly startPipeline: StartPipeline;
  readonly executionUrl?: ((job: ActionJob) => string) | undefined;
}): Runner {
  return {
    async run(job) {
      const name = job.configuration["PipelineName"] ?? "";
      const input: StartPipelineExecutionInput = {
        name,
        clientRequestToken: job.actionExecutionId,
        sourceRevisions: listOf(job, "SourceRevisions", sourceRevisions),
        variables: listOf(job, "Variables", variables),
      };
      try {
        const pipelineExecutionId = await startPipeline(input, pipelineArn(job, job.pipelineName));
        const url = executionUrl?.({ ...job, pipelineName: name, pipelineExecutionId });
        return {
          status: "Succeeded",
          externalExecutionId: pipelineExecutionId,
          ...(url !== undefined && { externalExecutionUrl: url }),
          summary: `Started pipeline ${name}`,
        };
      } catch (error) {
        if (!(error instanceof AwsServiceError)) throw error;
        throw new ActionFailure("ConfigurationError", `Pipeline ${name} was not started: ${error.message}`, {
          cause: error,
        });
      }
    },
  };
}

function listOf<Item>({ actionName, configuration }: ActionJob, key: string, schema: z.ZodType<Item[]>): Item[] {
  const text = configuration[key];
  if (text === undefined || text.trim() === "") return [];
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ActionFailure(
    "ConfigurationError",
    `${key} of action ${actionName} is not the JSON list it has to be: ${issue?.path.join(".") || key} ${issue?.message ?? ""}`,
  );
}

/** What is no JSON is no list either. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
