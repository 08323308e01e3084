import { cn } from "@/components/ui/cn";
import type { SourceRevision } from "@/lib/contracts/execution-summary";
import { commitTitle } from "@/lib/pipeline/commit-title";

const SHORT_ID = 7;
/** Seven characters of a commit id, and of the digest of an image; anything else stays whole. */
export function shortRevisionId(revisionId: string | null): string {
  if (!revisionId) return "";
  const digest = /^sha256:([0-9a-f]{64})$/.exec(revisionId)?.[1];
  if (digest) return `sha256:${digest.slice(0, SHORT_ID)}`;
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(revisionId) ? revisionId.slice(0, SHORT_ID) : revisionId;
}

/** The first line of the commit message, also where the service wraps it in JSON. */
export function revisionTitle({ revisionSummary }: SourceRevision): string {
  return commitTitle(revisionSummary);
}

interface RevisionProps {
  readonly revisions: readonly SourceRevision[];
  readonly className?: string;
}

/** The source change an execution carries; how many more, where there are several. */
export function Revision({ revisions, className }: RevisionProps) {
  const [first, ...others] = revisions;
  if (!first) return <span className={cn("text-faint", className)}>No revision yet</span>;
  const id = <span className="mono">{shortRevisionId(first.revisionId)}</span>;
  return (
    <span
      className={cn("flex min-w-0 items-center gap-1.5", className)}
      title={revisions.map((one) => `${one.actionName}: ${one.revisionId ?? ""} ${revisionTitle(one)}`).join("\n")}
    >
      {first.revisionUrl && /^https?:/.test(first.revisionUrl) ? (
        <a href={first.revisionUrl} target="_blank" rel="noreferrer" className="link shrink-0">
          {id}
        </a>
      ) : (
        <span className="max-w-40 shrink-0 truncate">{id}</span>
      )}
      <span className="truncate">{revisionTitle(first)}</span>
      {others.length > 0 && <span className="shrink-0 text-faint">+{others.length}</span>}
    </span>
  );
}
