import Link from "next/link";
import { Avatar } from "@/components/ui/avatar";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { StageComparison } from "@/lib/contracts/stage-comparison";
import { executionHref } from "@/lib/queries/urls";
import { hostCompareUrl } from "../host-compare-url";
import { revisionTitle, shortRevisionId } from "../revision";

interface ShippedRevisionsProps {
  readonly connection: string;
  readonly pipelineName: string;
  readonly ships: StageComparison["ships"];
  readonly live: StageComparison["live"];
}

/** What came in since the stage last let something through, as far as executions tell. */
export function ShippedRevisions({ connection, pipelineName, ships, live }: ShippedRevisionsProps) {
  const compareUrl = compareUrlOf(ships, live);
  return (
    <Panel
      title="Revisions that would ship"
      note="those that started an execution"
      actions={
        compareUrl && (
          <a href={compareUrl} target="_blank" rel="noreferrer" className="link text-small">
            Compare at {new URL(compareUrl).host}
          </a>
        )
      }
    >
      <ul>
        {ships.flatMap(({ pipelineExecutionId, startedAt, sourceRevisions, authors }) =>
          sourceRevisions.map((revision) => (
            <li
              key={`${pipelineExecutionId}/${revision.actionName}`}
              className="grid min-h-8 grid-cols-[76px_minmax(0,1fr)_auto_auto] items-center gap-x-2.5 border-b border-line px-3 py-1 last:border-b-0"
            >
              <Link
                href={executionHref(connection, pipelineName, pipelineExecutionId)}
                className="link mono truncate"
                title={revision.revisionId ?? undefined}
              >
                {shortRevisionId(revision.revisionId) || "none"}
              </Link>
              <span className="truncate font-medium">{revisionTitle(revision)}</span>
              <span className="flex items-center gap-1.5 text-small text-muted">
                {authors[0] && <Avatar name={authors[0]} size="sm" />}
                <span className="max-w-40 truncate max-sm:sr-only">{authors.join(", ")}</span>
              </span>
              <Time at={Date.parse(startedAt)} className="text-small whitespace-nowrap text-muted" />
            </li>
          )),
        )}
      </ul>
    </Panel>
  );
}

/** Where there is one source, and its host is known. */
function compareUrlOf([newest]: StageComparison["ships"], live: StageComparison["live"]): string | null {
  const [newer, ...others] = newest?.sourceRevisions ?? [];
  const older = live?.sourceRevisions[0];
  if (!newer?.revisionId || !older?.revisionId || others.length > 0) return null;
  return hostCompareUrl(newer.revisionUrl, { older: older.revisionId, newer: newer.revisionId });
}
