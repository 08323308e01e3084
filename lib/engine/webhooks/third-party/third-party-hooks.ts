import { AwsServiceError } from "../../aws-service-error";
import type { Engine } from "../../engine";
import type { GitHubServer, LocalResources } from "../../local-resources";
import { mostExact } from "../../most-exact";
import { ActionFailure } from "../../runners/action-failure";
import type { SecretSource } from "../../runners/codebuild/secrets";
import { createTaskQueues } from "../../task-queues";
import { WEBHOOK_PATH, webhookUrlBelow, type WebhookRecord, type WebhookRegistration } from "../webhook";
import { createHookClient, type HookClient, type RepositoryHook } from "./hook-client";
import { secretDigestOf } from "./registration";
import { parseRepository } from "./repository";
import { checkIsGitHub, findTargetSource } from "./target-source";
import { ThirdPartyError } from "./third-party-error";

export interface ThirdPartyHooksOptions {
  readonly engine: Engine;
  readonly resources: Pick<LocalResources, "list">;
  readonly secrets: Pick<SecretSource, "secret">;
  readonly fetch: typeof globalThis.fetch;
}

/** Hooks at GitHub that deliver to webhooks. What goes wrong there is thrown, and kept with the webhook. */
export interface ThirdPartyHooks {
  /**
   * Makes the hook, or brings the one that is there up to date. Where no server is bound to the repository nothing is
   * made, and the webhook says so.
   * @throws AwsServiceError `WebhookNotFoundException`, `ValidationException`
   */
  register(webhookName: string): Promise<void>;
  /** Removes the hook. One that is gone already is no error. @throws as `register` does */
  deregister(webhookName: string): Promise<void>;
}

/** For all that one call asks of one server; clients wait for a minute. */
const CALL_TIMEOUT_MS = 30_000;

/**
 * Works on one webhook at a time, outside of every pipeline's queue. A hook is known by its number, and by the token in
 * its URL where the number was lost: between the server's answer and the save, or on the way here.
 */
