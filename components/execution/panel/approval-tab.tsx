"use client";
import { Glyph } from "@/components/ui/glyph";
import { Pill } from "@/components/ui/pill";
import { Time } from "@/components/ui/time";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { ApprovalAnswer } from "../approval/approval-answer";
import { ApprovalForm } from "../approval/decision/approval-form";
import { Expiry } from "../approval/expiry";
import { AroundNote } from "../approval/around-note";
import { PolicyPanel } from "../approval/policy/policy-panel";
import { UnsentComment } from "../approval/unsent-comment";
import type { RunAction } from "../run";

interface ApprovalTabProps {
  readonly address: ExecutionAddress;
  readonly action: RunAction;
  readonly attempt: ActionAttempt;
}

/** The request while it waits, the answer once it was given. */
export function ApprovalTab({ address, action, attempt }: ApprovalTabProps) {
  const { approval } = action;
  if (approval && attempt.status === "InProgress") {
    return (
      <div className="flex flex-col gap-3 p-3">
        <div className="flex flex-wrap gap-2">
          <Pill tone="wait">
            <Glyph name="waiting" />
            Asked&nbsp;
            <Time at={Date.parse(approval.waitingSince)} />
          </Pill>
          <Expiry expiresAt={Date.parse(approval.expiresAt)} />
        </div>
        {approval.customData && <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{approval.customData}</p>}
        {approval.externalEntityLink && /^https?:/.test(approval.externalEntityLink) && (
          <a
            href={approval.externalEntityLink}
            target="_blank"
            rel="noreferrer"
            className="link self-start [overflow-wrap:anywhere]"
          >
            {approval.externalEntityLink}
          </a>
        )}
        <AroundNote approval={approval} />
        {approval.standing && <PolicyPanel standing={approval.standing} />}
        <ApprovalForm key={approval.token} approval={approval} />
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-3 p-3">
      <ApprovalAnswer attempt={attempt} />
      <UnsentComment place={{ ...address, stageName: action.stageName, actionName: action.name }} />
    </div>
  );
}
