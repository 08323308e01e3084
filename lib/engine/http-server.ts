import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import type { RequestHandler } from "./protocol/handle-request";

export interface HttpServer {
  readonly port: number;
  /** Takes no new requests, waits for those under way, then ends. */
  close(): Promise<void>;
}

/**
 * A request may come from a name server's answer for a hostile page, so only names of this machine are served. All
 * names below `localhost` are its own too; S3 clients put the bucket there.
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
  const host = incoming.headers.host?.toLowerCase() ?? "";
  const name = host.replace(/:\d+$/, "");
  if (!LOCAL_NAMES.has(name) && !/^[a-z0-9.-]+\.localhost$/.test(name)) {
    outgoing
      .writeHead(421, { "content-type": "text/plain" })
      .end(`This engine is not ${host || "served without a host"}.`);
    return;
  }
  const response = await handle(toRequest(incoming, host), incoming.socket.remoteAddress);
  const headers = Object.fromEntries(response.headers);
  if (response.body === null || incoming.method === "HEAD") {
    const length = headers["content-length"] ?? "0";
    outgoing.writeHead(response.status, response.status === 304 ? headers : { ...headers, "content-length": length });
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

function toRequest(incoming: IncomingMessage, host: string): Request {
  const { method = "GET", url = "/", headers } = incoming;
  const pairs = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(",") : value]],
  );
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(new URL(url, `http://${host}`), {
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
