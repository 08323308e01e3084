"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Skeleton } from "@/components/ui/skeleton";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { DecidedApproval } from "@/lib/contracts/approval";
import { decidedApprovalsQuery } from "@/lib/queries/approvals";
import { executionHref } from "@/lib/queries/urls";
import { LoadFailure } from "../../load-failure";
import { answerOf, personOf } from "../approval-answer";
import { filterInbox } from "./inbox-filters";
import { RequestLine } from "./request-line";

const GLYPHS = {
  Succeeded: { glyph: "succeeded", glyphClass: "text-ok" },
  Failed: { glyph: "failed", glyphClass: "text-fail" },
  Abandoned: { glyph: "stopped", glyphClass: "text-stop" },
} as const satisfies Record<DecidedApproval["status"], object>;

/** What became of the latest requests, wherever they were answered. Each opens its execution. */
export function DecidedList({ filters }: { readonly filters: Parameters<typeof filterInbox>[1] }) {
  const { data, error, refetch } = useQuery(decidedApprovalsQuery());
  if (!data) {
    return error ? (
      <LoadFailure error={error} onRetry={() => void refetch()} />
    ) : (
      <div role="status" aria-busy="true" aria-label="Reading the decided approvals" className="p-4">
        <Skeleton className="h-40" />
      </div>
    );
  }
  const listed = filterInbox(data.approvals, filters);
  return (
    <>
      <ul aria-label="Decided approvals">
        {listed.map((request) => (
          <li key={request.actionExecutionId}>
            <Link
              href={`${executionHref(request.connection, request.pipelineName, request.pipelineExecutionId)}?action=${encodeURIComponent(`${request.stageName}/${request.actionName}`)}`}
              className="flex flex-col gap-[3px] border-b border-line px-3.5 py-2.5 -outline-offset-2 hover:bg-hover"
            >
              <RequestLine
                request={request}
                {...GLYPHS[request.status]}
                aside={
                  <span className="ml-auto shrink-0 text-label text-muted">
                    <Time at={Date.parse(request.lastUpdatedAt)} />
                  </span>
                }
                foot={
                  <>
                    <span className="min-w-0 [overflow-wrap:anywhere]">
                      {answerOf({ ...request, error: request.errorMessage })}
                      {request.updatedBy && ` by ${personOf(request.updatedBy)}`}
                      {request.summary && `: ${request.summary}`}
                    </span>
                    {request.isDemo && <Tag>demo data</Tag>}
                  </>
                }
              />
            </Link>
          </li>
        ))}
      </ul>
      <p className="px-3.5 py-3 text-small text-faint">
        {listed.length === 0
          ? "No decided request matches."
          : data.hasOlder
            ? "The latest 50. Older ones stand in the history of their pipelines."
            : "The latest first."}
      </p>
    </>
  );
}
