import type { Clock } from "@/lib/clock";
import type { StoredObjects } from "../buckets/stored-objects";
import type { LocalResources } from "../local-resources";
import type { GitContext } from "../runners/git-source/git-command";
import type { GitMirrors } from "../runners/git-source/git-mirrors";
import {
  isGitSource,
  readSourceConfiguration,
  type SourceConfiguration,
} from "../runners/git-source/source-configuration";
import { parseRepositoryUrl, shownUrl, type RepositoryUrl } from "../runners/git-source/repository-url";
import { askedOnce } from "./asked-once";
import { compareRevision } from "./compare-revision";
import { describeCommit } from "./describe-commit";
import { lookAtPolledSource } from "./polled-sources";
import { readBranchHeads } from "./read-branch-heads";
import { createTriggerWatch } from "./trigger-watch";
import type { SourceWatchPort, WatchedSource } from "./watched-source";

const LOCAL_INTERVAL_MS = 1_000;
const REMOTE_INTERVAL_MS = 15_000;
const READ_TIMEOUT_MS = 30_000;
/** The first look at a repository with triggers brings all of it. */
const FETCH_TIMEOUT_MS = 10 * 60_000;

export interface SourceWatchOptions {
  readonly port: SourceWatchPort;
  readonly resources: LocalResources;
  readonly mirrors: GitMirrors;
  readonly objects: StoredObjects;
  readonly clock: Clock;
  /** Told once when a repository stops being readable, not at every round. */
  readonly onFault: (message: string) => void;
}

export interface SourceWatch {
  start(): void;
  /** Resolves when nothing is being read any more. */
  stop(): Promise<void>;
}

/** Stands for all sources that are no repositories; no repository has such a URL. */
const POLLED = "polled";

interface FollowedBranch {
  readonly source: WatchedSource;
  readonly branch: string;
}

interface FollowedRepository {
  readonly url: RepositoryUrl;
  /** Followed because change detection is on. */
  readonly branches: FollowedBranch[];
  /** Followed because of triggers. */
  readonly triggered: WatchedSource[];
}

/**
 * Change detection: looks at the branches that source actions follow, and at all branches and tags where there are
 * triggers, and tells the engine what has moved. Each repository is read once per interval, however many pipelines
 * follow it, and a slow one holds up no other.
 */
