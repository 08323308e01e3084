"use client";
import { useQuery } from "@tanstack/react-query";
import { UserRoundCheck } from "lucide-react";
import { useQueryState, useQueryStates } from "nuqs";
import { useState } from "react";
import { Page } from "@/components/layout/page";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Note } from "@/components/ui/note";
import type { Approval } from "@/lib/contracts/approval";
import { approvalsQuery } from "@/lib/queries/approvals";
import { LoadFailure } from "../../load-failure";
import { useRunKeys } from "../../use-run-keys";
import { approvalKey } from "../approval-key";
import { ApprovalList } from "./approval-list";
import { DecidedList } from "./decided-list";
import { DelegationDialog } from "../delegation/delegation-dialog";
import { Inbox } from "./inbox";
import { filterInbox, INBOX_FILTERS, inboxOf, type InboxTab } from "./inbox-filters";
import { InboxEmpty, InboxSkeleton, NothingListed } from "./inbox-states";
import { RequestPager } from "./request-pager";
import { TruthCard } from "../truth-card";
import { useShownRequest } from "./use-shown-request";

/** Every approval that waits, and what stands behind the chosen one. */
export function ApprovalsView() {
  const { data, error, isPending, refetch } = useQuery(approvalsQuery());
  const [isDelegating, setDelegating] = useState(false);
  const approvals = data?.approvals ?? [];
  const waiting = inboxOf(approvals).yours.length;
  return (
    <Page
      layout="full"
      crumbs={[{ label: "Approvals" }]}
      note={data && <span className="max-sm:hidden">{waitingText(waiting, approvals.length)}</span>}
      actions={
        <Button className="max-sm:h-9" onClick={() => setDelegating(true)}>
          <UserRoundCheck aria-hidden="true" />
          Delegate…
        </Button>
      }
    >
      {error && !data ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <InboxSkeleton />
      ) : (
        <Requests approvals={approvals} />
      )}
      {isDelegating && <DelegationDialog onClose={() => setDelegating(false)} />}
    </Page>
  );
}

function Requests({ approvals }: { readonly approvals: readonly Approval[] }) {
  const [chosen, setChosen] = useQueryState("request", { history: "push" });
  const [{ show, ...filters }, setFilters] = useQueryStates(INBOX_FILTERS);
  const inbox = inboxOf(approvals);
  const tab: InboxTab = show ?? (inbox.yours.length > 0 || inbox.others.length === 0 ? "yours" : "others");
  const listed = tab === "decided" ? [] : filterInbox(inbox[tab], filters);
  const { shown, isWaiting, forget } = useShownRequest(approvals, { listed, chosen });
  const position = listed.findIndex((approval) => shown && approvalKey(approval) === approvalKey(shown));
  const go = (step: number) => {
    const next = listed[position + step];
    if (next) void setChosen(approvalKey(next));
  };
  useRunKeys({ j: () => go(1), k: () => go(-1) });
  const connections = [
    ...new Set([...approvals.map(({ connection }) => connection), ...filters.connection]),
  ].toSorted();
  const isCardOpen = chosen !== null && tab !== "decided";

  return (
    <div
      className={cn(
        "grid min-h-0 grow grid-rows-1 max-md:grid-cols-1",
        tab === "decided" ? "grid-cols-1" : "grid-cols-[296px_minmax(0,1fr)] max-lg:grid-cols-[240px_minmax(0,1fr)]",
      )}
    >
      <section
        aria-label="Inbox"
        className={cn(
          "flex min-h-0 min-w-0 flex-col border-r border-line bg-surface max-md:border-r-0",
          isCardOpen && "max-md:hidden",
        )}
      >
        <Inbox
          tab={tab}
          onTab={(next) => void setFilters({ show: next })}
          counts={{ yours: inbox.yours.length, others: inbox.others.length }}
          connections={connections}
          filters={filters}
          onFilters={(change) => void setFilters(change)}
        >
          {tab === "decided" ? (
            <DecidedList filters={filters} />
          ) : listed.length === 0 ? (
            <NothingListed isFiltered={inbox[tab].length > 0} tab={tab} />
          ) : (
            <>
              <ApprovalList
                approvals={listed}
                selected={shown && approvalKey(shown)}
                onSelect={(key) => void setChosen(key)}
              />
              <p className="px-3.5 py-3 text-small text-faint">
                Soonest to expire first.
                <span className="max-md:hidden"> Keys: j and k walk, a approves and r rejects after a question.</span>
              </p>
            </>
          )}
        </Inbox>
      </section>
      {tab !== "decided" && (
        <div className={cn("flex min-h-0 min-w-0 flex-col", !isCardOpen && "max-md:hidden")}>
          <RequestPager position={position} count={listed.length} onBack={() => void setChosen(null)} onStep={go} />
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
          ) : chosen === null ? (
            <InboxEmpty hasOthers={approvals.length > 0} />
          ) : (
            <div className="p-4">
              <Note tone="run">
                This request no longer waits: it was answered, it expired, or its execution was stopped. Nothing was
                sent from here.
              </Note>
            </div>
          )}
        </div>
      )}
    </div>
  );
}

function waitingText(yours: number, all: number): string {
  const others = all > yours ? `, ${all - yours} for others` : "";
  return yours === 1 ? `1 waits for you${others}` : `${yours} wait for you${others}`;
}
