import Link from "next/link";
import { Revision } from "@/components/execution/revision";
import { LinkButton } from "@/components/ui/button";
import { Duration } from "@/components/ui/duration";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { Approval } from "@/lib/contracts/approval";
import { executionHref } from "@/lib/queries/urls";

/** Approvals that wait, each with what it would let through and the way to decide. */
export function WaitingList({ approvals }: { readonly approvals: readonly Approval[] }) {
  return (
    <ul aria-label="Approvals that wait">
      {approvals.map((approval) => (
        <li
          key={approval.actionExecutionId}
          className="flex items-center gap-3 border-b border-line px-3 py-2 last:border-b-0 hover:bg-hover"
        >
          <div className="flex min-w-0 grow flex-col gap-0.5">
            <div className="flex items-center gap-2">
              <Link
                href={executionHref(approval.connection, approval.pipelineName, approval.pipelineExecutionId)}
                className="min-w-0 truncate font-semibold hover:underline"
              >
                {approval.pipelineName}
              </Link>
              <span className="truncate text-muted">
                {approval.stageName} / {approval.actionName}
              </span>
              {approval.isDemo && <Tag>demo data</Tag>}
            </div>
            <Revision revisions={approval.sourceRevisions} className="text-label text-muted" />
            <span className="text-label text-wait">
              waiting for <Duration from={Date.parse(approval.waitingSince)} />, expires{" "}
              <Time at={Date.parse(approval.expiresAt)} />
            </span>
          </div>
          {approval.token !== null && <LinkButton href="/approvals">Review</LinkButton>}
        </li>
      ))}
    </ul>
  );
}
