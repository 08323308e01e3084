import { git, type GitContext } from "./git-command";
import type { GitMirror } from "./git-mirrors";

export interface Commit {
  readonly commitId: string;
  readonly authorName: string;
  readonly authorEmail: string;
  /** Epoch milliseconds. */
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly subject: string;
  readonly message: string;
}

const FORMAT = ["%H", "%an", "%ae", "%at", "%ct", "%s", "%B"].join("%x00");

/** Reads one commit. @param revision a full ref or a commit id, never an option. @throws GitError when it is none */
export async function readCommit(mirror: GitMirror, revision: string, context: GitContext): Promise<Commit> {
  const args = [
    "log",
    "-1",
    "--no-show-signature",
    "--encoding=UTF-8",
    `--format=${FORMAT}`,
    "--end-of-options",
    `${revision}^{commit}`,
  ];
  const output = (await git(["-C", mirror.directory, ...args, "--"], context)).toString("utf8");
  const [commitId = "", authorName = "", authorEmail = "", authoredAt, committedAt, subject = "", message = ""] =
    output.split("\0");
  return {
    commitId,
    authorName,
    authorEmail,
    authoredAt: Number(authoredAt) * 1000,
    committedAt: Number(committedAt) * 1000,
    subject,
    message: message.trimEnd(),
  };
}
