import { z } from "zod";
import type { Clock } from "@/lib/clock";
import type { JenkinsServer } from "../../local-resources";
import { ActionFailure } from "../action-failure";

const crumbAnswer = z.object({ crumb: z.string(), crumbRequestField: z.string() });
const jobAnswer = z.object({
  property: z
    .array(
      z.object({
        parameterDefinitions: z.array(z.object({ name: z.string(), type: z.string().optional() })).optional(),
      }),
    )
    .default([]),
});
const queueAnswer = z.object({
  cancelled: z.boolean().optional(),
  executable: z.object({ number: z.int() }).nullish(),
});
const buildAnswer = z.object({ building: z.boolean(), result: z.string().nullish() });

export interface JobParameter {
  readonly name: string;
  /** A file parameter: its value is what a file holds. */
  readonly isFile: boolean;
}

export type QueueItem = z.infer<typeof queueAnswer>;
export type JenkinsBuild = z.infer<typeof buildAnswer>;

/** A piece of a build's console, and where the next one begins. */
export interface ConsoleText {
  readonly text: string;
  readonly nextStart: number;
  readonly hasMore: boolean;
}

/** The part of Jenkins's REST API that building a job takes. @see https://www.jenkins.io/doc/book/using/remote-access-api/ */
export interface JenkinsClient {
  parametersOf(job: string): Promise<readonly JobParameter[]>;
  /** @returns the number of the item in the queue */
  startBuild(job: string, parameters: Readonly<Record<string, string | Blob>>): Promise<number>;
  /** Takes a build out of the queue. What has left it already stays as it is. */
  cancelQueueItem(item: number): Promise<void>;
  /** Ends a build as the button in Jenkins does. One that is over stays as it is. */
  stopBuild(job: string, build: number): Promise<void>;
  findQueueItem(item: number): Promise<QueueItem>;
  findBuild(job: string, build: number): Promise<JenkinsBuild>;
  readConsole(job: string, build: number, start: number): Promise<ConsoleText>;
  /** What the build has archived, as a ZIP; null when that is nothing. */
  readArchive(job: string, build: number): Promise<Response | null>;
  buildUrl(job: string, build: number): string;
}

export interface JenkinsAccess {
  readonly server: JenkinsServer;
  /** The API token of the server's user. */
  readonly apiToken?: string | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const REQUEST_TIMEOUT_MS = 30_000;

/** @throws ActionFailure from every call, with what to do about it */
export function createJenkinsClient({ server, apiToken, fetch, clock, signal }: JenkinsAccess): JenkinsClient {
  const base = server.url.replace(/\/+$/, "");
  /** A crumb is good for the session it was given in. */
  let cookie = "";

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (server.userName !== undefined && apiToken !== undefined) {
      headers.set("authorization", `Basic ${Buffer.from(`${server.userName}:${apiToken}`).toString("base64")}`);
    }
    if (cookie !== "") headers.set("cookie", cookie);
    // Node 20 forgets a signal of AbortSignal.timeout that only AbortSignal.any refers to, and then it never comes.
    const timeout = new AbortController();
    clock.setTimer(REQUEST_TIMEOUT_MS, () => timeout.abort());
    try {
      const answer = await fetch(`${base}${path}`, {
        ...init,
        headers,
        redirect: "manual",
        signal: AbortSignal.any([signal, timeout.signal]),
      });
      const given = answer.headers.getSetCookie().map((each) => each.split(";", 1)[0]);
      if (given.length > 0) cookie = given.join("; ");
      return answer;
    } catch (cause) {
      throw new ActionFailure("SystemUnavailable", `Jenkins at ${base} cannot be reached. Is it running?`, { cause });
    }
  }

  async function read<Answer>(path: string, schema: z.ZodType<Answer>, what: string): Promise<Answer> {
    const answer = await send(`${path}/api/json`);
    if (!answer.ok) throw refused(answer.status, what);
    const parsed = schema.safeParse(await answer.json().catch(() => null));
    if (parsed.success) return parsed.data;
    throw new ActionFailure("SystemUnavailable", `${base} does not answer as Jenkins does when asked for ${what}.`);
  }

