import { ArrowRight, GitCommitHorizontal, MapPin } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Glyph } from "@/components/ui/glyph";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import type { Approval } from "@/lib/contracts/approval";
import type { SourceRevision } from "@/lib/contracts/execution-summary";
import type { StageComparison } from "@/lib/contracts/stage-comparison";
import { executionHref } from "@/lib/queries/urls";
import { shortExecutionId } from "../controls/use-execution-commands";
import { revisionTitle, shortRevisionId } from "../revision";

interface ComparisonProps {
  readonly approval: Approval;
  /** Null while it is read. */
  readonly comparison: StageComparison | null;
}

/** The revision under approval against the one that last went through this stage. */
export function Comparison({ approval, comparison }: ComparisonProps) {
  const live = comparison?.live ?? null;
  const href = (id: string) => executionHref(approval.connection, approval.pipelineName, id);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_92px_minmax(0,1fr)] rounded-lg border border-line bg-surface max-md:grid-cols-1">
      <Side
        kind={
          <>
            <Glyph name="waiting" className="size-3.5 text-wait" />
            Under approval
          </>
        }
        revisions={approval.sourceRevisions}
        authors={comparison?.authors ?? []}
        when={
          <>
            started <Time at={Date.parse(approval.startedAt)} format="clock" />
          </>
        }
        executionId={approval.pipelineExecutionId}
        href={href(approval.pipelineExecutionId)}
      />
      <div className="grid content-center justify-items-center gap-1 border-x border-line px-2 py-2 text-center text-small text-muted max-md:border-x-0 max-md:border-y">
        {comparison && live && (
          <span>
            <b className="block text-figure text-ink">{comparison.ships.length}</b>
            {comparison.ships.length === 1 ? "execution" : "executions"} ahead
          </span>
        )}
        <ArrowRight aria-hidden="true" className="size-4 text-accent max-md:rotate-90" />
      </div>
      {comparison === null ? (
        <div className="flex flex-col gap-2 p-3" aria-busy="true">
          <Skeleton className="h-3 w-32" />
          <Skeleton className="h-4 w-48" />
        </div>
      ) : live ? (
        <Side
          kind={
            <>
              <MapPin aria-hidden="true" className="size-3.5 text-ok" />
              Last through {approval.stageName}
            </>
          }
          revisions={live.sourceRevisions}
          authors={live.authors}
          when={
            <>
              succeeded <Time at={Date.parse(live.succeededAt)} format="clock" />
            </>
          }
          executionId={live.pipelineExecutionId}
          href={href(live.pipelineExecutionId)}
        />
      ) : (
        <div className="p-3 text-muted">
          <p className="text-small text-faint">Last through {approval.stageName}</p>
          <p className="mt-1">No other execution has got through this stage, as far as the history here goes back.</p>
        </div>
      )}
    </div>
  );
}

interface SideProps {
  readonly kind: ReactNode;
  readonly revisions: readonly SourceRevision[];
  readonly authors: readonly string[];
  readonly when: ReactNode;
  readonly executionId: string;
  readonly href: string;
}

function Side({ kind, revisions, authors, when, executionId, href }: SideProps) {
  const [first] = revisions;
  return (
    <div className="flex min-w-0 flex-col gap-1 p-3">
      <p className="flex items-center gap-1.5 text-small text-muted">{kind}</p>
      <h3 className="text-[14px]/[20px] [overflow-wrap:anywhere]">
        {(first && revisionTitle(first)) || shortRevisionId(first?.revisionId ?? null) || "No revision"}
      </h3>
      <ul className="flex flex-col gap-0.5 text-small text-muted">
        {revisions.map((revision) => (
          <li key={revision.actionName} className="flex min-w-0 items-center gap-1.5">
            <GitCommitHorizontal aria-hidden="true" className="size-3.5 shrink-0" />
            <span className="mono truncate" title={revision.revisionId ?? undefined}>
              {shortRevisionId(revision.revisionId)}
            </span>
            {revisions.length > 1 && <span className="truncate">{revision.actionName}</span>}
          </li>
        ))}
      </ul>
      <p className="flex flex-wrap gap-x-3 text-small text-muted">
        {authors[0] && (
          <span className="flex items-center gap-1.5">
            <Avatar name={authors[0]} size="sm" />
            {authors.join(", ")}
          </span>
        )}
        <span>{when}</span>
        <Link href={href} className="link">
          Execution <span className="mono">{shortExecutionId(executionId)}</span>
        </Link>
      </p>
    </div>
  );
}
