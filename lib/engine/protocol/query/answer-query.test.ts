import { CloudFormationClient, ListStacksCommand } from "@aws-sdk/client-cloudformation";
import { expect, it } from "vitest";
import { AwsServiceError, type AwsExceptionName } from "../../aws-service-error";
import { KEYS, protocolOptions } from "../../testing/protocol-options";
import { createRequestHandler } from "../handle-request";
import { inProcess } from "../in-process";
import type { QueryService } from "./query-service";

/** A service that answers with nothing but this exception. */
function refusing(exception: AwsExceptionName): QueryService {
  return {
    version: "2010-05-15",
    namespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
    signingName: "cloudformation",
    shapes: { ListStacksInput: { type: "structure", members: {} } },
    inputs: { ListStacks: "ListStacksInput" },
    invoke: async () => {
      throw new AwsServiceError(exception, "Not now");
    },
  };
}

it.each([
  ["ServiceUnavailable", { name: "ServiceUnavailable", Type: "Receiver" }, 503],
  ["InternalFailure", { name: "InternalFailure", Type: "Receiver" }, 500],
  ["ThrottlingException", { name: "Throttling", Type: "Sender" }, 400],
  ["ValidationException", { name: "ValidationError", Type: "Sender" }, 400],
] as const)("says %s in the words of the query protocol, and whose fault it is", async (exception, told, status) => {
  const client = new CloudFormationClient({
    region: "us-east-1",
    endpoint: "http://127.0.0.1:4510",
    credentials: KEYS,
    requestHandler: inProcess(createRequestHandler(protocolOptions({ queryServices: [refusing(exception)] }))),
    maxAttempts: 1,
  });
  const refused = client.send(new ListStacksCommand({}));
  await expect(refused).rejects.toMatchObject({ ...told, message: "Not now", $metadata: { httpStatusCode: status } });
});
