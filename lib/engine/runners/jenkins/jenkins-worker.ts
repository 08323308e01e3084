import { createWriteStream, openAsBlob } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { z } from "zod";
import type { JobRecord } from "../../jobs/job-record";
import type { Jobs } from "../../jobs/jobs";
import type { JenkinsServer } from "../../local-resources";
import { ActionFailure } from "../action-failure";
import type { SecretSource } from "../codebuild/secrets";
import { ENGINE_STOPS } from "../engine-stops";
import { STOPPED } from "../jobs/await-outcome";
import { openActionLog } from "../open-action-log";
import { pipelineLogGroup } from "../pipeline-log-group";
import { maskSecrets } from "../processes/mask-secrets";
import { OutputLog } from "../processes/output-log";
import type { ActionJob, ActionOutcome, RunnerContext } from "../runner";
import { wait } from "../wait";
import { createJenkinsClient, type JenkinsClient } from "./jenkins-client";

const POLL_MS = 1_000;
/** Jenkins may be restarted while a build waits; it keeps its queue. */
const PATIENCE_MS = 5 * 60_000;
const END_MS = 10_000;

/** How far the work has come: what the next job of the attempt goes on from, also after a restart of the engine. */
const progressMade = z.discriminatedUnion("phase", [
  z.object({ phase: z.literal("starting") }),
  z.object({ phase: z.literal("queued"), item: z.int() }),
  z.object({ phase: z.literal("building"), build: z.int() }),
]);
type ProgressMade = z.infer<typeof progressMade>;

export interface JenkinsWorkerOptions {
  readonly jobs: Jobs;
  readonly secrets: SecretSource;
  readonly fetch: typeof globalThis.fetch;
}

/** Works on an action of a custom type as Jenkins's own plugin does, over Jenkins's REST API. */
export type RunOnJenkins = (action: ActionJob, server: JenkinsServer, context: RunnerContext) => Promise<ActionOutcome>;

/**
 * Builds the job that `ProjectName` names: other keys of the configuration become parameters where the job has such, and
 * so do input artifacts where it has file parameters of their names; the console goes to the action's log, and what the
 * build archives is the output. Each step is saved as the continuation token of a job, so an engine that is started anew
 * follows the same build. An action that ends before its build, abandoned or out of time, ends the build in Jenkins.
 */
export function createJenkinsWorker({ jobs, secrets, fetch }: JenkinsWorkerOptions): RunOnJenkins {
  return async (action, server, context) => {
    const { apiTokenSecret } = server;
    const apiToken = apiTokenSecret === undefined ? undefined : await secrets.secret(apiTokenSecret);
    const jenkins = createJenkinsClient({ server, apiToken, fetch, clock: context.clock, signal: context.signal });
    const project = action.configuration["ProjectName"] ?? "";
    let job: JobRecord | null = await jobs.open(action, { audience: "worker", status: "InProgress" });
    const work = new Work({ jobs, jenkins, project, context, secrets: apiToken === undefined ? [] : [apiToken] });
    try {
      while (job && !job.outcome && !context.signal.aborted) job = await work.step(job);
    } catch (error) {
      if (!context.signal.aborted) throw error;
    }
    if (job && !job.outcome && context.signal.aborted && context.signal.reason !== ENGINE_STOPS) {
      await endBuild(
        job,
        project,
        createJenkinsClient({ server, apiToken, fetch, clock: context.clock, signal: AbortSignal.timeout(END_MS) }),
      );
    }
    return job?.outcome ?? STOPPED;
  };
}

/** Whether it could be ended or not, the action is over. */
async function endBuild(job: JobRecord, project: string, jenkins: JenkinsClient): Promise<void> {
  const made = progressOf(job);
  try {
    if (made?.phase === "queued") await jenkins.cancelQueueItem(made.item);
    if (made?.phase === "building") await jenkins.stopBuild(project, made.build);
  } catch (error) {
    if (!(error instanceof ActionFailure)) throw error;
    process.stderr.write(`A build of ${project} goes on in Jenkins although its action has ended: ${error.message}\n`);
  }
}

interface WorkOptions {
  readonly jobs: Jobs;
  readonly jenkins: JenkinsClient;
  readonly project: string;
  readonly context: RunnerContext;
  readonly secrets: readonly string[];
}

class Work {
  readonly #options: WorkOptions;

  constructor(options: WorkOptions) {
    this.#options = options;
  }

