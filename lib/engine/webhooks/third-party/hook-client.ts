import { z } from "zod";
import { maskSecrets } from "../../runners/processes/mask-secrets";
import type { Repository } from "./repository";
import { sendToApi, type ApiAccess, type ApiAnswer, type ApiRequest } from "./send-to-api";
import { ThirdPartyError } from "./third-party-error";

/** What a hook is to do. */
export interface RepositoryHook {
  /** Where its deliveries go. */
  readonly url: string;
  /** What they are signed with. Unset: they are not. */
  readonly secret?: string | undefined;
}

/**
 * The part of GitHub's REST API that hooks of a repository take. Gitea and Forgejo have it too.
 * @see https://docs.github.com/en/rest/repos/webhooks
 */
export interface HookClient {
  /** @returns the number of the first hook whose URL is one of those, null when there is none */
  findHook(isWanted: (url: string) => boolean): Promise<number | null>;
  createHook(hook: RepositoryHook): Promise<number>;
  /** @returns false when there is no such hook, or none that the token may see */
  updateHook(hookId: number, hook: RepositoryHook): Promise<boolean>;
  /** @returns as `updateHook` does */
  deleteHook(hookId: number): Promise<boolean>;
}

export interface HookClientOptions extends ApiAccess {
  /** Where the API begins, such as `https://api.github.com`: no slash at its end. */
  readonly apiUrl: string;
  readonly repository: Repository;
}

const PAGE_SIZE = 100;
/** GitHub allows twenty hooks per event. */
const MOST_PAGES = 20;
/** Of what a server says, in characters. */
const LONGEST_BODY = 500;

const hookId = z.int().positive();
const oneHook = z.object({ id: hookId });
const hookList = z.array(z.object({ id: hookId, config: z.object({ url: z.string().nullish() }).nullish() }));
const refusal = z.object({
  message: z.string().optional(),
  errors: z
    .array(z.union([z.string(), z.object({ message: z.string().optional(), code: z.string().optional() })]))
    .optional(),
});

/** What the service calls these answers. */
const CAUSES: Readonly<Record<number, string>> = {
  401: "Invalid credentials",
  403: "Forbidden",
  404: "Not found",
  422: "Validation failed",
  429: "Too many requests",
};
const ADVICE: Readonly<Record<number, string>> = {
  401: "The token is not valid there.",
  403: "The token may not manage hooks (scope admin:repo_hook), or too many requests were sent.",
  404: "The repository does not exist there, or the token may not manage its hooks (scope admin:repo_hook).",
};

/** @throws ThirdPartyError from every call */
export function createHookClient({ apiUrl, repository, ...access }: HookClientOptions): HookClient {
  const { owner, repo } = repository;
  const hooks = `${apiUrl}/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/hooks`;
  // Gitea has several kinds of hook and wants to be told which. Its API begins there, GitHub's never does.
  const kind = apiUrl.endsWith("/api/v1") ? { type: "gitea" } : {};

  async function ask<Answer>(request: ApiRequest, schema: z.ZodType<Answer>, hook?: RepositoryHook): Promise<Answer> {
    return read(await sendToApi(request, access), schema, hook);
  }

  function read<Answer>(answer: ApiAnswer, schema: z.ZodType<Answer>, hook?: RepositoryHook): Answer {
    if (!isSuccess(answer)) throw refused(answer, [access.token, hook?.secret ?? ""]);
    const parsed = schema.safeParse(answer.body);
    if (parsed.success) return parsed.data;
    throw unexpected();
  }

  function unexpected(): ThirdPartyError {
    return new ThirdPartyError("UnexpectedAnswer", `${apiUrl} does not answer as GitHub's API does`);
  }

  return {
    async findHook(isWanted) {
      const seen = new Set<number>();
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        // GitHub calls the size of a page `per_page`, Gitea `limit`; how large it then is, is theirs to say.
        const url = `${hooks}?per_page=${PAGE_SIZE}&limit=${PAGE_SIZE}&page=${page}`;
        const found = await ask({ method: "GET", url }, hookList);
        const wanted = found.find(({ config }) => config?.url && isWanted(config.url));
        if (wanted) return wanted.id;
        if (found.every(({ id }) => seen.has(id))) return null;
        for (const { id } of found) seen.add(id);
      }
      throw new ThirdPartyError("UnexpectedAnswer", `${owner}/${repo} has hooks on more than ${MOST_PAGES} pages`);
    },
    async createHook(hook) {
      const body = { name: "web", ...kind, ...settingsOf(hook) };
      return (await ask({ method: "POST", url: hooks, body }, oneHook, hook)).id;
    },
    async updateHook(id, hook) {
      const request = { method: "PATCH", url: `${hooks}/${id}`, body: settingsOf(hook) } as const;
      const answer = await sendToApi(request, access);
      if (answer.status === 404) return false;
      read(answer, z.object({ id: z.literal(id) }), hook);
      return true;
    },
    async deleteHook(id) {
      const answer = await sendToApi({ method: "DELETE", url: `${hooks}/${id}` }, access);
      if (answer.status === 404) return false;
      if (answer.status !== 204) throw isSuccess(answer) ? unexpected() : refused(answer, [access.token]);
      return true;
    },
  };
}

function settingsOf({ url, secret }: RepositoryHook) {
  return {
    active: true,
    events: ["push"],
    config: { url, content_type: "json", insecure_ssl: "0", ...(secret !== undefined && { secret }) },
  };
}

function isSuccess({ status }: ApiAnswer): boolean {
  return status >= 200 && status < 300;
}

/** Worded as the service words it. What the server says is shown in part, and without a secret that it repeats. */
function refused({ status, body }: ApiAnswer, secrets: readonly string[]): ThirdPartyError {
  const said = refusal.safeParse(body);
  const text = said.success ? maskSecrets(secrets)(JSON.stringify(said.data)).slice(0, LONGEST_BODY) : "";
  const cause = CAUSES[status] ?? (status >= 500 ? "Server error" : "Unexpected answer");
  const detail = `[StatusCode: ${status}${text === "" ? "" : `, Body: ${text}`}]`;
  return new ThirdPartyError(String(status), [`${cause} ${detail}`, ADVICE[status]].filter(Boolean).join(". "));
}
