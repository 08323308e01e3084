import Link from "next/link";
import { Duration } from "@/components/ui/duration";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { ExecutionSummary } from "@/lib/contracts/execution-summary";
import { isTerminal } from "@/lib/pipeline/execution";
import { executionHref } from "@/lib/queries/urls";
import { shortExecutionId } from "../controls/use-execution-commands";
import { Revision } from "../revision";
import { executionStatus } from "../run";
import { StatusText } from "../status";
import { triggerWord } from "../trigger";

/** Newest first, as it comes. On a phone each execution is a card of its own. */
export function HistoryTable({ executions }: { readonly executions: readonly ExecutionSummary[] }) {
  return (
    <>
      <div className="max-md:hidden">
        <Table label="Executions">
          <thead>
            <tr>
              <HeaderCell>Execution</HeaderCell>
              <HeaderCell>Status</HeaderCell>
              <HeaderCell>Revision</HeaderCell>
              <HeaderCell>Trigger</HeaderCell>
              <HeaderCell>Started</HeaderCell>
              <HeaderCell className="text-right">Duration</HeaderCell>
              <HeaderCell className="text-right">Version</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {executions.map((execution) => (
              <Row key={execution.pipelineExecutionId}>
                <Cell>
                  <ExecutionLink execution={execution} />
                </Cell>
                <Cell>
                  <StatusText status={executionStatus(execution)} />
                  <Failure execution={execution} />
                </Cell>
                <Cell className="max-w-0 w-[40%]">
                  <Revision revisions={execution.sourceRevisions} />
                </Cell>
                <Cell className="whitespace-nowrap text-muted" title={execution.trigger?.detail ?? undefined}>
                  {triggerWord(execution.trigger)}
                </Cell>
                <Cell className="whitespace-nowrap text-muted">
                  <Time at={Date.parse(execution.startedAt)} format="clock" />
                </Cell>
                <Cell className="text-right whitespace-nowrap">
                  <ExecutionDuration execution={execution} />
                </Cell>
                <Cell className="text-right text-muted">
                  {execution.pipelineVersion === null ? "–" : `v${execution.pipelineVersion}`}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
      <ul className="md:hidden">
        {executions.map((execution) => (
          <li
            key={execution.pipelineExecutionId}
            className="flex flex-col gap-1 border-b border-line px-3 py-2.5 last:border-b-0"
          >
            <span className="flex items-center justify-between gap-2">
              <StatusText status={executionStatus(execution)} />
              <span className="text-small text-muted">
                <ExecutionDuration execution={execution} />
              </span>
            </span>
            <Failure execution={execution} />
            <Revision revisions={execution.sourceRevisions} />
            <span className="flex items-center justify-between gap-2 text-small text-muted">
              <ExecutionLink execution={execution} />
              <Time at={Date.parse(execution.startedAt)} format="clock" />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function ExecutionLink({ execution }: { readonly execution: ExecutionSummary }) {
  const { connection, pipelineName, pipelineExecutionId } = execution;
  return (
    <Link
      href={executionHref(connection, pipelineName, pipelineExecutionId)}
      prefetch={false}
      className="link mono font-medium"
    >
      {shortExecutionId(pipelineExecutionId)}
    </Link>
  );
}

function Failure({ execution: { failure } }: { readonly execution: ExecutionSummary }) {
  if (!failure) return null;
  return (
    <span className="block max-w-72 truncate text-label text-muted" title={failure.message}>
      at {failure.stageName} / {failure.actionName}
    </span>
  );
}

function ExecutionDuration({ execution }: { readonly execution: ExecutionSummary }) {
  return (
    <Duration
      from={Date.parse(execution.startedAt)}
      to={isTerminal(execution.status) ? Date.parse(execution.lastUpdatedAt) : undefined}
    />
  );
}
