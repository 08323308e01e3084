import type { Clock } from "@/lib/clock";
import { ThirdPartyError } from "./third-party-error";

/** How a server is spoken to. */
export interface ApiAccess {
  readonly token: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  /** Nothing goes on after that. */
  readonly endsAt: number;
}

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly url: string;
  readonly body?: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  /** Unchecked; null for what is no JSON. */
  readonly body: unknown;
}

const REQUEST_TIMEOUT_MS = 10_000;
/** A page of a hundred hooks has a tenth of it. */
const MAX_ANSWER_BYTES = 1024 ** 2;
/** A repository that was renamed answers with one. */
const MOST_REDIRECTS = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 307, 308]);

/**
 * One call of a REST API. The token goes to the origin of the URL and nowhere else: a redirect to another is not followed.
 * @throws ThirdPartyError when there is no answer that could be read
 */
export async function sendToApi(request: ApiRequest, access: ApiAccess): Promise<ApiAnswer> {
  const { clock, endsAt } = access;
  const { host } = new URL(request.url);
  const headers = headersFor(access.token);
  const abort = new AbortController();
  let isLate = false;
  const cancelTimeout = clock.setTimer(Math.min(REQUEST_TIMEOUT_MS, endsAt - clock.now()), () => {
    isLate = true;
    abort.abort();
  });
  try {
    return await follow(request, { headers, fetch: access.fetch, signal: abort.signal });
  } catch (error) {
    if (error instanceof ThirdPartyError) throw error;
    // What a connection fails with may name what was sent, so none of it is kept.
    throw new ThirdPartyError("Unreachable", isLate ? `${host} did not answer in time` : `${host} cannot be reached`);
  } finally {
    cancelTimeout();
  }
}

interface Exchange {
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

/** From redirect to redirect, within one origin. */
async function follow({ method, url, body }: ApiRequest, { headers, fetch, signal }: Exchange): Promise<ApiAnswer> {
  const { origin, host } = new URL(url);
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  let current = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const answer = await fetch(current, { method, headers, ...sent, redirect: "manual", signal });
    if (!REDIRECTS.has(answer.status)) return { status: answer.status, body: await readJson(answer, host) };
    await answer.body?.cancel();
    const location = answer.headers.get("location") ?? "";
    const next = URL.canParse(location, current) ? new URL(location, current) : null;
    if (next?.origin !== origin || next.username !== "") {
      throw new ThirdPartyError(String(answer.status), `${host} redirects elsewhere, where the token is not sent`);
    }
    current = next.href;
  }
  throw new ThirdPartyError("UnexpectedAnswer", `${host} redirects more than ${MOST_REDIRECTS} times`);
}

/** A token that no header can hold is refused here: the error of `fetch` would quote it. */
function headersFor(token: string): Readonly<Record<string, string>> {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ThirdPartyError("InvalidToken", "The token is empty, or has spaces or letters in it that no token has");
  }
  return {
    accept: "application/vnd.github+json",
    authorization: `token ${token}`,
    "content-type": "application/json",
    "user-agent": "penstock",
  };
}

async function readJson(answer: Response, host: string): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) {
      throw new ThirdPartyError("UnexpectedAnswer", `${host} answers with more than ${MAX_ANSWER_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks, size).toString("utf8"));
  } catch {
    return null; // whoever needs an answer finds that it is none
  }
}
