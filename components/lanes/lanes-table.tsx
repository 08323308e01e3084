"use client";
import Link from "next/link";
import { Fragment } from "react";
import { revisionTitle, shortRevisionId } from "@/components/execution/revision";
import { FreshnessPill } from "@/components/layout/freshness";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { useHasMounted } from "@/components/ui/use-has-mounted";
import type { CommitLanes, Lane, LaneCommit } from "@/lib/contracts/commit-lanes";
import { pipelineHref } from "@/lib/queries/urls";
import { LaneCellView } from "./lane-cell";
import { LaneStageHeader } from "./lane-stage-header";
import { daysOf } from "./days";

/** The grid itself: it scrolls in its own box, with the commits and the stages staying in sight. */
export function LanesTable({ lanes: { lanes, commits } }: { readonly lanes: CommitLanes }) {
  // The server does not know the browser's zone, so the first render is in UTC on both sides.
  const timeZone = useHasMounted() ? undefined : "UTC";
  const columns = lanes.reduce((sum, { stages }) => sum + stages.length, 1);
  return (
    <Table label="Commits by stages">
      <thead>
        <tr>
          <th scope="col" rowSpan={2} className={cn(COMMIT_COLUMN, "align-bottom text-label font-medium text-faint")}>
            Commit
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
                isFirst={index === 0}
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
              <CommitRow key={commit.revisionId} commit={commit} index={index} lanes={lanes} commits={commits} />
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
  readonly commits: readonly LaneCommit[];
}

function CommitRow({ commit, index, lanes, commits }: CommitRowProps) {
  return (
    <tr>
      <th scope="row" className={cn(COMMIT_COLUMN, "font-normal")}>
        <span className="flex items-center gap-2" title={`${commit.revisionId}\n${commit.revisionSummary ?? ""}`}>
          <CommitId commit={commit} />
          <span className="min-w-0 grow truncate">{revisionTitle({ ...commit, actionName: "" })}</span>
          {commit.author && <Avatar name={commit.author} size="sm" />}
          <Time at={Date.parse(commit.at)} format="time" className="shrink-0 text-small text-muted max-sm:hidden" />
        </span>
      </th>
      {lanes.map((lane, laneIndex) =>
        lane.stages.map((stage, stageIndex) => {
          const liveIndex = commits.findIndex(({ revisionId }) => revisionId === stage.liveRevisionId);
          return (
            <LaneCellView
              key={`${lane.connection}/${lane.pipelineName}/${stage.name}`}
              lane={lane}
              stage={stage}
              commitAt={Date.parse(commit.at)}
              cell={commit.cells[laneIndex]?.[stageIndex] ?? null}
              level={
                !stage.deploys || liveIndex === -1 || index < liveIndex
                  ? "ahead"
                  : index === liveIndex
                    ? "live"
                    : "below"
              }
              isFirst={stageIndex === 0}
            />
          );
        }),
      )}
    </tr>
  );
}

function CommitId({ commit: { revisionId, revisionUrl } }: { readonly commit: LaneCommit }) {
  const id = (
    <span className="mono max-w-32 shrink-0 truncate text-small text-muted">{shortRevisionId(revisionId)}</span>
  );
  if (!revisionUrl) return id;
  return (
    <a href={revisionUrl} target="_blank" rel="noreferrer" className="link shrink-0">
      {id}
    </a>
  );
}
