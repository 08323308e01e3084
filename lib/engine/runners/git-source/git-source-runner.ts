import { writeFile } from "node:fs/promises";
import path from "node:path";
import { ActionFailure } from "../action-failure";
import type { ActionJob, Runner, RunnerContext } from "../runner";
import type { CloneReference } from "./clone-reference";
import { readCommit, type Commit } from "./commit";
import { findRepository } from "./find-repository";
import { git, GitError } from "./git-command";
import { fetchBranches, fetchRefs, listBranches, type GitMirror, type GitMirrors } from "./git-mirrors";
import { parseRepositoryUrl, shownUrl } from "./repository-url";
import {
  followReference,
  readSourceConfiguration,
  sourceVariables,
  type SourceConfiguration,
} from "./source-configuration";

/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ArtifactRevision.html */
const LONGEST_SUMMARY = 2048;

/** Runs the source actions of CodeCommit, connections and GitHub: takes a commit of the registered repository. */
export function createGitSourceRunner(mirrors: GitMirrors): Runner {
  return {
    async run(job, context) {
      const source = followReference(readSourceConfiguration(job), job.sourceRevision?.reference);
      const { url } = await findRepository(source.repositoryName, context.resources);
      const commit = await mirrors.withMirror(url, context, async (mirror) => {
        const place = { mirror, source };
        const found = await findCommit(place, job, context);
        await putOutput({ ...place, commitId: found.commitId }, job, context);
        return found;
      });
      const summary = commit.subject.slice(0, LONGEST_SUMMARY);
      const commitUrl = commitUrlOf(url, commit.commitId);
      return {
        status: "Succeeded",
        externalExecutionId: commit.commitId,
        ...(commitUrl !== null && { externalExecutionUrl: commitUrl }),
        summary,
        outputVariables: sourceVariables(job, source, commit, commitUrl),
        revision: {
          revisionId: commit.commitId,
          revisionSummary: summary,
          createdAt: commit.committedAt,
          ...(commitUrl !== null && { revisionUrl: commitUrl }),
        },
      };
    },
  };
}

/** Where a source action looks, and for what. */
interface SourcePlace {
  readonly mirror: GitMirror;
  readonly source: SourceConfiguration;
}

async function findCommit(place: SourcePlace, job: ActionJob, context: RunnerContext): Promise<Commit> {
  const { mirror, source } = place;
  const override = job.sourceRevision;
  if (!override) {
    await fetchFor("branch", place, context);
    return readCommit(mirror, `refs/heads/${source.branch}`, context);
  }
  const { revisionType, revisionValue } = override;
  if (revisionType !== "COMMIT_ID" || !/^[0-9a-f]{7,64}$/i.test(revisionValue)) {
    throw new ActionFailure(
      "RevisionUnavailable",
      `Action ${job.actionName} takes a revision of type COMMIT_ID, a commit id; it was given ${revisionType} ${JSON.stringify(revisionValue)}.`,
    );
  }
  const known = await tryCommit(mirror, revisionValue, context);
  if (known) return known;
  await fetchFor("commit", place, context);
  const fetched = await tryCommit(mirror, revisionValue, context);
  if (fetched) return fetched;
  throw new ActionFailure(
    "RevisionUnavailable",
    `Repository ${source.repositoryName} has no commit ${revisionValue} on any branch or tag. Check the commit id, or push the commit first.`,
  );
}

async function tryCommit(mirror: GitMirror, commitId: string, context: RunnerContext): Promise<Commit | null> {
  try {
    return await readCommit(mirror, commitId, context);
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

/** Fetches the configured branch or, where a commit is asked for, every branch and tag. */
async function fetchFor(wanted: "branch" | "commit", place: SourcePlace, context: RunnerContext): Promise<void> {
  const { mirror, source } = place;
  try {
    await (wanted === "commit" ? fetchRefs(mirror, context) : fetchBranches(mirror, context, source.branch));
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw await explain(error, place, context);
  }
}

/** Why the fetch was refused, in words that lead on. */
async function explain(
  error: GitError,
  { mirror, source }: SourcePlace,
  context: RunnerContext,
): Promise<ActionFailure> {
  const name = `Repository ${source.repositoryName} (${shownUrl(mirror.url)})`;
  try {
    const branches = [...(await listBranches(mirror.url, context)).keys()];
    if (branches.length === 0) {
      return new ActionFailure(
        "RevisionUnavailable",
        `${name} has no commits yet. Push a first commit to branch ${source.branch}.`,
        { cause: error },
      );
    }
    if (branches.includes(source.branch)) {
      return new ActionFailure("RevisionUnavailable", `${name} could not be fetched: ${error.message}.`, {
        cause: error,
      });
    }
    const shown = branches.slice(0, 10).join(", ");
    return new ActionFailure(
      "RevisionUnavailable",
      `${name} has no branch ${source.branch}. Its branches are: ${shown}. Push the branch, or choose another in the action.`,
      { cause: error },
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new ActionFailure(
      "ConfigurationError",
      `${name} cannot be read: ${reason}. Check where it is registered, under Settings, Local resources.`,
      { cause },
    );
  }
}

async function putOutput(
  { mirror, source, commitId }: SourcePlace & Pick<Commit, "commitId">,
  { outputArtifacts: [output] }: ActionJob,
  context: RunnerContext,
): Promise<void> {
  if (!output) return;
  const file = path.join(context.workDirectory(), "source");
  if (source.isCloneRef) {
    const { repositoryName, branch } = source;
    await writeFile(
      file,
      JSON.stringify({ cloneReference: { repositoryName, branch, commitId } } satisfies CloneReference),
    );
  } else {
    await git(["-C", mirror.directory, "archive", "--format=zip", "-1", `--output=${file}`, commitId], context);
  }
  await context.artifacts.putFile(output.location, file);
}

function commitUrlOf(url: string, commitId: string): string | null {
  if (parseRepositoryUrl(url)?.kind !== "remote" || !/^https?:/.test(url)) return null;
  return `${shownUrl(url).replace(/\/$|\.git$/, "")}/commit/${commitId}`;
}
