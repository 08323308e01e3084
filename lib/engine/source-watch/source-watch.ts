import type { Clock } from "@/lib/clock";
import type { LocalResources } from "../local-resources";
import { isGitProvider, readSourceConfiguration } from "../runners/git-source/source-configuration";
import { parseRepositoryUrl, shownUrl, type RepositoryUrl } from "../runners/git-source/repository-url";
import { readBranchHeads } from "./read-branch-heads";
import type { SourceWatchPort, WatchedSource } from "./watched-source";

const LOCAL_INTERVAL_MS = 1_000;
const REMOTE_INTERVAL_MS = 15_000;
const READ_TIMEOUT_MS = 30_000;

export interface SourceWatchOptions {
  readonly port: SourceWatchPort;
  readonly resources: LocalResources;
  readonly clock: Clock;
  /** Told once when a repository stops being readable, not at every round. */
  readonly onFault: (message: string) => void;
}

export interface SourceWatch {
  start(): void;
  /** Resolves when nothing is being read any more. */
  stop(): Promise<void>;
}

interface FollowedBranch {
  readonly source: WatchedSource;
  readonly branch: string;
}

interface FollowedRepository {
  readonly url: RepositoryUrl;
  readonly branches: FollowedBranch[];
}

/**
 * Change detection: looks at the branches that source actions follow and tells the engine when one has moved. Each
 * repository is read once per interval, however many pipelines follow it, and a slow one holds up no other.
 */
export function createSourceWatch(options: SourceWatchOptions): SourceWatch {
  const { port, clock, onFault } = options;
  const nextReadAt = new Map<string, number>();
  const reading = new Map<string, Promise<void>>();
  const faults = new Map<string, string>();
  const stopping = new AbortController();
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

  async function lookAtAll(): Promise<void> {
    const repositories = await followedRepositories(options);
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

  async function lookAt(key: string, { url, branches }: FollowedRepository): Promise<void> {
    const timeout = new AbortController();
    const cancelTimeout = clock.setTimer(READ_TIMEOUT_MS, () => timeout.abort(new Error("it does not answer")));
    try {
      const signal = AbortSignal.any([stopping.signal, timeout.signal]);
      const names = branches.map(({ branch }) => branch);
      const heads = await readBranchHeads(url, names, { clock, signal });
      for (const followed of branches) {
        const revisionId = heads.get(followed.branch);
        if (revisionId !== undefined) await compare(port, followed, `${key}#${followed.branch}`, revisionId);
      }
      faults.delete(key);
    } catch (error) {
      const message = messageOf(error);
      if (stopping.signal.aborted || faults.get(key) === message) return;
      faults.set(key, message);
      onFault(`Changes of ${shownUrl(key)} cannot be looked for: ${message}`);
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

/** Starts an execution when the branch is not where it was last seen. The first sight of a branch starts nothing. */
async function compare(
  { seen, onRevision }: SourceWatchPort,
  { source: { pipelineName, actionName }, branch }: FollowedBranch,
  source: string,
  revisionId: string,
): Promise<void> {
  const before = await seen.find(pipelineName, actionName);
  const isKnownBranch = before !== null && (before.source ?? source) === source;
  if (isKnownBranch && before.revisionId !== revisionId) {
    await onRevision({ pipelineName, actionName, branch, revisionId });
  }
  if (before?.source !== source || before.revisionId !== revisionId) {
    await seen.save(pipelineName, actionName, { source, revisionId });
  }
}

/** By where the repository is. What is not registered or cannot be meant is left out: its action says so when it runs. */
async function followedRepositories({ port, resources }: SourceWatchOptions): Promise<Map<string, FollowedRepository>> {
  const repositories = new Map<string, FollowedRepository>();
  for (const source of await port.listSources()) {
    const configuration = configurationOf(source);
    if (!configuration?.detectsChanges) continue;
    const registered = await resources.find("repository", configuration.repositoryName);
    const url = registered ? parseRepositoryUrl(registered.url) : null;
    if (url === null) continue;
    const repository = repositories.get(url.url) ?? { url, branches: [] };
    repository.branches.push({ source, branch: configuration.branch });
    repositories.set(url.url, repository);
  }
  return repositories;
}

function configurationOf(source: WatchedSource) {
  if (!isGitProvider(source.actionTypeId.provider)) return null;
  try {
    return readSourceConfiguration(source);
  } catch {
    return null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