export function createThirdPartyHooks({ engine, resources, secrets, fetch }: ThirdPartyHooksOptions): ThirdPartyHooks {
  const { store, clock } = engine;
  const turns = createTaskQueues();

  function change(
    webhookName: string,
    failure: string,
    work: (webhook: WebhookRecord) => Promise<void>,
  ): Promise<void> {
    return turns.run(webhookName, async () => {
      const webhook = await store.findWebhook(webhookName);
      if (!webhook) throw notFound(webhookName);
      try {
        await work(webhook);
      } catch (error) {
        if (!(error instanceof ThirdPartyError || error instanceof ActionFailure)) throw error;
        const code = error instanceof ThirdPartyError ? error.code : error.errorCode;
        const message = `${failure} Error cause: ${error.message}`;
        await store.recordOutcome(webhook.urlToken, { error: { code, message } });
        throw new AwsServiceError("ValidationException", message);
      }
    });
  }

  async function register(webhook: WebhookRecord): Promise<void> {
    const { definition, urlToken, registration } = webhook;
    const source = findTargetSource(engine, definition);
    if (!source) throw new AwsServiceError("ValidationException", targetIsGone(definition));
    checkIsGitHub(source);
    const { repository, oauthToken } = source;
    const server = await findServer(repository);
    if (!server) return store.recordOutcome(urlToken, { error: simulated(repository) });
    const isMoved = registration && (registration.repository !== repository || registration.apiUrl !== server.url);
    if (isMoved) {
      await removeRegistered(registration, urlToken, oauthToken);
      await store.recordRegistration(urlToken, null);
    }
    const client = await open(server, repository, oauthToken);
    const hook = {
      url: webhookUrlBelow(server.deliveryUrl, urlToken),
      secret: definition.authenticationConfiguration.SecretToken,
    };
    const hookId = await putHook(client, hook, { urlToken, hookId: isMoved ? undefined : registration?.hookId });
    const made = { apiUrl: server.url, repository, hookId, secretDigest: secretDigestOf(webhook) };
    if (await store.recordRegistration(urlToken, made)) return;
    await client.deleteHook(hookId); // the webhook was deleted meanwhile, and its URL with it
    throw notFound(definition.name);
  }

  async function deregister({ definition, urlToken, registration }: WebhookRecord): Promise<void> {
    const source = findTargetSource(engine, definition);
    if (registration) {
      await removeRegistered(registration, urlToken, source?.oauthToken);
    } else if (source) {
      checkIsGitHub(source);
      const server = await findServer(source.repository);
      if (server) await removeHook(await open(server, source.repository, source.oauthToken), { urlToken });
    }
    await store.recordRegistration(urlToken, null);
  }

  async function removeRegistered(
    { apiUrl, repository, hookId }: WebhookRegistration,
    urlToken: string,
    oauthToken: string | undefined,
  ): Promise<void> {
    const server = await findServer(repository);
    if (server?.url === apiUrl) return removeHook(await open(server, repository, oauthToken), { urlToken, hookId });
    throw new ThirdPartyError(
      "UnknownServer",
      `Hook ${hookId} of ${repository} is at ${apiUrl}, which is bound to it under Local resources no more. ` +
        "Bind it again; or remove the hook there by hand, and delete this webhook",
    );
  }

  async function findServer(repository: string): Promise<GitHubServer | null> {
    const server = mostExact(await resources.list("github-server"), [repository]);
    return server && { ...server, url: server.url.replace(/\/+$/, "") };
  }

  async function open(server: GitHubServer, repository: string, oauthToken: string | undefined): Promise<HookClient> {
    const { url: apiUrl, apiTokenSecret } = server;
    const token = apiTokenSecret === undefined ? oauthToken : await secrets.secret(apiTokenSecret);
    return createHookClient({
      apiUrl,
      repository: parseRepository(repository),
      token: token ?? "",
      fetch,
      clock,
      endsAt: clock.now() + CALL_TIMEOUT_MS,
    });
  }

  return {
    register: (name) => change(name, "Webhook could not be registered with GitHub.", register),
    deregister: (name) => change(name, "Webhook could not be deregistered from GitHub.", deregister),
  };
}

/** How a hook is known; its number may have been lost. */
interface KnownHook {
  readonly urlToken: string;
  readonly hookId?: number | undefined;
}

async function putHook(client: HookClient, hook: RepositoryHook, { urlToken, hookId }: KnownHook): Promise<number> {
  if (hookId !== undefined && (await client.updateHook(hookId, hook))) return hookId;
  const found = await client.findHook((url) => leadsTo(urlToken, url));
  if (found !== null && (await client.updateHook(found, hook))) return found;
  return client.createHook(hook);
}

async function removeHook(client: HookClient, { urlToken, hookId }: KnownHook): Promise<void> {
  if (hookId !== undefined && (await client.deleteHook(hookId))) return;
  // Who may not see a hook is told that there is none. Only a list that can be read shows that it is gone.
  const found = await client.findHook((url) => leadsTo(urlToken, url));
  if (found === null || (await client.deleteHook(found))) return;
  throw new ThirdPartyError(
    "404",
    `Not found [StatusCode: 404]. Hook ${found} is there, and the token may not remove it`,
  );
}

/** Under whatever name the engine was reached when the hook was made. */
function leadsTo(urlToken: string, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { pathname, searchParams } = new URL(url);
  return pathname.endsWith(WEBHOOK_PATH) && searchParams.get("t") === urlToken;
}

function simulated(repository: string) {
  return {
    code: "Simulated",
    message:
      `Simulated locally: no hook was made, because no GitHub server is bound to ${repository}. ` +
      "Bind one under Local resources and register again, or send deliveries to the URL yourself",
  };
}

function targetIsGone({ targetPipeline, targetAction }: WebhookRecord["definition"]): string {
  return `The source action '${targetAction}' of pipeline '${targetPipeline}', which the webhook targets, does not exist any more`;
}

function notFound(webhookName: string): AwsServiceError {
  return new AwsServiceError("WebhookNotFoundException", `There is no webhook with name '${webhookName}'`);
}
