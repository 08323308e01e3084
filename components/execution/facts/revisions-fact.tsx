"use client";
import { ChevronDown } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { CopyButton } from "@/components/ui/copy-button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { SourceRevision } from "@/lib/contracts/execution-summary";
import { changeAuthors } from "@/lib/pipeline/approvals/change-authors";
import { commitMessage } from "@/lib/pipeline/commit-title";
import { revisionTitle, shortRevisionId } from "../revision";
import { actionsOf, type Run } from "../run";
import { FACT_BUTTON } from "./fact-button";

interface RevisionsFactProps {
  readonly revisions: readonly SourceRevision[];
  readonly run: Run;
}

/** The source change an execution carries; every source with author and whole message opens below it. */
export function RevisionsFact({ revisions, run }: RevisionsFactProps) {
  const [first] = revisions;
  if (!first) return <span className="text-faint">No revision yet</span>;
  const authors = authorsOf(run);
  const author = authors.get(first.actionName);
  return (
    <Popover>
      <PopoverTrigger className={FACT_BUTTON}>
        {author && <Avatar name={author} size="sm" />}
        <span className="mono max-w-40 shrink-0 truncate">{shortRevisionId(first.revisionId)}</span>
        <span className="truncate">{revisionTitle(first)}</span>
        {revisions.length > 1 && <span className="shrink-0 text-faint">+{revisions.length - 1}</span>}
        <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
      </PopoverTrigger>
      <PopoverContent className="w-[min(460px,calc(100vw-32px))]">
        <h3 className="font-semibold">Source revisions</h3>
        <ul className="divide-y divide-line">
          {revisions.map((revision) => (
            <li key={revision.actionName} className="py-2 last:pb-0">
              <RevisionDetails revision={revision} author={authors.get(revision.actionName) ?? null} />
            </li>
          ))}
        </ul>
      </PopoverContent>
    </Popover>
  );
}

function RevisionDetails({ revision, author }: { readonly revision: SourceRevision; readonly author: string | null }) {
  const { actionName, revisionId, revisionUrl } = revision;
  const message = commitMessage(revision.revisionSummary);
  return (
    <>
      <p className="flex items-center gap-1.5 text-small">
        <b className="min-w-0 truncate font-medium">{actionName}</b>
        <span className="text-muted">{author === null ? "author not told by the source" : `by ${author}`}</span>
      </p>
      {revisionId && (
        <p className="flex items-center gap-1">
          {revisionUrl && /^https?:/.test(revisionUrl) ? (
            <a href={revisionUrl} target="_blank" rel="noreferrer" className="link mono [overflow-wrap:anywhere]">
              {revisionId}
            </a>
          ) : (
            <span className="mono [overflow-wrap:anywhere]">{revisionId}</span>
          )}
          <CopyButton text={revisionId} what="revision" />
        </p>
      )}
      {message && (
        <p className="mt-1 max-h-48 overflow-y-auto [overflow-wrap:anywhere] whitespace-pre-wrap text-muted">
          {message}
        </p>
      )}
    </>
  );
}

/** By source action. CodeCommit and S3 on AWS tell none. */
function authorsOf(run: Run): ReadonlyMap<string, string> {
  const sources = actionsOf(run)
    .filter(({ category }) => category === "Source")
    .map(({ name, latest }) => ({ actionName: name, outputVariables: latest?.outputVariables ?? {} }));
  return new Map(changeAuthors(sources).known.map(({ actionName, name, email }) => [actionName, name ?? email ?? ""]));
}
