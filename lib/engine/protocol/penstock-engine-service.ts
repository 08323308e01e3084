import { z } from "zod";
import { PULL_REQUEST_EVENTS } from "@/lib/pipeline/triggers/git-event";
import { missingJenkinsTypes } from "../action-types/jenkins-action-types";
import { AwsServiceError } from "../aws-service-error";
import { localResource } from "../local-resource-schema";
import { LOCAL_RESOURCE_TYPES } from "../local-resources";
import type { PullRequestReport, PullRequestResult } from "../source-watch/report-pull-request";
import type { EngineStore } from "../store/store";
import type { JsonService } from "./json-service";

/** What the service acts on. */
export interface PenstockEngine {
  readonly store: EngineStore;
  readonly reportPullRequest: (report: PullRequestReport) => Promise<PullRequestResult>;
}

const shortText = z.string().min(1, "is required").max(255, "is longer than 255 characters");
const commitId = z.string().regex(/^[0-9a-f]{40,64}$/, "must be a whole commit id");

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
} as const satisfies Record<string, Operation>;

type Operation = (engine: PenstockEngine, body: unknown) => Promise<unknown>;

/** What only this engine has: the local things that names in a declaration stand for, and events that only people know. */
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
