"use client";
import { useQuery } from "@tanstack/react-query";
import { formatDuration } from "@/components/ui/format-duration";
import { Glyph } from "@/components/ui/glyph";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { Tag } from "@/components/ui/tag";
import { useNow } from "@/components/ui/use-now";
import type { Approval } from "@/lib/contracts/approval";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import type { StageComparison } from "@/lib/contracts/stage-comparison";
import { stageComparisonQuery } from "@/lib/queries/approvals";
import { executionQuery } from "@/lib/queries/executions";
import { executionHref } from "@/lib/queries/urls";
import { runOf } from "../run";
import { answerOf } from "./approval-answer";
import { ApprovalForm } from "./decision/approval-form";
import { AroundNote } from "./around-note";
import { Comparison } from "./comparison";
import { Expiry } from "./expiry";
import { PolicyPanel } from "./policy/policy-panel";
import { RanSoFar } from "./ran-so-far";
import { attemptOf, SettledRequest } from "./settled-request";
import { ShippedRevisions } from "./shipped-revisions";

interface TruthCardProps {
  readonly approval: Approval;
  /** False once it was answered elsewhere, expired, or its execution was stopped. */
  readonly isWaiting: boolean;
  readonly onDecided: () => void;
}

/** What would ship, against what is there now. The decision stays in view, whatever is scrolled. */
export function TruthCard({ approval, isWaiting, onDecided }: TruthCardProps) {
  const { connection, pipelineName, pipelineExecutionId, stageName } = approval;
  const now = useNow();
  const { data: comparison } = useQuery(stageComparisonQuery(approval, stageName));
  const { data: execution } = useQuery(executionQuery(approval));

  return (
    <section aria-label={`Approval of ${pipelineName}, ${stageName}`} className="flex min-h-0 grow flex-col">
      <div className="min-h-0 grow overflow-y-auto px-6 py-4 max-lg:px-3 max-lg:py-3">
        <div className="mx-auto flex max-w-[920px] flex-col gap-3">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
            <h2 className="min-w-0 grow text-figure tracking-[-0.01em] [overflow-wrap:anywhere]">
              {questionOf(approval, comparison?.ships ?? [])}
            </h2>
            {approval.isDemo && <Tag>demo data</Tag>}
            {isWaiting ? (
              <>
                <Pill tone="wait">
                  <Glyph name="waiting" />
                  Waiting {now !== null && formatDuration(now - Date.parse(approval.waitingSince))}
                </Pill>
                <Expiry expiresAt={Date.parse(approval.expiresAt)} />
              </>
            ) : (
              <AnswerPill attempt={attemptOf(approval, execution)} />
            )}
          </div>
          <Comparison approval={approval} comparison={comparison ?? null} />
          {isWaiting && <AroundNote approval={approval} />}
          {comparison && comparison.ships.length > 0 && (
            <ShippedRevisions
              connection={connection}
              pipelineName={pipelineName}
              ships={comparison.ships}
              live={comparison.live}
            />
          )}
          {execution && (
            <RanSoFar
              run={runOf(execution)}
              stageName={stageName}
              href={executionHref(connection, pipelineName, pipelineExecutionId)}
            />
          )}
          <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,340px),1fr))] items-start gap-3">
            {isWaiting && approval.standing && <PolicyPanel standing={approval.standing} />}
            {(approval.customData ?? approval.externalEntityLink) && <PipelineNote approval={approval} />}
          </div>
        </div>
      </div>
      <div className="shrink-0 border-t border-line bg-surface px-6 py-3 max-lg:px-3">
        <div className="mx-auto max-w-[920px]">
          {!isWaiting ? (
            <SettledRequest approval={approval} execution={execution} />
          ) : (
            <ApprovalForm approval={approval} onDecided={onDecided} hasKeys />
          )}
        </div>
      </div>
    </section>
  );
}

/** What became of the request, in a word; who and why stand below. */
function AnswerPill({ attempt }: { readonly attempt: ActionAttempt | null }) {
  if (attempt?.status !== "Succeeded" && attempt?.status !== "Failed") return <Pill>No longer waits</Pill>;
  const isApproved = attempt.status === "Succeeded";
  return (
    <Pill tone={isApproved ? "ok" : "fail"}>
      <Glyph name={isApproved ? "succeeded" : "failed"} />
      {answerOf({ ...attempt, error: attempt.error?.message ?? null })}
    </Pill>
  );
}

function questionOf({ pipelineName, stageName }: Approval, ships: StageComparison["ships"]): string {
  const revisions = new Set(ships.flatMap((one) => one.sourceRevisions.map(({ revisionId }) => revisionId)));
  const what = revisions.size > 1 ? `${revisions.size} revisions` : "this revision";
  return `Ship ${what} to ${pipelineName} ${stageName}?`;
}

function PipelineNote({ approval }: { readonly approval: Approval }) {
  const { customData, externalEntityLink } = approval;
  return (
    <Panel title="Note from the pipeline">
      <div className="flex flex-col gap-1.5 px-3 py-2.5">
        {customData && <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{customData}</p>}
        {externalEntityLink &&
          (/^https?:/.test(externalEntityLink) ? (
            <a href={externalEntityLink} target="_blank" rel="noreferrer" className="link [overflow-wrap:anywhere]">
              {externalEntityLink}
            </a>
          ) : (
            <span className="mono [overflow-wrap:anywhere]">{externalEntityLink}</span>
          ))}
      </div>
    </Panel>
  );
}
