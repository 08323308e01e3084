import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import type { RequestHandler } from "./protocol/handle-request";
import { WEBHOOK_PATH } from "./webhooks/webhook";

export interface HttpServer {
  readonly port: number;
  /** Takes no new requests, waits for those under way, then ends. */
  close(): Promise<void>;
}

/**
 * A request may come from a name server's answer for a hostile page, so only names of this machine are served. All
 * names below `localhost` are its own too; S3 clients put the bucket there. Deliveries to webhooks come through tunnels
 * and proxies, under whatever name these have, and prove themselves.
 */
const LOCAL_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);
const CLOSE_WITHIN_MS = 5_000;

/**
 * Serves a request handler on the loopback interface. Port 0 takes a free one.
 * @throws when the port is in use
 */
export async function startHttpServer({
  handle,
  port,
}: {
  readonly handle: RequestHandler;
  readonly port: number;
}): Promise<HttpServer> {
  let isClosing = false;
  const server = createServer({ keepAliveTimeout: 30_000, requestTimeout: 60_000 }, (incoming, outgoing) => {
    // Once it closes, a connection must not stay open for a next request.
    outgoing.on("finish", () => isClosing && server.closeIdleConnections());
    answer(handle, incoming, outgoing).catch((error: unknown) => outgoing.destroy(asError(error)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        isClosing = true;
        const force = AbortSignal.timeout(CLOSE_WITHIN_MS);
        force.addEventListener("abort", () => server.closeAllConnections());
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function answer(handle: RequestHandler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const isDelivery = incoming.url?.split("?", 1)[0] === WEBHOOK_PATH;
  const host = isDelivery ? "localhost" : (incoming.headers.host?.toLowerCase() ?? "");
  const name = host.replace(/:\d+$/, "");
  if (!LOCAL_NAMES.has(name) && !/^[a-z0-9.-]+\.localhost$/.test(name)) {
    return refuse(outgoing, 421, `This engine is not ${host || "served without a host"}.`);
  }
  const request = toRequest(incoming, host);
  if (!request) return refuse(outgoing, 400, "This is not a request that an engine takes.");
  const response = await handle(request, incoming.socket.remoteAddress);
  const headers = Object.fromEntries(response.headers);
  if (response.body === null || incoming.method === "HEAD") {
    const length = headers["content-length"] ?? "0";
    const hasLength = response.status !== 304 && response.status !== 204;
    outgoing.writeHead(response.status, hasLength ? { ...headers, "content-length": length } : headers);
    outgoing.end();
  } else if (headers["content-length"] !== undefined) {
    outgoing.writeHead(response.status, headers);
    await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing); // one object under two types, as below
  } else {
    const body = Buffer.from(await response.arrayBuffer());
    outgoing.writeHead(response.status, { ...headers, "content-length": body.length });
    outgoing.end(body);
  }
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  outgoing.writeHead(status, { "content-type": "text/plain" }).end(message);
}

/** Null for a method or an address that no request of a client of ours has. */
function toRequest(incoming: IncomingMessage, host: string): Request | null {
  const { method = "GET", url = "/", headers } = incoming;
  // Joined as text: resolved against the host, `//a/b` would name another one.
  const address = `http://${host}${url}`;
  if (!url.startsWith("/") || method === "TRACE" || !URL.canParse(address)) return null;
  const pairs = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(",") : value]],
  );
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(address, {
    method,
    headers: pairs,
    // Node's stream types and the DOM's describe the same object.
    ...(hasBody && {
      body: Readable.toWeb(incoming) as ReadableStream as unknown as BodyInit,
      duplex: "half" as const,
    }),
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
