import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { z } from "zod";

const hookBody = z.object({
  name: z.string().optional(),
  type: z.string().optional(),
  active: z.boolean(),
  events: z.array(z.string()),
  config: z.record(z.string(), z.string()),
});

export interface FakeHook extends z.infer<typeof hookBody> {
  readonly id: number;
  /** `owner/repo` */
  readonly repository: string;
}

/** Answers one request in a way of its own; what it leaves unanswered, the fake answers. */
type Interruption = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Answers the calls that hooks of a repository take as GitHub's REST API does. */
export interface FakeGitHub {
  readonly url: string;
  /** As they are now, secrets included, by their age. */
  hooks(): readonly FakeHook[];
  /** Every request that came: `POST /repos/acme/shop/hooks`. */
  readonly requests: readonly string[];
  /** What they authorised themselves with. */
  readonly authorizations: ReadonlySet<string>;
  addHook(repository: string, config: Readonly<Record<string, string>>): number;
  removeHook(id: number): void;
  /** Lets requests be answered like that from now on; null: by the fake again. */
  interrupt(interruption: Interruption | null): void;
  /** Delivers a push as GitHub does. @returns the status of each hook's answer */
  push(repository: string, payload: object): Promise<readonly number[]>;
  close(): Promise<void>;
}

interface FakeGitHubOptions {
  readonly token: string;
  /** Those that there are, `owner/repo`. */
  readonly repositories: readonly string[];
  /** Where the API begins. Unset: at the root, as at api.github.com. */
  readonly path?: string;
  /** However many are asked for. Unset: 30. */
  readonly mostPerPage?: number;
}

export async function startFakeGitHub(options: FakeGitHubOptions): Promise<FakeGitHub> {
  const { token, repositories, path = "", mostPerPage = 30 } = options;
  const hooks = new Map<number, FakeHook>();
  const requests: string[] = [];
  const authorizations = new Set<string>();
  let lastId = 500;
  let interruption: Interruption | null = null;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests.push(`${request.method} ${request.url}`);
    authorizations.add(request.headers.authorization ?? "");
    await interruption?.(request, response);
    if (response.headersSent || response.destroyed) return;
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
    const send = (status: number, value?: unknown): void =>
      void response.writeHead(status, { "content-type": "application/json" }).end(value && JSON.stringify(value));
    if (request.headers.authorization !== `token ${token}`) return send(401, { message: "Bad credentials" });
    const [, owner, repo, id] =
      /^\/repos\/([^/]+)\/([^/]+)\/hooks(?:\/(\d+))?$/.exec(pathname.slice(path.length)) ?? [];
    const repository = `${owner}/${repo}`;
    if (!pathname.startsWith(path) || !repositories.includes(repository)) return send(404, { message: "Not Found" });
    const ofRepository = [...hooks.values()].filter((hook) => hook.repository === repository);
    if (id === undefined && request.method === "GET") {
      const size = Math.min(Number(searchParams.get("per_page") ?? 30), mostPerPage);
      const from = (Number(searchParams.get("page") ?? 1) - 1) * size;
      return send(200, ofRepository.slice(from, from + size).map(shown));
    }
    if (id === undefined) {
      const made = hookBody.parse(await json(request));
      if (ofRepository.some(({ config }) => config["url"] === made.config["url"])) {
        return send(422, { message: "Validation Failed", errors: [{ message: "Hook already exists" }] });
      }
      lastId += 1;
      hooks.set(lastId, { ...made, id: lastId, repository });
      return send(201, shown({ ...made, id: lastId, repository }));
    }
    const hook = ofRepository.find((each) => each.id === Number(id));
    if (!hook) return send(404, { message: "Not Found" });
    if (request.method === "DELETE") {
      hooks.delete(hook.id);
      return send(204);
    }
    hooks.set(hook.id, { ...hook, ...hookBody.parse(await json(request)) });
    send(200, shown(hook));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    hooks: () => [...hooks.values()],
    requests,
    authorizations,
    addHook(repository, config) {
      lastId += 1;
      hooks.set(lastId, { id: lastId, repository, active: true, events: ["push"], config });
      return lastId;
    },
    removeHook: (id) => void hooks.delete(id),
    interrupt: (next) => (interruption = next),
    push: (repository, payload) =>
      Promise.all(
        [...hooks.values()].filter((hook) => hook.repository === repository).map((hook) => deliver(hook, payload)),
      ),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** GitHub shows that there is a secret, and not which. */
function shown(hook: FakeHook) {
  const { secret, ...config } = hook.config;
  return { ...hook, config: { ...config, ...(secret !== undefined && { secret: "********" }) } };
}

async function deliver({ config }: FakeHook, payload: object): Promise<number> {
  const body = JSON.stringify(payload);
  const { url = "", secret } = config;
  const signature = secret === undefined ? null : createHmac("sha256", secret).update(body).digest("hex");
  const answer = await globalThis.fetch(url, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-github-event": "push",
      ...(signature !== null && { "x-hub-signature-256": `sha256=${signature}` }),
    },
  });
  return answer.status;
}
