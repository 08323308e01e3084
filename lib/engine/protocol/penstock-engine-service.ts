import { z } from "zod";
import { PULL_REQUEST_EVENTS } from "@/lib/pipeline/triggers/git-event";
import { missingJenkinsTypes } from "../action-types/jenkins-action-types";
import { AwsServiceError } from "../aws-service-error";
import { OWN_TARGET, type Delivery } from "../delivery/delivery";
import type { FaultInjection } from "../faults/fault-injection";
import { faultRules, type FaultRule } from "../faults/fault-rule";
import { localResource } from "../local-resource-schema";
import { LOCAL_RESOURCE_TYPES } from "../local-resources";
import type { PullRequestReport, PullRequestResult } from "../source-watch/report-pull-request";
import type { EngineStore } from "../store/store";
import type { JsonService } from "./json-service";

/** What the service acts on. */
export interface PenstockEngine {
  readonly store: EngineStore;
  readonly delivery: Pick<Delivery, "putTarget" | "deleteTarget" | "listTargets">;
  readonly faults: Pick<FaultInjection, "replace" | "status">;
  /** Told when fault rules change: nobody should look for a real fault behind them. */
  readonly onFaultRules: (rules: readonly FaultRule[]) => void;
  readonly reportPullRequest: (report: PullRequestReport) => Promise<PullRequestResult>;
}

const shortText = z.string().min(1, "is required").max(255, "is longer than 255 characters");
const commitId = z.string().regex(/^[0-9a-f]{40,64}$/, "must be a whole commit id");

const targetName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "must be 1 to 64 letters, digits, dots, dashes or underscores")
  .refine((name) => name !== OWN_TARGET, "is the name of the target that the engine was started with");
const eventTarget = z.object({
  name: targetName,
  url: z
    .url({ protocol: /^https?$/, error: "must be an http or https URL" })
    .max(2_048, "is longer than 2048 characters")
    .refine((url) => URL.canParse(url) && new URL(url).username === "", "must not hold a user or password"),
  key: z.string().min(16, "must have 16 characters at least").max(512, "is longer than 512 characters"),
});

const operations = {
  PutLocalResource: operation(z.object({ resource: localResource }), async ({ store }, { resource }) => {
    if (resource.type === "jenkins-server") {
      const registered = await store.listActionTypes();
      const missing = missingJenkinsTypes(resource.name, resource.url, registered);
      for (const type of missing) await store.putActionType(type);
    }
    await store.putLocalResource(resource);
    return { resource };
  }),
  ListLocalResources: operation(z.object({}), async ({ store }) => ({ resources: await store.listLocalResources() })),
  DeleteLocalResource: operation(
    z.object({ type: z.enum(LOCAL_RESOURCE_TYPES), name: z.string() }),
    async ({ store }, { type, name }) => {
      await store.deleteLocalResource(type, name);
      return {};
    },
  ),
  ReportPullRequest: operation(
    z.object({
      repository: shortText,
      event: z.enum(PULL_REQUEST_EVENTS),
      pullRequestId: shortText,
      title: z.string().max(1_000, "is longer than 1000 characters").default(""),
      sourceBranch: shortText,
      destinationBranch: shortText,
      commitId: commitId.optional(),
      changedFiles: z.array(z.string()).optional(),
    }),
    ({ reportPullRequest }, report) => reportPullRequest(report),
  ),
  PutEventTarget: operation(z.object({ target: eventTarget }), async ({ delivery }, { target }) => {
    await delivery.putTarget(target);
    return { target: { name: target.name, url: target.url } };
  }),
  ListEventTargets: operation(z.object({}), async ({ delivery }) => ({ targets: await delivery.listTargets() })),
  DeleteEventTarget: operation(z.object({ name: targetName }), async ({ delivery }, { name }) => {
    await delivery.deleteTarget(name);
    return {};
  }),
  PutFaults: operation(z.object({ rules: faultRules }), async ({ faults, onFaultRules }, { rules }) => {
    faults.replace(rules);
    onFaultRules(rules);
    return { rules };
  }),
  ListFaults: operation(z.object({}), async ({ faults }) => ({ faults: faults.status() })),
} as const satisfies Record<string, Operation>;

type Operation = (engine: PenstockEngine, body: unknown) => Promise<unknown>;

/**
 * What only this engine has: the local things that names in a declaration stand for, events that only people know, and
 * where its own events go, and what faults it injects.
 */
export function penstockEngineService(engine: PenstockEngine): JsonService {
  const known: Readonly<Record<string, Operation>> = operations;
  return {
    targetPrefix: "PenstockEngine_20261101",
    signingName: "penstock",
    hasOperation: (name) => Object.hasOwn(known, name),
    async invoke(name, body) {
      return known[name]?.(engine, body);
    },
  };
}

function operation<Input extends z.ZodType>(
  schema: Input,
  handle: (engine: PenstockEngine, input: z.output<Input>) => Promise<unknown>,
): Operation {
  return async (engine, body) => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return handle(engine, parsed.data);
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new AwsServiceError("ValidationException", problems.join("; "));
  };
}
