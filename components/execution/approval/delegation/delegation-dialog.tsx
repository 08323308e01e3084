"use client";
import { useQuery } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import { delegationsQuery } from "@/lib/queries/approval-delegations";
import { DelegationForm } from "./delegation-form";
import { DelegationRow } from "./delegation-row";

/** Who answers for whom, and for how long; and handing one's own right over. Mount it to open it. */
export function DelegationDialog({ onClose }: { readonly onClose: () => void }) {
  const { data, error } = useQuery(delegationsQuery());
  const open = data?.delegations.filter(({ status }) => status === "in-force" || status === "upcoming") ?? [];
  const over = data?.delegations.filter(({ status }) => status === "ended" || status === "revoked") ?? [];
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => isOpen || onClose()}
      width="md"
      title="Delegation of approvals"
      description="Somebody answers approvals in your place for a time, with your right: never more than you may do yourself at that moment."
    >
      {data ? (
        <>
          {open.length > 0 ? (
            <ul aria-label="Delegations" className="rounded-md border border-line">
              {open.map((delegation) => (
                <DelegationRow key={delegation.id} delegation={delegation} />
              ))}
            </ul>
          ) : (
            <Note>Nothing is handed over now, by you or to you.</Note>
          )}
          {over.length > 0 && (
            <details>
              <summary className="text-small text-muted">
                {over.length === 1 ? "1 that is over" : `${over.length} that are over`}
              </summary>
              <ul aria-label="Delegations that are over" className="mt-2 rounded-md border border-line">
                {over.map((delegation) => (
                  <DelegationRow key={delegation.id} delegation={delegation} />
                ))}
              </ul>
            </details>
          )}
          {data.mayDelegate ? (
            <DelegationForm people={data.people} pipelines={data.pipelines} />
          ) : (
            <Note>Your own role may not answer approvals, so there is nothing for you to hand over.</Note>
          )}
        </>
      ) : error ? (
        <ErrorNotice error={error} />
      ) : (
        <div role="status" aria-busy="true" aria-label="Reading the delegations" className="flex flex-col gap-3">
          <Skeleton className="h-12" />
          <Skeleton className="h-32" />
        </div>
      )}
    </Dialog>
  );
}
