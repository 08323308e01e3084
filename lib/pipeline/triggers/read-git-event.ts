import { z } from "zod";
import type { GitEvent, PullRequestEvent } from "./git-event";

/** What a provider's webhook says, or why it says nothing that starts a pipeline. */
export type ReadEvent =
  | { readonly ok: true; readonly event: GitEvent }
  | { readonly ok: false; readonly message: string };

/** Bodies are a few kilobytes; GitHub itself sends 25 MB at most. */
const MAX_LENGTH = 1_000_000;

const files = z.array(z.string()).optional();
const commits = z.array(z.object({ added: files, modified: files, removed: files })).optional();

const push = z.object({
  ref: z.string(),
  created: z.boolean().optional(),
  before: z.string().optional(),
  commits,
});
const gitHubPullRequest = z.object({
  action: z.string(),
  pull_request: z.object({ base: z.object({ ref: z.string() }) }),
});
const gitLabMergeRequest = z.object({
  object_kind: z.literal("merge_request"),
  object_attributes: z.object({ target_branch: z.string(), action: z.string().optional() }),
});
const bitbucketPush = z.object({
  push: z.object({ changes: z.array(z.object({ new: z.object({ type: z.string(), name: z.string() }).nullable() })) }),
});

const PULL_REQUEST_ACTIONS: Readonly<Record<string, PullRequestEvent>> = {
  opened: "OPEN",
  reopened: "OPEN",
  open: "OPEN",
  reopen: "OPEN",
  synchronize: "UPDATED",
  edited: "UPDATED",
  update: "UPDATED",
  closed: "CLOSED",
  close: "CLOSED",
  merge: "CLOSED",
};

/** Reads the body of a webhook of GitHub, GitLab or Bitbucket, as a person pastes it. */
export function readGitEvent(text: string): ReadEvent {
  if (text.length > MAX_LENGTH) return refuse("The text is longer than 1 MB. Paste one event.");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    return refuse(`This is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const pullRequest = readPullRequest(body);
  if (pullRequest) return pullRequest;
  const pushed = push.safeParse(body);
  if (pushed.success) return readPush(pushed.data);
  const bitbucket = bitbucketPush.safeParse(body);
  const change = bitbucket.data?.push.changes.find((candidate) => candidate.new !== null)?.new;
  // Bitbucket tells no files.
  if (change?.type === "tag") return { ok: true, event: { type: "tag", tag: change.name } };
  if (change) return { ok: true, event: { type: "push", branch: change.name, changedFiles: null } };
  return refuse("This is no push and no pull request of GitHub, GitLab or Bitbucket. Paste the body of the webhook.");
}

function readPullRequest(body: unknown): ReadEvent | null {
  const gitHub = gitHubPullRequest.safeParse(body);
  const gitLab = gitLabMergeRequest.safeParse(body);
  const action = gitHub.data?.action ?? gitLab.data?.object_attributes.action;
  const destinationBranch = gitHub.data?.pull_request.base.ref ?? gitLab.data?.object_attributes.target_branch;
  if (destinationBranch === undefined) return null;
  const event = PULL_REQUEST_ACTIONS[action ?? ""];
  if (event === undefined) return refuse(`A pull request that is ${action ?? "changed"} starts nothing.`);
  return { ok: true, event: { type: "pullRequest", event, destinationBranch, changedFiles: null } };
}

const NO_COMMIT = /^0+$/;

function readPush({ ref, created, before, commits: list }: z.infer<typeof push>): ReadEvent {
  if (ref.startsWith("refs/tags/")) return { ok: true, event: { type: "tag", tag: ref.slice("refs/tags/".length) } };
  const branch = ref.replace(/^refs\/heads\//, "");
  const isNew = created === true || NO_COMMIT.test(before ?? "");
  const changed = (list ?? []).flatMap(({ added = [], modified = [], removed = [] }) => [
    ...added,
    ...modified,
    ...removed,
  ]);
  return { ok: true, event: { type: "push", branch, changedFiles: isNew ? null : [...new Set(changed)] } };
}

function refuse(message: string): ReadEvent {
  return { ok: false, message };
}
