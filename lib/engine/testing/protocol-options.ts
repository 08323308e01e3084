import { systemClock } from "@/lib/clock";
import { createObjectRemover } from "../buckets/object-remover";
import { createObjectWriter } from "../buckets/object-writer";
import { createStoredObjects } from "../buckets/stored-objects";
import { createFaultInjection } from "../faults/fault-injection";
import type { RequestHandlerOptions } from "../protocol/handle-request";
import { stsService } from "../protocol/query/sts-service";
import { createSessions } from "../session-credentials";

export const KEYS = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "not-a-real-secret" };

/** A request handler that serves nothing yet and knows one caller, with the parts that a test is about. */
export function protocolOptions(parts: Partial<RequestHandlerOptions>): RequestHandlerOptions {
  const caller = { accountId: "000000000001", region: "us-east-1", principalArn: "arn:aws:iam::000000000001:user/me" };
  return {
    services: [],
    queryServices: [stsService(createSessions({ key: "session-key", clock: systemClock, ids: { next: () => "1" } }))],
    objects: createStoredObjects([]),
    writer: createObjectWriter({ rootOf: () => "/nowhere", newId: () => "1" }),
    remover: createObjectRemover([]),
    receiveWebhook: async () => ({ status: 404, message: "There is no webhook at this URL." }),
    faults: createFaultInjection(() => 0),
    region: "us-east-1",
    // Clients date their signatures by the machine's clock.
    clock: systemClock,
    newRequestId: () => "request",
    findCredential: (id) => (id === KEYS.accessKeyId ? { secretAccessKey: KEYS.secretAccessKey, caller } : undefined),
    onFault: (error) => {
      throw error;
    },
    ...parts,
  };
}
