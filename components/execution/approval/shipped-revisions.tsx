import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { StageComparison } from "@/lib/contracts/stage-comparison";
import { executionHref } from "@/lib/queries/urls";
import { revisionTitle, shortRevisionId } from "../revision";

interface ShippedRevisionsProps {
  readonly connection: string;
  readonly pipelineName: string;
  readonly ships: StageComparison["ships"];
}

/** What came in since the stage last let something through, as far as executions tell. */
export function ShippedRevisions({ connection, pipelineName, ships }: ShippedRevisionsProps) {
  return (
    <Panel title="Revisions that would ship" note="those that started an execution">
      <ul>
        {ships.flatMap(({ pipelineExecutionId, startedAt, sourceRevisions }) =>
          sourceRevisions.map((revision) => (
            <li
              key={`${pipelineExecutionId}/${revision.actionName}`}
              className="grid min-h-8 grid-cols-[76px_minmax(0,1fr)_auto] items-center gap-2 border-b border-line px-3 py-1 last:border-b-0"
            >
              <Link
                href={executionHref(connection, pipelineName, pipelineExecutionId)}
                className="link mono truncate"
                title={revision.revisionId ?? undefined}
              >
                {shortRevisionId(revision.revisionId) || "none"}
              </Link>
              <span className="truncate font-medium">{revisionTitle(revision)}</span>
              <Time at={Date.parse(startedAt)} className="text-small whitespace-nowrap text-muted" />
            </li>
          )),
        )}
      </ul>
    </Panel>
  );
}
