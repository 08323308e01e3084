import { AwsServiceError } from "../aws-service-error";
import type { Delivery } from "../webhooks/authenticate-delivery";
import type { Receipt } from "../webhooks/receive-webhook";
import { readRequest } from "./read-request";

interface WebhookOptions {
  readonly receiveWebhook: (urlToken: string, delivery: Delivery) => Promise<Receipt>;
  readonly requestId: string;
  readonly remoteAddress: string | undefined;
  onFault(error: unknown, requestId: string): void;
}

/** Answers a delivery to a webhook: JSON by POST, no larger than any request. */
export async function answerWebhook(request: Request, options: WebhookOptions): Promise<Response> {
  const { receiveWebhook, requestId, remoteAddress, onFault } = options;
  if (request.method !== "POST") return answer(405, "Deliveries to a webhook are sent by POST.", requestId);
  try {
    const { headers, body, url } = await readRequest(request);
    const delivery = { headers, body, ...(remoteAddress !== undefined && { remoteAddress }) };
    const receipt = await receiveWebhook(url.searchParams.get("t") ?? "", delivery);
    const { status, message, pipelineExecutionId } = receipt;
    return answer(status, message, requestId, pipelineExecutionId);
  } catch (error) {
    if (error instanceof AwsServiceError) {
      return answer(error.exception === "RequestEntityTooLargeException" ? 413 : 400, error.message, requestId);
    }
    onFault(error, requestId);
    return answer(500, "The delivery failed because of a fault in the engine; its log says more.", requestId);
  }
}

function answer(status: number, message: string, requestId: string, pipelineExecutionId?: string): Response {
  return Response.json(
    { message, ...(pipelineExecutionId !== undefined && { pipelineExecutionId }) },
    { status, headers: { "x-amzn-requestid": requestId } },
  );
}
