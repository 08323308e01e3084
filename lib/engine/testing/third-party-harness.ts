import {
  CodePipelineClient,
  DeregisterWebhookWithThirdPartyCommand,
  ListWebhooksCommand,
  PutWebhookCommand,
  RegisterWebhookWithThirdPartyCommand,
  UpdatePipelineCommand,
  type ListWebhookItem,
  type PipelineDeclaration as SdkPipelineDeclaration,
  type WebhookDefinition as SdkWebhookDefinition,
} from "@aws-sdk/client-codepipeline";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { GitHubServer } from "../local-resources";
import { startRunningEngine, type RunningEngine } from "../runners/testing/running-engine";
import { buildAction, declarePipeline, declareStage, sourceAction } from "./declare-pipeline";
import type { WebhookDefinition } from "../webhooks/webhook";
import { startFakeGitHub, type FakeGitHub } from "../webhooks/third-party/testing/fake-github";

export const TOKEN = "ghp_0123456789abcdefghij";
export const SECRET = "hook-s3cret";
/** What GitHub says of a push to the branch that the action follows. */
export const PUSH = { ref: "refs/heads/main", after: "0123456789abcdef0123456789abcdef01234567" };
export const WEBHOOK: WebhookDefinition = {
  name: "on-push",
  targetPipeline: "shop",
  targetAction: "Checkout",
  filters: [{ jsonPath: "$.ref", matchEquals: "refs/heads/{Branch}" }],
  authentication: "GITHUB_HMAC",
  authenticationConfiguration: { SecretToken: SECRET },
};

/** An engine on a port with the pipeline `shop` and the webhook `on-push`, beside a server that plays GitHub. */
export interface ThirdPartyHarness {
  readonly gitHub: FakeGitHub;
  readonly engine: RunningEngine;
  readonly client: CodePipelineClient;
  /** Binds that server to the repositories of `acme`. */
  bind(server?: Partial<GitHubServer>): Promise<void>;
  /** @returns all of the answer but what tells of the call */
  register(webhookName?: string): Promise<object>;
  /** @returns as `register` does */
  deregister(webhookName?: string): Promise<object>;
  /** The first webhook as it is listed. */
  webhook(): Promise<ListWebhookItem | undefined>;
  /** Puts the webhook `on-push`, but for what is changed. */
  put(change: Partial<SdkWebhookDefinition>): Promise<void>;
  update(pipeline: PipelineDeclaration): Promise<void>;
  dispose(): Promise<void>;
}

/** @param before a harness whose engine is started anew, as after a crash */
export async function startThirdPartyHarness(before?: ThirdPartyHarness): Promise<ThirdPartyHarness> {
  const gitHub = before?.gitHub ?? (await startFakeGitHub({ token: TOKEN, repositories: ["acme/shop", "acme/web"] }));
  before?.client.destroy();
  await before?.engine.stop();
  const engine = await startRunningEngine(before?.engine);
  const client = new CodePipelineClient(engine.clientConfig);
  if (!before) {
    await engine.writeFiles("", { "secrets.json": secretsWith(TOKEN) });
    await engine.engine.createPipeline(gitHubPipeline(), {
      tags: [],
      principalArn: "arn:aws:iam::000000000001:user/me",
    });
    await engine.store.putWebhook({ definition: WEBHOOK, urlToken: "0a1b2c3d", tags: [] });
  }
  return {
    gitHub,
    engine,
    client,
    bind: (server = {}) =>
      engine.store.putLocalResource({
        type: "github-server",
        name: "acme/*",
        url: gitHub.url,
        deliveryUrl: engine.clientConfig.endpoint,
        apiTokenSecret: "github/token",
        ...server,
      }),
    async register(webhookName = "on-push") {
      const { $metadata: _, ...answer } = await client.send(new RegisterWebhookWithThirdPartyCommand({ webhookName }));
      return answer;
    },
    async deregister(webhookName = "on-push") {
      const { $metadata: _, ...answer } = await client.send(
        new DeregisterWebhookWithThirdPartyCommand({ webhookName }),
      );
      return answer;
    },
    webhook: async () => (await client.send(new ListWebhooksCommand({}))).webhooks?.[0],
    async put(change) {
      const webhook = { ...WEBHOOK, filters: [...WEBHOOK.filters], ...change };
      await client.send(new PutWebhookCommand({ webhook }));
    },
    async update(pipeline) {
      // The pipeline is the same to the SDK, whose enums differ in type only.
      await client.send(new UpdatePipelineCommand({ pipeline: pipeline as SdkPipelineDeclaration }));
    },
    async dispose() {
      client.destroy();
      await engine.dispose();
      await gitHub.close();
    },
  };
}

/** What `secrets.json` holds. */
export function secretsWith(token: string): string {
  return JSON.stringify({ "secrets-manager": { "github/token": token } });
}

/** The pipeline `shop`, whose first action follows `acme/shop`. */
export function gitHubPipeline(configuration: Readonly<Record<string, string>> = {}): PipelineDeclaration {
  const followed = { Owner: "acme", Repo: "shop", Branch: "main", OAuthToken: "o-auth", PollForSourceChanges: "false" };
  return pipelineFrom("GitHub", { ...followed, ...configuration });
}

/** The same pipeline, with another provider's source. */
export function pipelineFrom(
  provider: "GitHub" | "CodeCommit",
  configuration: Readonly<Record<string, string>>,
): PipelineDeclaration {
  const owner = provider === "GitHub" ? "ThirdParty" : "AWS";
  const checkout = sourceAction("Checkout", {
    actionTypeId: { category: "Source", owner, provider, version: "1" },
    configuration,
  });
  const stages = [declareStage("Source", [checkout]), declareStage("Build", [buildAction("Compile")])];
  return declarePipeline([], { stages });
}
