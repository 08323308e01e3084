import { ShieldCheck } from "lucide-react";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";

/** Stands in for a card while none can be shown. */
export function InboxEmpty({ hasOthers }: { readonly hasOthers: boolean }) {
  return (
    <div className="p-4">
      <Panel>
        <EmptyState
          level={2}
          icon={<ShieldCheck aria-hidden="true" />}
          title={hasOthers ? "Nothing to show here" : "Nothing waits for approval"}
          action={<LinkButton href="/pipelines">Open pipelines</LinkButton>}
        >
          {hasOthers
            ? "What waits is in the other list, or outside the filters."
            : "When an execution of any connection reaches a manual approval, it appears here with what it would ship."}
        </EmptyState>
      </Panel>
    </div>
  );
}

interface NothingListedProps {
  /** Something would be listed without the filters. */
  readonly isFiltered: boolean;
  readonly tab: "yours" | "others";
}

export function NothingListed({ isFiltered, tab }: NothingListedProps) {
  return (
    <p className="px-3.5 py-3 text-small text-muted">
      {isFiltered
        ? "No request matches the filters."
        : tab === "yours"
          ? "Nothing waits for you."
          : "Nothing waits for others alone."}
    </p>
  );
}

export function InboxSkeleton() {
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