  /** Jenkins refuses what a browser could be made to send, unless it shows a crumb; with CSRF protection off there is none. */
  async function crumb(): Promise<Record<string, string>> {
    const answer = await send("/crumbIssuer/api/json");
    if (answer.status === 404) return {};
    if (!answer.ok) throw refused(answer.status, "a crumb");
    const parsed = crumbAnswer.safeParse(await answer.json().catch(() => null));
    return parsed.success ? { [parsed.data.crumbRequestField]: parsed.data.crumb } : {};
  }

  /** Jenkins answers with where its page is, or that there is nothing to do it to any more. */
  async function command(path: string, what: string): Promise<void> {
    const { status } = await send(path, { method: "POST", headers: await crumb() });
    if (status >= 400 && status !== 404) throw refused(status, what);
  }

  function refused(status: number, what: string): ActionFailure {
    if (status === 401 || status === 403) {
      const advice = "Check the user name and the API token of the server under Local resources.";
      return new ActionFailure("PermissionError", `Jenkins at ${base} refuses access to ${what}. ${advice}`);
    }
    if (status === 404) return new ActionFailure("ConfigurationError", `Jenkins at ${base} has no ${what}.`);
    return new ActionFailure("SystemUnavailable", `Jenkins at ${base} answered ${status} when asked for ${what}.`);
  }

  return {
    async parametersOf(job) {
      const { property } = await read(jobPath(job), jobAnswer, `job ${job}`);
      return property
        .flatMap(({ parameterDefinitions = [] }) => parameterDefinitions)
        .map(({ name, type }) => ({ name, isFile: type === "FileParameterDefinition" }));
    },
    async startBuild(job, parameters) {
      const hasParameters = Object.keys(parameters).length > 0;
      const answer = await send(`${jobPath(job)}/${hasParameters ? "buildWithParameters" : "build"}`, {
        method: "POST",
        headers: await crumb(),
        ...(hasParameters && { body: formOf(parameters) }),
      });
      if (answer.status !== 201) throw refused(answer.status, `a build of job ${job}`);
      // Jenkins names itself as its administrator has set it, so only the number counts.
      const item = /\/queue\/item\/(\d+)/.exec(answer.headers.get("location") ?? "")?.[1];
      if (item !== undefined) return Number(item);
      throw new ActionFailure("SystemUnavailable", `Jenkins at ${base} did not say where the build of ${job} waits.`);
    },
    cancelQueueItem: (item) => command(`/queue/cancelItem?id=${item}`, `an end of queue item ${item}`),
    stopBuild: (job, build) => command(`${jobPath(job)}/${build}/stop`, `an end of build ${build} of job ${job}`),
    findQueueItem: (item) => read(`/queue/item/${item}`, queueAnswer, `queue item ${item}`),
    findBuild: (job, build) => read(`${jobPath(job)}/${build}`, buildAnswer, `build ${build} of job ${job}`),
    async readConsole(job, build, start) {
      const answer = await send(`${jobPath(job)}/${build}/logText/progressiveText?start=${start}`);
      if (!answer.ok) throw refused(answer.status, `the console of build ${build} of job ${job}`);
      return {
        text: await answer.text(),
        nextStart: Number(answer.headers.get("x-text-size") ?? start),
        hasMore: answer.headers.get("x-more-data") === "true",
      };
    },
    async readArchive(job, build) {
      const answer = await send(`${jobPath(job)}/${build}/artifact/*zip*/archive.zip`);
      return answer.ok && answer.body ? answer : null;
    },
    buildUrl: (job, build) => `${base}${jobPath(job)}/${build}/`,
  };
}

function formOf(parameters: Readonly<Record<string, string | Blob>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === "string") form.set(name, value);
    else form.set(name, value, `${name}.zip`);
  }
  return form;
}

/** `folder/job` is `/job/folder/job/job`. */
function jobPath(job: string): string {
  return job
    .split("/")
    .filter((part) => part !== "")
    .map((part) => `/job/${encodeURIComponent(part)}`)
    .join("");
}
