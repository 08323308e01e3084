import { AwsServiceError, type AwsExceptionName } from "../../aws-service-error";
import type { JsonService } from "../../protocol/json-service";
import { HandlerFailure, type HandlerContext } from "./resource-handler";

/** Calls operations of CodePipeline for whoever asked for the stack; a refusal is the failure of the resource. */
export interface CodePipelineCalls {
  call(operation: string, input: unknown, context: HandlerContext): Promise<unknown>;
  /** Calls what deletes something that may never have been made: nothing has a name that the operation refuses. */
  remove(operation: string, input: unknown, context: HandlerContext): Promise<void>;
}

/** @param service the one that the port serves, so every check of an operation is made */
export function codePipelineCalls(service: Pick<JsonService, "invoke">): CodePipelineCalls {
  async function call(
    operation: string,
    input: unknown,
    { principalArn, accountId, region, newId }: HandlerContext,
  ): Promise<unknown> {
    try {
      return await service.invoke(operation, input, { principalArn, accountId, region });
    } catch (error) {
      if (!(error instanceof AwsServiceError)) throw error;
      const code = HANDLER_CODES[error.exception] ?? "InvalidRequest";
      const message = `${error.message} (Service: CodePipeline, Status Code: 400, Request ID: ${newId()})`;
      throw new HandlerFailure(
        `Resource handler returned message: ${JSON.stringify(message)} (RequestToken: ${newId()}, HandlerErrorCode: ${code})`,
        { cause: error },
      );
    }
  }
  return {
    call,
    async remove(operation, input, context) {
      try {
        await call(operation, input, context);
      } catch (error) {
        if (!(error instanceof HandlerFailure) || !isRefused(error.cause)) throw error;
      }
    },
  };
}

function isRefused(cause: unknown): boolean {
  return cause instanceof AwsServiceError && cause.exception === "ValidationException";
}

/** How CloudFormation sorts what a service refuses. */
const HANDLER_CODES: Readonly<Partial<Record<AwsExceptionName, string>>> = {
  ConcurrentModificationException: "ResourceConflict",
  InternalFailure: "InternalFailure",
  LimitExceededException: "ServiceLimitExceeded",
  PipelineNameInUseException: "AlreadyExists",
  PipelineNotFoundException: "NotFound",
  ThrottlingException: "Throttling",
  TooManyTagsException: "ServiceLimitExceeded",
  WebhookNotFoundException: "NotFound",
};
