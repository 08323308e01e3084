import Link from "next/link";
import { Revision } from "@/components/execution/revision";
import { executionStatus } from "@/components/execution/run";
import { StatusText } from "@/components/execution/status";
import { Duration } from "@/components/ui/duration";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { ExecutionSummary } from "@/lib/contracts/execution-summary";
import { isTerminal } from "@/lib/pipeline/execution";
import { executionHref } from "@/lib/queries/urls";

interface ExecutionListProps {
  readonly label: string;
  readonly executions: readonly ExecutionSummary[];
}

/** Executions of any pipeline, two lines each: whose and how it goes, then what it carries. */
export function ExecutionList({ label, executions }: ExecutionListProps) {
  return (
    <ul aria-label={label}>
      {executions.map((execution) => (
        <li
          key={`${execution.connection}/${execution.pipelineName}/${execution.pipelineExecutionId}`}
          className="flex flex-col gap-0.5 border-b border-line px-3 py-2 last:border-b-0 hover:bg-hover"
        >
          <div className="flex items-center gap-2">
            <Link
              href={executionHref(execution.connection, execution.pipelineName, execution.pipelineExecutionId)}
              className="min-w-0 truncate font-semibold hover:underline"
            >
              {execution.pipelineName}
              <span className="ml-1.5 font-mono text-label font-normal text-muted">
                {execution.pipelineExecutionId.slice(0, 8)}
              </span>
            </Link>
            {execution.isDemo && <Tag>demo data</Tag>}
            <StatusText status={executionStatus(execution)} className="ml-auto" />
          </div>
          <div className="flex items-center gap-2 text-label text-muted">
            <Revision revisions={execution.sourceRevisions} className="min-w-0 shrink" />
            <span className="ml-auto shrink-0 whitespace-nowrap">
              {isTerminal(execution.status) ? (
                <>
                  ended <Time at={Date.parse(execution.lastUpdatedAt)} />
                </>
              ) : (
                <>
                  <Duration from={Date.parse(execution.startedAt)} /> so far
                </>
              )}
            </span>
          </div>
          {execution.failure && (
            <p className="truncate text-label text-fail" title={execution.failure.message}>
              {execution.failure.stageName} / {execution.failure.actionName}: {execution.failure.message}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