export function createSourceWatch(options: SourceWatchOptions): SourceWatch {
  const { port, mirrors, clock, onFault } = options;
  const triggerWatch = createTriggerWatch({ port, mirrors, clock, onFault });
  const nextReadAt = new Map<string, number>();
  const reading = new Map<string, Promise<void>>();
  const faults = new Map<string, string>();
  const stopping = new AbortController();
  /** The repositories with triggers whose refs were kept in the last round; null before the first. */
  let kept: readonly string[] | null = null;
  let cancelRound = (): void => undefined;
  let round: Promise<void> = Promise.resolve();

  function scheduleRound(delayMs: number): void {
    cancelRound = clock.setTimer(delayMs, () => {
      round = lookAtAll()
        .catch((error: unknown) => onFault(`Changes of sources cannot be looked for: ${messageOf(error)}`))
        .then(() => {
          if (!stopping.signal.aborted) scheduleRound(LOCAL_INTERVAL_MS);
        });
    });
  }

  async function compareBranch(
    url: string,
    { source, branch }: FollowedBranch,
    revisionId: string,
    context: GitContext,
  ): Promise<void> {
    const commit = { url, branch, commitId: revisionId };
    await compareRevision(port, source, {
      source: `${url}#${branch}`,
      revisionType: "COMMIT_ID",
      revisionId,
      describe: () => describeCommit(source, commit, mirrors, context),
    });
  }

  /** One after the other, beside the repositories: a large object takes a while to read. */
  async function lookAtAllPolled(
    sources: readonly WatchedSource[],
    resources: Pick<LocalResources, "find">,
  ): Promise<void> {
    for (const source of sources) {
      if (stopping.signal.aborted) return;
      await lookAtPolled(source, resources);
    }
  }

  /** One that cannot be looked at holds up no other, and is complained about once. */
  async function lookAtPolled(source: WatchedSource, resources: Pick<LocalResources, "find">): Promise<void> {
    const key = `${source.pipelineName}/${source.actionName}`;
    try {
      await lookAtPolledSource(source, { ...options, resources });
      faults.delete(key);
    } catch (error) {
      complain(key, `Changes of action ${source.actionName} of ${source.pipelineName}`, error);
    }
  }

  function complain(key: string, what: string, error: unknown): void {
    const message = messageOf(error);
    if (stopping.signal.aborted || faults.get(key) === message) return;
    faults.set(key, message);
    onFault(`${what} cannot be looked for: ${message}`);
  }

  async function lookAtAll(): Promise<void> {
    const sources = await port.listSources();
    const registered = askedOnce(options.resources);
    if (!reading.has(POLLED))
      reading.set(
        POLLED,
        lookAtAllPolled(sources, registered).finally(() => reading.delete(POLLED)),
      );
    const repositories = await followedRepositories(sources, registered);
    await forgetUnfollowed(repositories);
    for (const [key, repository] of repositories) {
      if (stopping.signal.aborted) return;
      if (reading.has(key) || clock.now() < (nextReadAt.get(key) ?? 0)) continue;
      nextReadAt.set(key, clock.now() + (repository.url.kind === "local" ? LOCAL_INTERVAL_MS : REMOTE_INTERVAL_MS));
      reading.set(
        key,
        lookAt(key, repository).finally(() => reading.delete(key)),
      );
    }
    for (const key of nextReadAt.keys()) if (!repositories.has(key)) nextReadAt.delete(key);
  }

  async function forgetUnfollowed(repositories: ReadonlyMap<string, FollowedRepository>): Promise<void> {
    const withTriggers = [...repositories].filter(([, { triggered }]) => triggered.length > 0).map(([key]) => key);
    // What is being read is still to be saved, so it is forgotten once that is done.
    const leaving = (kept ?? []).filter((key) => reading.has(key));
    const keeping = [...new Set([...withTriggers, ...leaving])].toSorted();
    if (JSON.stringify(keeping) === JSON.stringify(kept)) return;
    await port.refs.keepSeenRefs(keeping);
    kept = keeping;
  }

  async function lookAt(key: string, { url, branches, triggered }: FollowedRepository): Promise<void> {
    const timeout = new AbortController();
    const timeoutMs = triggered.length > 0 ? FETCH_TIMEOUT_MS : READ_TIMEOUT_MS;
    const cancelTimeout = clock.setTimer(timeoutMs, () => timeout.abort(new Error("it does not answer")));
    try {
      const signal = AbortSignal.any([stopping.signal, timeout.signal]);
      if (triggered.length > 0) await triggerWatch.look(url, triggered, { clock, signal });
      const names = branches.map(({ branch }) => branch);
      const heads = names.length > 0 ? await readBranchHeads(url, names, { clock, signal }) : new Map<string, string>();
      for (const followed of branches) {
        const revisionId = heads.get(followed.branch);
        if (revisionId !== undefined) await compareBranch(key, followed, revisionId, { clock, signal });
      }
      faults.delete(key);
    } catch (error) {
      complain(key, `Changes of ${shownUrl(key)}`, error);
    } finally {
      cancelTimeout();
    }
  }

  return {
    start: () => scheduleRound(0),
    async stop() {
      stopping.abort();
      cancelRound();
      await round;
      await Promise.all(reading.values());
    },
  };
}

/** By where the repository is. What is not registered or cannot be meant is left out: its action says so when it runs. */
async function followedRepositories(
  sources: readonly WatchedSource[],
  resources: Pick<LocalResources, "find">,
): Promise<Map<string, FollowedRepository>> {
  const repositories = new Map<string, FollowedRepository>();
  for (const source of sources) {
    const configuration = configurationOf(source);
    if (!configuration || !(source.trigger || detectsChanges(source, configuration))) continue;
    const registered = await resources.find("repository", configuration.repositoryName);
    const url = registered ? parseRepositoryUrl(registered.url) : null;
    if (url === null) continue;
    const repository = repositories.get(url.url) ?? { url, branches: [], triggered: [] };
    if (source.trigger) repository.triggered.push(source);
    else repository.branches.push({ source, branch: configuration.branch });
    repositories.set(url.url, repository);
  }
  return repositories;
}

/** Triggers take the place of change detection for every connection of their pipeline. */
function detectsChanges(source: WatchedSource, configuration: SourceConfiguration): boolean {
  const isConnection = source.actionTypeId.provider === "CodeStarSourceConnection";
  return configuration.detectsChanges && !(isConnection && source.isInTriggeredPipeline);
}

function configurationOf(source: WatchedSource) {
  if (!isGitSource(source.actionTypeId)) return null;
  try {
    return readSourceConfiguration(source);
  } catch {
    return null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
