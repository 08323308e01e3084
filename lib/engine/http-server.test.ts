import { request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { startHttpServer, type HttpServer } from "./http-server";

let server: HttpServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function start(handle: (incoming: Request) => Promise<Response>): Promise<string> {
  server = await startHttpServer({ port: 0, handle });
  return `http://127.0.0.1:${server.port}/`;
}

function statusWithHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (answer) => resolve(answer.resume().statusCode))
      .on("error", reject)
      .end();
  });
}

/** What comes back for a request that no client would send. */
function rawAnswer(port: string, head: string): Promise<string> {
  const socket = connect(Number(port), "127.0.0.1");
  socket.end(`${head}\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

describe("the HTTP server", () => {
  it("hands requests over as they came and sends back what the handler answers", async () => {
    const url = await start(async (incoming) => {
      const seen = [incoming.method, incoming.url, incoming.headers.get("x-amz-target"), await incoming.text()];
      return new Response(JSON.stringify(seen), { status: 201, headers: { "x-amzn-requestid": "id" } });
    });
    const answer = await fetch(`${url}path?a=1`, { method: "POST", headers: { "X-Amz-Target": "A.B" }, body: "ü" });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("x-amzn-requestid")).toBe("id");
    expect(answer.headers.get("content-length")).not.toBeNull();
    expect(await answer.json()).toEqual(["POST", `${url}path?a=1`, "A.B", "ü"]);
  });

  it("serves names of this machine only, so no web page reaches it through a name of its own", async () => {
    const url = await start(async () => new Response("ok"));
    expect(await statusWithHost(url, "localhost:4510")).toBe(200);
    expect(await statusWithHost(url, "127.0.0.1")).toBe(200);
    expect(await statusWithHost(url, "penstock.example")).toBe(421);
    expect(await statusWithHost(url, "127.0.0.1.penstock.example:4510")).toBe(421);
  });

  it("takes deliveries to webhooks under any name, and nothing else there", async () => {
    const seen: string[] = [];
    const url = await start(async (incoming) => {
      seen.push(incoming.url);
      return new Response("ok");
    });
    for (const host of ["hooks.example", "", "evil.example/x?", "127.0.0.1:99999"]) {
      expect(await statusWithHost(`${url}webhooks/trigger?t=1`, host)).toBe(200);
    }
    expect(new Set(seen)).toEqual(new Set(["http://localhost/webhooks/trigger?t=1"]));
    for (const path of ["webhooks/trigger/", "webhooks/trigger/../../", "webhooks", "health", "?/webhooks/trigger"]) {
      const { port } = new URL(url);
      const answer = await rawAnswer(port, `GET /${path} HTTP/1.1\r\nHost: hooks.example`);
      expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    }
  });

  it("takes a path for a path, and refuses what is no request to it", async () => {
    const url = new URL(await start(async (incoming) => new Response(`${incoming.method} ${incoming.url}`)));
    const { host, port } = url;
    expect(await rawAnswer(port, `GET //evil.localhost/a HTTP/1.1\r\nHost: ${host}`)).toMatch(
      new RegExp(`GET http://${host}//evil.localhost/a$`),
    );
    for (const line of ["TRACE /", "GET http://evil/", "OPTIONS *"]) {
      expect(await rawAnswer(port, `${line} HTTP/1.1\r\nHost: ${host}`)).toMatch(/^HTTP\/1\.1 400 /);
    }
    expect(await rawAnswer(port, "GET / HTTP/1.1\r\nHost: 127.0.0.1:99999")).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("answers requests under way before it closes", async () => {
    let release = (): void => undefined;
    let arrived = (): void => undefined;
    const isUnderWay = new Promise<void>((resolve) => (arrived = resolve));
    const url = await start(async () => {
      arrived();
      await new Promise<void>((resolve) => (release = resolve));
      return new Response("done");
    });
    const answer = fetch(url).then((response) => response.text());
    await isUnderWay;
    const closed = server?.close();
    release();
    expect(await answer).toBe("done");
    await closed;
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  it("says when its port is taken", async () => {
    await start(async () => new Response("ok"));
    const second = startHttpServer({ port: server?.port ?? 0, handle: async () => new Response() });
    await expect(second).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
