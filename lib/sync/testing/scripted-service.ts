import { createConnectionClients, type ConnectionClients } from "@/lib/aws/connection-clients";
import { inProcess } from "@/lib/engine/protocol/in-process";

type Answer = (input: Record<string, unknown>) => unknown;

/**
 * SDK clients whose calls are answered by a table of operations, through the SDK's own encoding and signing.
 * Instants are epoch seconds, as on the wire. An answer that is an Error becomes that exception of the service.
 */
export function scriptedService(answers: Record<string, Answer>): {
  readonly clients: ConnectionClients;
  /** Operations called so far, in order. */
  readonly calls: string[];
} {
  const calls: string[] = [];
  process.env["AWS_ACCESS_KEY_ID"] = "AKIDSCRIPTED";
  process.env["AWS_SECRET_ACCESS_KEY"] = "scripted";
  const requestHandler = inProcess(async (request) => {
    const operation = (request.headers.get("x-amz-target") ?? "").split(".")[1] ?? "";
    calls.push(operation);
    const answer = answers[operation];
    const output = answer ? await answer(await request.json()) : new Error(`${operation} is not scripted`);
    if (output instanceof Error) {
      return Response.json({ __type: output.name, message: output.message }, { status: 400 });
    }
    return Response.json(output);
  });
  const access = {
    name: "Scripted",
    region: "eu-west-1",
    credentialSource: "default-chain",
    profileName: null,
    roleArn: null,
    externalId: null,
    endpointUrl: null,
  } as const;
  return { clients: createConnectionClients(access, { requestHandler }), calls };
}

/** An exception of the service, by its name. */
export function serviceError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
