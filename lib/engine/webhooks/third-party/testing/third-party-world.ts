import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { GitHubServer } from "../../../local-resources";
import { startRunningEngine, type RunningEngine } from "../../../runners/testing/running-engine";
import { buildAction, declarePipeline, declareStage, sourceAction } from "../../../testing/declare-pipeline";
import type { WebhookDefinition } from "../../webhook";
import { startFakeGitHub, type FakeGitHub } from "./fake-github";

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
export interface ThirdPartyWorld {
  readonly gitHub: FakeGitHub;
  readonly engine: RunningEngine;
  /** Binds that server to the repositories of `acme`. */
  bind(server?: Partial<GitHubServer>): Promise<void>;
  dispose(): Promise<void>;
}

/** @param before a world whose engine is started anew, as after a crash */
export async function startThirdPartyWorld(before?: ThirdPartyWorld): Promise<ThirdPartyWorld> {
  const gitHub = before?.gitHub ?? (await startFakeGitHub({ token: TOKEN, repositories: ["acme/shop", "acme/web"] }));
  await before?.engine.stop();
  const engine = await startRunningEngine(before?.engine);
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
    bind: (server = {}) =>
      engine.store.putLocalResource({
        type: "github-server",
        name: "acme/*",
        url: gitHub.url,
        deliveryUrl: engine.clientConfig.endpoint,
        apiTokenSecret: "github/token",
        ...server,
      }),
    async dispose() {
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
