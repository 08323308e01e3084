import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { createConnection } from "@/lib/db/connections";
import type { Db } from "@/lib/db/client";
import { TEST_CONNECTION } from "@/lib/db/testing/test-connection";

/**
 * A service over HTTP on loopback for the tests of one file, where what they test opens its own clients; elsewhere
 * `scriptedService` does without a socket. An answer with a `__type` is refused as that exception.
 */
export function scriptedEndpoint<Input>(answerOf: (operation: string, input: Input) => object) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    const answer = answerOf(operation, JSON.parse(Buffer.concat(chunks).toString("utf8"))); // what the SDK sent
    response.writeHead("__type" in answer ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(answer));
  });
  beforeAll(async () => {
    process.env["AWS_ACCESS_KEY_ID"] = "AKIDSCRIPTED";
    process.env["AWS_SECRET_ACCESS_KEY"] = "scripted";
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  return { url, addConnection: (db: Db, endpointUrl = url()) => addConnection(db, endpointUrl) };
}

/** The connection `test`, with the SDK's default credentials. */
function addConnection(db: Db, endpointUrl: string) {
  return createConnection(db, { ...TEST_CONNECTION, endpointUrl });
}
