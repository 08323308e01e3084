"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ShieldCheck } from "lucide-react";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { Page } from "@/components/layout/page";
import { Button, LinkButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { Approval } from "@/lib/contracts/approval";
import { approvalsQuery } from "@/lib/queries/approvals";
import { LoadFailure } from "../load-failure";
import { ApprovalList } from "./approval-list";
import { approvalKey } from "./approval-key";
import { TruthCard } from "./truth-card";

/** Every approval that waits, and what stands behind the chosen one. */
export function ApprovalsView() {
  const { data, error, isPending, refetch } = useQuery(approvalsQuery());
  const [chosen, setChosen] = useQueryState("request", { history: "push" });
  const approvals = (data?.approvals ?? []).toSorted((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt));
  const { shown, isWaiting, forget } = useShownRequest(approvals, chosen);

  return (
    <Page
      layout="full"
      crumbs={[{ label: "Approvals" }]}
      note={data && <span className="max-sm:hidden">{waitingText(approvals.length)}</span>}
    >
      {error && !data ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <InboxSkeleton />
      ) : approvals.length === 0 && !shown ? (
        <div className="p-4">
          <Panel>
            <EmptyState
              level={2}
              icon={<ShieldCheck aria-hidden="true" />}
              title="Nothing waits for approval"
              action={<LinkButton href="/pipelines">Open pipelines</LinkButton>}
            >
              When an execution of any connection reaches a manual approval, it appears here with what it would ship.
            </EmptyState>
          </Panel>
        </div>
      ) : (
        <div className="grid min-h-0 grow grid-cols-[296px_minmax(0,1fr)] grid-rows-1 max-lg:grid-cols-[240px_minmax(0,1fr)] max-md:grid-cols-1">
          <section
            aria-label="Inbox"
            className={cn(
              "overflow-y-auto border-r border-line bg-surface max-md:border-r-0",
              chosen && "max-md:hidden",
            )}
          >
            <ApprovalList
              approvals={approvals}
              selected={shown && approvalKey(shown)}
              onSelect={(key) => void setChosen(key)}
            />
          </section>
          <div className={cn("flex min-h-0 min-w-0 flex-col", !chosen && "max-md:hidden")}>
            <div className="border-b border-line bg-surface px-3 py-1 md:hidden">
              <Button variant="quiet" size="touch" onClick={() => void setChosen(null)}>
                <ChevronLeft aria-hidden="true" />
                All approvals
              </Button>
            </div>
            {shown ? (
              <TruthCard
                key={`${approvalKey(shown)}/${shown.token}`}
                approval={shown}
                isWaiting={isWaiting}
                onDecided={() => {
                  forget();
                  void setChosen(null);
                }}
              />
            ) : (
              <div className="p-4">
                <Note tone="run">
                  This request no longer waits: it was answered, it expired, or its execution was stopped. Nothing was
                  sent from here.
                </Note>
              </div>
            )}
          </div>
        </div>
      )}
    </Page>
  );
}

/**
 * The chosen request, or the first. What is shown stays when it is answered elsewhere, so that the page never turns to
 * another request under the hand that decides.
 */
function useShownRequest(approvals: readonly Approval[], chosen: string | null) {
  const [shown, setShown] = useState<Approval | null>(null);
  const [first] = approvals;
  const key = chosen ?? (shown ? approvalKey(shown) : first && approvalKey(first));
  const waiting = approvals.find((approval) => approvalKey(approval) === key) ?? null;
  const isShown = waiting !== null && shown !== null && approvalKey(shown) === key && shown.token === waiting.token;
  if (waiting && !isShown) setShown(waiting);
  const kept = shown && approvalKey(shown) === key ? shown : null;
  return { shown: waiting ?? kept, isWaiting: waiting !== null, forget: () => setShown(null) };
}

function waitingText(count: number): string {
  return count === 1 ? "1 waits" : `${count} wait`;
}

function InboxSkeleton() {
  return (
    <div
      role="status"
      aria-busy="true"
      aria-label="Reading the approvals"
      className="grid grow grid-cols-[296px_1fr] max-md:grid-cols-1"
    >
      <div className="flex flex-col gap-3 border-r border-line bg-surface p-3">
        <Skeleton className="h-16" />
        <Skeleton className="h-16" />
      </div>
      <div className="flex flex-col gap-3 p-6 max-md:hidden">
        <Skeleton className="h-6 w-80" />
        <Skeleton className="h-24" />
      </div>
    </div>
  );
}