  /** @returns the job that follows, null when somebody else has changed this one */
  async step(job: JobRecord): Promise<JobRecord | null> {
    const { jenkins, project } = this.#options;
    const made = progressOf(job);
    if (made === null) {
      const starting = await this.#proceed(job, { phase: "starting" });
      const item = starting && (await jenkins.startBuild(project, await this.#parameters(job.action)));
      return starting && item !== null ? this.#proceed(starting, { phase: "queued", item }) : null;
    }
    switch (made.phase) {
      case "starting":
        throw new ActionFailure(
          "SystemUnavailable",
          `The engine was restarted while it told Jenkins to build ${project}, so whether a build was begun is unknown. Look at Jenkins before you retry the stage.`,
        );
      case "queued":
        return this.#proceed(job, { phase: "building", build: await this.#awaitBuild(made.item) });
      case "building":
        return this.#followBuild(job, made.build);
    }
  }

  async #parameters({ configuration, inputArtifacts }: ActionJob): Promise<Record<string, string | Blob>> {
    const { jenkins, project, context } = this.#options;
    const parameters = await jenkins.parametersOf(project);
    const has = (wanted: string, isFile: boolean): boolean =>
      parameters.some((parameter) => parameter.name === wanted && parameter.isFile === isFile);
    const texts = Object.entries(configuration).filter(([name]) => has(name, false));
    const files = inputArtifacts
      .filter(({ name }) => has(name, true))
      .map(async ({ name, location }) => [name, await openAsBlob(await context.artifacts.pathOf(location))] as const);
    return Object.fromEntries<string | Blob>([...texts, ...(await Promise.all(files))]);
  }

  #proceed(job: JobRecord, made: ProgressMade): Promise<JobRecord | null> {
    return this.#options.jobs.proceed(job, { continuationToken: JSON.stringify(made), status: "InProgress" });
  }

  async #awaitBuild(item: number): Promise<number> {
    const { jenkins, project } = this.#options;
    for (;;) {
      const { cancelled, executable } = await this.#patiently(() => jenkins.findQueueItem(item));
      if (cancelled) throw new ActionFailure("JobFailed", `The build of ${project} was cancelled in Jenkins's queue.`);
      if (executable) return executable.number;
      await this.#pause();
    }
  }

  /** Copies the console to the action's log until the build is over. */
  async #followBuild(job: JobRecord, build: number): Promise<JobRecord | null> {
    const { jenkins, project, context, secrets, jobs } = this.#options;
    const externalExecutionUrl = jenkins.buildUrl(project, build);
    const log = openActionLog(job.action, context, {
      group: pipelineLogGroup(job.action.pipelineName),
      stream: context.newId(),
      externalExecutionId: String(build),
    });
    context.report({ externalExecutionUrl });
    const output = new OutputLog(log, maskSecrets(secrets));
    output.note(`Jenkins builds ${project}: ${externalExecutionUrl}`);
    for (let start = 0, hasMore = true; hasMore;) {
      const console = await this.#patiently(() => jenkins.readConsole(project, build, start));
      output.write(console.text);
      start = console.nextStart;
      hasMore = console.hasMore;
      if (hasMore) await this.#pause();
    }
    output.endLine();
    const result = await this.#awaitResult(build);
    const known = { externalExecutionId: String(build), externalExecutionUrl, summary: `Build #${build}: ${result}` };
    if (result === "SUCCESS") await this.#putOutput(job.action, build, (text) => output.note(text));
    await log.flush();
    const message = `Jenkins build #${build} of ${project} ended with ${result}.`;
    return jobs.end(
      job,
      result === "SUCCESS"
        ? { status: "Succeeded", outcome: { status: "Succeeded", ...known } }
        : { status: "Failed", outcome: { status: "Failed", errorCode: "JobFailed", message, ...known } },
    );
  }

  /** The console ends a moment before the result is there. */
  async #awaitResult(build: number): Promise<string> {
    const { jenkins, project } = this.#options;
    for (;;) {
      const { building, result } = await this.#patiently(() => jenkins.findBuild(project, build));
      if (!building && result) return result;
      await this.#pause();
    }
  }

  async #putOutput({ outputArtifacts }: ActionJob, build: number, note: (text: string) => void): Promise<void> {
    const { jenkins, project, context } = this.#options;
    const [output, ...others] = outputArtifacts;
    if (!output) return;
    const archive = await jenkins.readArchive(project, build);
    if (!archive?.body || others.length > 0) {
      throw new ActionFailure(
        "JobFailed",
        others.length > 0
          ? `Jenkins has one archive per build, so ${project} gives one output artifact at most.`
          : `The build of ${project} archived nothing, but the action has the output artifact ${output.name}. Add archiveArtifacts to the job.`,
      );
    }
    const file = path.join(context.workDirectory(), "archive.zip");
    // Node's stream types and the DOM's describe the same object.
    await pipeline(Readable.fromWeb(archive.body as ReadableStream), createWriteStream(file));
    await context.artifacts.putFile(output.location, file);
    note(`Output artifact ${output.name} is what the build archived`);
  }

  /** Tries again while Jenkins is away, as it is for a while when it is restarted. */
  async #patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const { clock, signal } = this.#options.context;
    const until = clock.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        const isAway = error instanceof ActionFailure && error.errorCode === "SystemUnavailable";
        if (!isAway || signal.aborted || clock.now() >= until) throw error;
        await this.#pause();
      }
    }
  }

  async #pause(): Promise<void> {
    await wait(this.#options.context, POLL_MS);
    if (this.#options.context.signal.aborted) throw new ActionFailure("JobFailed", "The action was stopped.");
  }
}

function progressOf({ continuationToken }: JobRecord): ProgressMade | null {
  return continuationToken === undefined ? null : progressMade.parse(JSON.parse(continuationToken));
}
