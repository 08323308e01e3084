"use client";
import Link from "next/link";
import { Fragment, memo, useMemo } from "react";
import { revisionTitle, shortRevisionId } from "@/components/execution/revision";
import { FreshnessPill } from "@/components/layout/freshness";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { useHasMounted } from "@/components/ui/use-has-mounted";
import type { CommitLanes, Lane, LaneCommit, LaneStage } from "@/lib/contracts/commit-lanes";
import { pipelineHref } from "@/lib/queries/urls";
import type { End } from "./compare";
import { LaneCellView } from "./lane-cell";
import { LaneStageHeader } from "./lane-stage-header";
import { daysOf } from "./days";
import { revisionHeading } from "./revision-words";

interface LanesTableProps {
  readonly lanes: CommitLanes;
  /** Set while two sides are compared. Keep its identity: rows are drawn again with it. */
  readonly onPick: ((end: End) => void) | null;
}

/** The grid itself: it scrolls in its own box, with the commits and the stages staying in sight. */
export function LanesTable({ lanes: { lanes, commits, kind }, onPick }: LanesTableProps) {
  // The server does not know the browser's zone, so the first render is in UTC on both sides.
  const timeZone = useHasMounted() ? undefined : "UTC";
  const liveIndexes = useMemo(() => liveIndexesOf(lanes, commits), [lanes, commits]);
  const columns = lanes.reduce((sum, { stages }) => sum + stages.length, 1);
  return (
    <Table label="Commits by stages">
      <thead>
        <tr>
          <th scope="col" rowSpan={2} className={cn(COMMIT_COLUMN, "align-bottom text-label font-medium text-faint")}>
            {revisionHeading(kind)}
          </th>
          {lanes.map((lane) => (
            <LaneHeader key={`${lane.connection}/${lane.pipelineName}`} lane={lane} />
          ))}
        </tr>
        <tr>
          {lanes.map((lane) =>
            lane.stages.map((stage, index) => (
              <LaneStageHeader
                key={`${lane.connection}/${lane.pipelineName}/${stage.name}`}
                stage={stage}
                kind={kind}
                isFirst={index === 0}
                onPick={onPick && (() => onPick(stageEnd(lane, stage)))}
              />
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {daysOf(commits, timeZone).map(({ day, rows }) => (
          <Fragment key={day}>
            <tr>
              <th
                scope="colgroup"
                colSpan={columns}
                className="border-y border-line bg-sunken px-2.5 py-1 text-left text-label font-normal text-muted"
              >
                <span className="sticky left-2.5">{day}</span>
              </th>
            </tr>
            {rows.map(({ commit, index }) => (
              <CommitRow
                key={commit.revisionId}
                commit={commit}
                index={index}
                lanes={lanes}
                liveIndexes={liveIndexes}
                onPick={onPick}
              />
            ))}
          </Fragment>
        ))}
      </tbody>
    </Table>
  );
}

const COMMIT_COLUMN =
  "sticky left-0 z-2 w-90 min-w-72 max-w-90 border-b border-line bg-surface px-2.5 py-1.5 text-left max-sm:min-w-40 max-sm:max-w-40";

function LaneHeader({ lane }: { readonly lane: Lane }) {
  const { connection, connectionName, pipelineName, isDemo, syncedAt, stages } = lane;
  return (
    <th scope="colgroup" colSpan={Math.max(1, stages.length)} className="border-l border-line px-2.5 pt-2 text-left">
      <span className="flex items-center gap-2 font-normal whitespace-nowrap">
        <Link href={pipelineHref(connection, pipelineName)} className="max-w-60 truncate font-semibold hover:underline">
          {pipelineName}
        </Link>
        <span className="max-w-40 truncate text-small text-muted">{connectionName}</span>
        {isDemo ? <Tag>demo data</Tag> : <FreshnessPill connection={connection} syncedAt={syncedAt} />}
      </span>
    </th>
  );
}

interface CommitRowProps {
  readonly commit: LaneCommit;
  readonly index: number;
  readonly lanes: readonly Lane[];
  /** Where the commit that each stage holds stands, by lane and stage; -1 when it is not listed. */
  readonly liveIndexes: readonly (readonly number[])[];
  readonly onPick: LanesTableProps["onPick"];
}

/** One of hundreds, so it is drawn again only when something of it changed. */
const CommitRow = memo(function CommitRow({ commit, index, lanes, liveIndexes, onPick }: CommitRowProps) {
  const pick = onPick && (() => onPick({ kind: "commit", revisionId: commit.revisionId }));
  return (
    <tr>
      <th scope="row" className={cn(COMMIT_COLUMN, "font-normal")}>
        <span className="flex items-center gap-2" title={`${commit.revisionId}\n${commit.revisionSummary ?? ""}`}>
          <CommitId commit={commit} />
          <span className="min-w-0 grow truncate">{revisionTitle({ ...commit, actionName: "" })}</span>
          {commit.isAside && <Tag className="max-sm:hidden">by hand</Tag>}
          {commit.author && (
            <span className="contents max-sm:hidden">
              <Avatar name={commit.author} size="sm" />
            </span>
          )}
          <Time at={Date.parse(commit.at)} format="time" className="shrink-0 text-small text-muted max-sm:hidden" />
        </span>
      </th>
      {lanes.map((lane, laneIndex) =>
        lane.stages.map((stage, stageIndex) => (
          <LaneCellView
            key={`${lane.connection}/${lane.pipelineName}/${stage.name}`}
            lane={lane}
            stage={stage}
            commitAt={Date.parse(commit.at)}
            cell={commit.cells[laneIndex]?.[stageIndex] ?? null}
            level={levelOf({ stage, commit, index, liveIndex: liveIndexes[laneIndex]?.[stageIndex] ?? -1 })}
            isFirst={stageIndex === 0}
            onPick={pick}
          />
        )),
      )}
    </tr>
  );
});

interface Placed {
  readonly stage: LaneStage;
  readonly commit: LaneCommit;
  readonly index: number;
  readonly liveIndex: number;
}

/** What was started by hand is part of nothing, and holds nothing else, as far as is known. */
function levelOf({ stage, commit, index, liveIndex }: Placed): "ahead" | "live" | "below" {
  if (!stage.deploys || liveIndex === -1 || index < liveIndex) return "ahead";
  if (index === liveIndex) return "live";
  return stage.behind === null || commit.isAside ? "ahead" : "below";
}

function liveIndexesOf(lanes: readonly Lane[], commits: readonly LaneCommit[]): number[][] {
  const indexes = new Map(commits.map(({ revisionId }, index) => [revisionId, index]));
  return lanes.map(({ stages }) =>
    stages.map(({ liveRevisionId }) => (liveRevisionId === null ? -1 : (indexes.get(liveRevisionId) ?? -1))),
  );
}

function stageEnd({ connection, pipelineName }: Lane, { name }: LaneStage): End {
  return { kind: "stage", connection, pipelineName, stageName: name };
}

function CommitId({ commit: { revisionId, revisionUrl } }: { readonly commit: LaneCommit }) {
  const id = (
    <span className="mono inline-block max-w-32 shrink-0 truncate align-bottom text-small text-muted max-sm:hidden">
      {shortRevisionId(revisionId)}
    </span>
  );
  if (!revisionUrl) return id;
  return (
    <a href={revisionUrl} target="_blank" rel="noreferrer" className="link shrink-0 max-sm:hidden">
      {id}
    </a>
  );
}
