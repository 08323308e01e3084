import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { AddressInfo } from "node:net";

/** How a build of the fake goes: each look at its console shows one more piece. */
export interface FakeBuild {
  readonly console: readonly string[];
  readonly result: string;
  /** The ZIP of what it archives. */
  readonly archive?: Buffer;
}

/** Answers the calls that building a job takes as Jenkins 2.4 does: a crumb per session, a queue, a growing console. */
export interface FakeJenkins {
  readonly url: string;
  /** The parameters of each build that was begun. */
  readonly builds: Readonly<Record<string, string>>[];
  /** The files of each build that was begun, as text. */
  readonly files: Readonly<Record<string, string>>[];
  /** What was ended by request: `item 101`, `build 1`. */
  readonly ended: readonly string[];
  /** Lets builds that are begun from now on go like that. */
  plan(build: FakeBuild): void;
  /** No answers from now on, or again. */
  setAway(isAway: boolean): void;
  /** Holds builds at the last piece of their console until it is let go. */
  hold(isHeld: boolean): void;
  close(): Promise<void>;
}

const PARAMETERS = [
  { name: "BRANCH", type: "StringParameterDefinition" },
  { name: "App", type: "FileParameterDefinition" },
];

interface Begun extends FakeBuild {
  looks: number;
}

export async function startFakeJenkins(credentials: {
  readonly user: string;
  readonly token: string;
}): Promise<FakeJenkins> {
  const expected = `Basic ${Buffer.from(`${credentials.user}:${credentials.token}`).toString("base64")}`;
  const parameters: Record<string, string>[] = [];
  const files: Record<string, string>[] = [];
  const ended: string[] = [];
  const begun: Begun[] = [];
  let plan: FakeBuild = { console: ["Building\n"], result: "SUCCESS" };
  let [isAway, isHeld] = [false, false];
  const waits = new Map<number, number>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
    const json = (value: unknown): void =>
      void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    const status = (code: number, headers = {}): void => void response.writeHead(code, headers).end();
    if (isAway) return status(503);
    if (request.headers.authorization !== expected) return status(401);
    if (pathname === "/crumbIssuer/api/json") {
      response.setHeader("set-cookie", "JSESSIONID.1=node0abc; Path=/; HttpOnly");
      return json({ crumb: "crumb-1", crumbRequestField: "Jenkins-Crumb" });
    }
    if (pathname === "/job/shop/job/main%20line/api/json") {
      return json({ property: [{}, { parameterDefinitions: PARAMETERS }] });
    }
    if (request.method === "POST" && pathname === "/job/shop/job/main%20line/buildWithParameters") {
      const isFromSession = request.headers.cookie === "JSESSIONID.1=node0abc";
      if (!isFromSession || request.headers["jenkins-crumb"] !== "crumb-1") return status(403);
      const { texts, uploads } = await readForm(request);
      parameters.push(texts);
      files.push(uploads);
      begun.push({ ...plan, looks: 0 });
      return status(201, { location: `http://ci.example.com/queue/item/${100 + begun.length}/` });
    }
    if (request.method === "POST" && pathname === "/queue/cancelItem") {
      ended.push(`item ${searchParams.get("id")}`);
      return status(302, { location: "/queue/" });
    }
    const item = Number(/^\/queue\/item\/(\d+)\/api\/json$/.exec(pathname)?.[1]);
    if (item > 100) {
      const asked = (waits.get(item) ?? 0) + 1;
      waits.set(item, asked);
      return json(asked < 2 ? { why: "In the quiet period" } : { executable: { number: item - 100 } });
    }
    const [, number = "", rest = ""] = /^\/job\/shop\/job\/main%20line\/(\d+)\/(.*)$/.exec(pathname) ?? [];
    const build = begun[Number(number) - 1];
    if (!build) return status(404);
    if (request.method === "POST" && rest === "stop") {
      ended.push(`build ${number}`);
      return status(302, { location: "/" });
    }
    if (rest === "api/json") {
      const isOver = build.looks > build.console.length;
      return json({ building: !isOver, result: isOver ? build.result : null });
    }
    if (rest === "artifact/*zip*/archive.zip")
      return build.archive ? void response.writeHead(200).end(build.archive) : status(404);
    if (rest !== "logText/progressiveText") return status(404);
    if (!isHeld || build.looks < build.console.length) build.looks += 1;
    const shown = build.console.slice(0, build.looks).join("");
    const hasMore = build.looks <= build.console.length;
    response.writeHead(200, { "x-text-size": shown.length, ...(hasMore && { "x-more-data": "true" }) });
    response.end(shown.slice(Number(searchParams.get("start"))));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    builds: parameters,
    files,
    ended,
    plan: (build) => (plan = build),
    setAway: (away) => (isAway = away),
    hold: (held) => (isHeld = held),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readForm(request: IncomingMessage) {
  const headers = { "content-type": request.headers["content-type"] ?? "" };
  const form = await new Response(await buffer(request), { headers }).formData();
  const texts: Record<string, string> = {};
  const uploads: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string") texts[name] = value;
    else uploads[name] = await value.text();
  }
  return { texts, uploads };
}
