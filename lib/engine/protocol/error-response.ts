import { AwsServiceError } from "../aws-service-error";

/** The error envelope of AWS JSON 1.1, and the status that goes with it. */
export function errorResponse(error: unknown, requestId: string): Response {
  const refusal = error instanceof AwsServiceError ? error : ENGINE_FAULT;
  return new Response(JSON.stringify({ __type: refusal.exception, message: refusal.message }), {
    status: statusOf(refusal),
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": requestId },
  });
}

/** What a caller learns of a failure that is the engine's own. */
export const ENGINE_FAULT = new AwsServiceError(
  "InternalFailure",
  "The request failed because of a fault in the engine; its log says more.",
);

function statusOf({ exception }: AwsServiceError): number {
  switch (exception) {
    case "InternalFailure":
      return 500;
    case "ServiceUnavailable":
      return 503;
    case "RequestEntityTooLargeException":
      return 413;
    default:
      return 400;
  }
}
