import type { Clock } from "@/lib/clock";
import type { PullRequestEvent } from "@/lib/pipeline/triggers/git-event";
import { AwsServiceError } from "../aws-service-error";
import type { Ids } from "../ids";
import type { LocalResources } from "../local-resources";
import { ActionFailure } from "../runners/action-failure";
import { changedFiles, mergedInto } from "../runners/git-source/changed-files";
import { readCommit, type Commit } from "../runners/git-source/commit";
import { findRepository } from "../runners/git-source/find-repository";
import { GitError, type GitContext } from "../runners/git-source/git-command";
import { fetchRefs, type GitMirror, type GitMirrors } from "../runners/git-source/git-mirrors";
import { isBranchName } from "../runners/git-source/repository-url";
import { startByEvent, type EventResult } from "./start-by-event";
import type { SourceWatchPort } from "./watched-source";

/** What happened to a pull request. A bare Git repository has none, so somebody has to tell. */
export interface PullRequestReport {
  /** As it is registered and as source actions name it: `owner/name`. */
  readonly repository: string;
  readonly event: PullRequestEvent;
  readonly pullRequestId: string;
  readonly title: string;
  readonly sourceBranch: string;
  readonly destinationBranch: string;
  /** Unset: the newest commit of the source branch. */
  readonly commitId?: string | undefined;
  /** Unset: what the source branch has changed since it left the destination branch. */
  readonly changedFiles?: readonly string[] | undefined;
}

export interface PullRequestResult {
  readonly commitId: string;
  /** Every pipeline that has a trigger for the repository. */
  readonly pipelines: readonly EventResult[];
}

interface ReporterOptions {
  readonly port: Pick<SourceWatchPort, "listSources" | "onTrigger">;
  readonly resources: LocalResources;
  readonly mirrors: GitMirrors;
  readonly clock: Clock;
  readonly ids: Ids;
}

const TIMEOUT_MS = 60_000;

/** Holds an event of a pull request against the triggers of every pipeline. Told again, it starts them again. */
export function createPullRequestReporter(
  options: ReporterOptions,
): (report: PullRequestReport) => Promise<PullRequestResult> {
  const { port, resources, mirrors, clock, ids } = options;
  return async (report) => {
    const url = await urlOf(report.repository, resources);
    for (const branch of [report.sourceBranch, report.destinationBranch]) {
      if (!isBranchName(branch)) throw invalid(`${JSON.stringify(branch)} is not a name of a branch`);
    }
    const timeout = new AbortController();
    const cancelTimeout = clock.setTimer(TIMEOUT_MS, () => timeout.abort(new Error("The repository does not answer")));
    try {
      const context = { clock, signal: timeout.signal };
      const { commit, files } = await mirrors.withMirror(url, context, (mirror) => describe(report, mirror, context));
      const sources = (await port.listSources()).filter(
        ({ trigger, configuration }) => trigger && configuration["FullRepositoryId"] === report.repository,
      );
      const pipelines = await startByEvent(
        sources,
        {
          event: {
            type: "pullRequest",
            event: report.event,
            destinationBranch: report.destinationBranch,
            changedFiles: files,
          },
          reference: {
            type: "pullRequest",
            pullRequestId: report.pullRequestId,
            pullRequestTitle: report.title,
            sourceBranchName: report.sourceBranch,
            destinationBranchName: report.destinationBranch,
          },
          commit,
          token: `pull-request:${ids.next()}`,
        },
        port,
      );
      return { commitId: commit.commitId, pipelines };
    } finally {
      cancelTimeout();
    }
  };
}

async function urlOf(repository: string, resources: LocalResources): Promise<string> {
  try {
    return (await findRepository(repository, resources)).url;
  } catch (error) {
    if (error instanceof ActionFailure) throw invalid(error.message);
    throw error;
  }
}

interface Described {
  readonly commit: Commit;
  readonly files: readonly string[] | null;
}

async function describe(report: PullRequestReport, mirror: GitMirror, context: GitContext): Promise<Described> {
  const { repository, sourceBranch, destinationBranch, commitId } = report;
  try {
    await fetchRefs(mirror, context);
  } catch (error) {
    if (error instanceof GitError) throw invalid(`Repository ${repository} cannot be fetched: ${error.message}`);
    throw error;
  }
  const commit = await tryCommit(mirror, commitId ?? `refs/heads/${sourceBranch}`, context);
  if (!commit) {
    const missing =
      commitId === undefined ? `branch ${sourceBranch}; give the commit of one that is gone` : `commit ${commitId}`;
    throw invalid(`Repository ${repository} has no ${missing}`);
  }
  const destination = await tryCommit(mirror, `refs/heads/${destinationBranch}`, context);
  if (report.changedFiles || !destination) return { commit, files: report.changedFiles ?? null };
  const from =
    (await mergedInto(mirror, { from: commit.commitId, to: destination.commitId }, context)) ?? destination.commitId;
  const files = await changedFiles(mirror, { from, to: commit.commitId, since: "merge-base" }, context);
  return { commit, files };
}

async function tryCommit(mirror: GitMirror, revision: string, context: GitContext): Promise<Commit | null> {
  try {
    return await readCommit(mirror, revision, context);
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

function invalid(message: string): AwsServiceError {
  return new AwsServiceError("ValidationException", message);
}
