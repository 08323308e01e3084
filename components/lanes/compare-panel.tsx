"use client";
import { X } from "lucide-react";
import { hostCompareUrl } from "@/components/execution/host-compare-url";
import { revisionTitle, shortRevisionId } from "@/components/execution/revision";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { Time } from "@/components/ui/time";
import type { CommitLanes, LaneCommit } from "@/lib/contracts/commit-lanes";
import { type CompareResult, compareEnds, type End, endFromText, endToText } from "./compare";
import { countRevisions } from "./revision-words";

interface ComparePanelProps {
  readonly lanes: CommitLanes;
  /** As the address has them; an empty text is a side that is not chosen yet. */
  readonly ends: readonly [string, string];
  readonly onChange: (ends: readonly [string, string]) => void;
  readonly onClose: () => void;
}

/** Two stages, or two commits, and what lies between them. Headers and cells of the table choose a side as well. */
export function ComparePanel({ lanes, ends, onChange, onClose }: ComparePanelProps) {
  const [first, second] = ends;
  const sides = [endFromText(first), endFromText(second)] as const;
  return (
    <Panel
      title="Compare"
      note={<span className="max-sm:hidden">Choose two stages here, or click headings and cells below.</span>}
      actions={
        <IconButton label="Close the comparison" onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      }
    >
      <div className="grid grid-cols-2 gap-3 border-b border-line px-3 py-2.5 max-sm:grid-cols-1">
        <EndSelect label="One side" lanes={lanes} value={first} onChange={(next) => onChange([next, second])} />
        <EndSelect label="Other side" lanes={lanes} value={second} onChange={(next) => onChange([first, next])} />
      </div>
      <div aria-live="polite" className="px-3 py-2.5">
        {sides[0] && sides[1] ? (
          <Result lanes={lanes} result={compareEnds(lanes, [sides[0], sides[1]])} />
        ) : (
          <p className="text-muted">
            {sides[0] || sides[1]
              ? "Choose the other side."
              : "Choose what to compare, such as Staging and Production."}
          </p>
        )}
      </div>
    </Panel>
  );
}

interface EndSelectProps {
  readonly label: string;
  readonly lanes: CommitLanes;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function EndSelect({ label, lanes: { lanes }, value, onChange }: EndSelectProps) {
  const end = endFromText(value);
  const stages = lanes.flatMap(({ connection, pipelineName, stages: ofLane }) =>
    ofLane.map(({ name }): End => ({ kind: "stage", connection, pipelineName, stageName: name })),
  );
  const isListed = stages.some((stage) => endToText(stage) === value);
  return (
    <Field label={label}>
      <Select value={end ? value : ""} onChange={(event) => onChange(event.target.value)}>
        <option value="">Choose a stage</option>
        {end && !isListed && <option value={value}>{nameOf(end)}</option>}
        {stages.map((stage) => (
          <option key={endToText(stage)} value={endToText(stage)}>
            {nameOf(stage)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function nameOf(end: End): string {
  return end.kind === "commit"
    ? shortRevisionId(end.revisionId)
    : `${end.stageName} of ${end.connection}/${end.pipelineName}`;
}

function Result({ lanes, result }: { readonly lanes: CommitLanes; readonly result: CompareResult }) {
  switch (result.kind) {
    case "unknown":
      return <Note>{nameOf(result.end)} is not on this page. Choose another stage, or show its pipeline.</Note>;
    case "empty":
      return <p className="text-muted">Nothing has passed {nameOf(result.end)} yet, so there is nothing to compare.</p>;
    case "unlisted":
      return (
        <Note>
          {nameOf(result.end)} holds <span className="mono">{shortRevisionId(result.revisionId)}</span>, which is older
          than what is listed. Show older ones below.
        </Note>
      );
    case "same":
      return (
        <p>
          Both sides hold <span className="mono">{shortRevisionId(result.commit.revisionId)}</span>{" "}
          {titleOf(result.commit)}.
        </p>
      );
    default:
      return <Apart lanes={lanes} result={result} />;
  }
}

function Apart({
  lanes,
  result,
}: {
  readonly lanes: CommitLanes;
  readonly result: Extract<CompareResult, { kind: "apart" }>;
}) {
  const { newer, older, between, authors, isKnownLine } = result;
  const hostUrl = hostCompareUrl(newer.revisionUrl ?? older.revisionUrl, {
    older: older.revisionId,
    newer: newer.revisionId,
  });
  return (
    <div className="flex flex-col gap-2">
      <p className="[overflow-wrap:anywhere]">
        <b className="font-semibold">{countRevisions(lanes.kind, between.length)}</b> from{" "}
        <span className="mono">{shortRevisionId(older.revisionId)}</span> to{" "}
        <span className="mono">{shortRevisionId(newer.revisionId)}</span>
        {authors.length > 0 && `, by ${authors.map(({ name, commits }) => `${name} (${commits})`).join(", ")}`}.{" "}
        {hostUrl && (
          <a href={hostUrl} target="_blank" rel="noreferrer" className="link">
            Compare the files at {new URL(hostUrl).host}
          </a>
        )}
      </p>
      {!isKnownLine && (
        <Note tone="wait">
          One side was started by hand and never delivered by the source. Its date alone puts it where it is: it may
          lack some of these, or hold others.
        </Note>
      )}
      {/* A region that scrolls must be reachable from the keyboard. */}
      <div
        role="region"
        aria-label="What lies between"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-72 overflow-y-auto rounded-md border border-line -outline-offset-2"
      >
        <ul aria-label="Between the two sides">
          {between.map((commit) => (
            <li
              key={commit.revisionId}
              className="grid grid-cols-[110px_minmax(0,1fr)_auto_auto] items-center gap-2.5 border-b border-line px-2.5 py-1 last:border-b-0 max-sm:grid-cols-[80px_minmax(0,1fr)]"
            >
              <RevisionLink commit={commit} />
              <span className="truncate" title={titleOf(commit)}>
                {titleOf(commit)}
              </span>
              <span className="text-small text-muted max-sm:hidden">{commit.author}</span>
              <Time at={Date.parse(commit.at)} className="text-small text-muted max-sm:hidden" />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function RevisionLink({ commit: { revisionId, revisionUrl } }: { readonly commit: LaneCommit }) {
  const id = <span className="mono">{shortRevisionId(revisionId)}</span>;
  if (!revisionUrl) {
    return (
      <span className="truncate" title={revisionId}>
        {id}
      </span>
    );
  }
  return (
    <a href={revisionUrl} target="_blank" rel="noreferrer" className="link truncate" title={revisionId}>
      {id}
    </a>
  );
}

function titleOf(commit: LaneCommit): string {
  return revisionTitle({ ...commit, actionName: "" });
}
