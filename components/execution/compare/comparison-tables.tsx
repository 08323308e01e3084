"use client";
import Link from "next/link";
import { type ReactNode, useMemo } from "react";
import { ChangeList } from "@/components/editor/panels/change-list";
import { cn } from "@/components/ui/cn";
import { formatDuration } from "@/components/ui/format-duration";
import { Panel } from "@/components/ui/panel";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import type { SourceRevision } from "@/lib/contracts/execution-summary";
import { executionHref } from "@/lib/queries/urls";
import { shortExecutionId } from "../controls/use-execution-commands";
import { revisionTitle, shortRevisionId } from "../revision";
import { executionStatus } from "../run";
import { StatusText } from "../status";
import { compareExecutions, type ComparisonRow, type Pair, type Side } from "./comparison";

interface ComparisonTablesProps {
  readonly before: ExecutionDetail;
  readonly after: ExecutionDetail;
}

export function ComparisonTables({ before, after }: ComparisonTablesProps) {
  const comparison = useMemo(() => compareExecutions(before, after), [before, after]);
  const heads = (
    <tr>
      <HeaderCell>Name</HeaderCell>
      <HeaderCell>
        <Head execution={before} />
      </HeaderCell>
      <HeaderCell>
        <Head execution={after} />
      </HeaderCell>
    </tr>
  );
  return (
    <>
      <Panel title="Stages and actions">
        <Table label="Stages and actions">
          <thead>
            <tr>
              <HeaderCell>Name</HeaderCell>
              <HeaderCell>
                <Head execution={before} />
              </HeaderCell>
              <HeaderCell>
                <Head execution={after} />
              </HeaderCell>
              <HeaderCell className="text-right">Difference</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {comparison.rows.map((row) => (
              <StepRow key={row.key} row={row} />
            ))}
          </tbody>
        </Table>
      </Panel>
      <Panel title="Definition" note={versionsNote(before, after)}>
        <div className="px-3 py-1.5">
          {comparison.changes === null ? (
            <p className="text-muted">Not compared: the definition of one of the versions is not known here.</p>
          ) : comparison.changes.length === 0 ? (
            <p className="text-muted">Both ran on the same definition.</p>
          ) : (
            <ChangeList changes={comparison.changes} />
          )}
        </div>
      </Panel>
      <PairPanel title="Source revisions" heads={heads} pairs={comparison.revisions} show={revisionText} />
      <PairPanel title="Variables" heads={heads} pairs={comparison.variables} show={String} />
      <PairPanel title="Output variables" heads={heads} pairs={comparison.outputVariables} show={String} />
    </>
  );
}

function Head({ execution }: { readonly execution: ExecutionDetail }) {
  const { connection, pipelineName, pipelineExecutionId, startedAt } = execution;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Link href={executionHref(connection, pipelineName, pipelineExecutionId)} className="link mono">
        {shortExecutionId(pipelineExecutionId)}
      </Link>
      <StatusText status={executionStatus(execution)} />
      <span className="font-normal">
        <Time at={Date.parse(startedAt)} />
      </span>
    </span>
  );
}

function StepRow({ row }: { readonly row: ComparisonRow }) {
  return (
    <Row>
      <Cell className={row.isStage ? "font-semibold" : "pl-7"}>
        <span className="block max-w-72 truncate" title={row.name}>
          {row.name}
        </span>
      </Cell>
      <Cell>
        <SideText side={row.before} />
      </Cell>
      <Cell>
        <SideText side={row.after} />
      </Cell>
      <Cell className="text-right whitespace-nowrap tabular-nums">
        {row.longerMs === null ? <span className="text-faint">not both ended</span> : differenceText(row.longerMs)}
      </Cell>
    </Row>
  );
}

function SideText({ side }: { readonly side: Side | null }) {
  if (!side) return <span className="text-faint">not part of it</span>;
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <StatusText status={side.status} />
      {side.tookMs !== null && <span className="tabular-nums">{formatDuration(side.tookMs)}</span>}
      {side.attempts > 1 && <span className="text-small text-muted">{side.attempts} attempts</span>}
    </span>
  );
}

function differenceText(longerMs: number): string {
  if (longerMs === 0) return "same";
  return `${formatDuration(Math.abs(longerMs))} ${longerMs > 0 ? "longer" : "shorter"}`;
}

interface PairPanelProps<Value> {
  readonly title: string;
  readonly heads: ReactNode;
  readonly pairs: readonly Pair<Value>[];
  readonly show: (value: Value) => string;
}

function PairPanel<Value>({ title, heads, pairs, show }: PairPanelProps<Value>) {
  const different = pairs.filter(({ isSame }) => !isSame).length;
  if (pairs.length === 0) return null;
  return (
    <Panel title={title} note={different === 0 ? "all the same" : `${different} of ${pairs.length} differ`}>
      <Table label={title}>
        <thead>{heads}</thead>
        <tbody>
          {pairs.map(({ name, before, after, isSame }) => (
            <Row key={name}>
              <Cell className="mono break-all">{name}</Cell>
              {[before, after].map((value, index) => (
                // Two cells, the one and the other.
                <Cell key={index} className={cn("break-all", isSame ? "text-muted" : "font-medium")}>
                  {value === null ? <span className="font-normal text-faint">none</span> : show(value)}
                </Cell>
              ))}
            </Row>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function revisionText(revision: SourceRevision): string {
  return [shortRevisionId(revision.revisionId), revisionTitle(revision)].filter(Boolean).join(" ");
}

function versionsNote(before: ExecutionDetail, after: ExecutionDetail): string {
  const word = ({ pipelineVersion }: ExecutionDetail) => (pipelineVersion === null ? "unknown" : `v${pipelineVersion}`);
  return word(before) === word(after) ? word(after) : `${word(before)} and ${word(after)}`;
}
