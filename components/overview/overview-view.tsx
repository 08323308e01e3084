"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, Link2, Plus } from "lucide-react";
import { LoadFailure } from "@/components/execution/load-failure";
import { TotalsStrip } from "@/components/fleet/totals-strip";
import { Page } from "@/components/layout/page";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { Overview } from "@/lib/contracts/overview";
import { connectionsQuery } from "@/lib/queries/connections";
import { overviewQuery } from "@/lib/queries/overview";
import { ExecutionList } from "./execution-list";
import { WaitingList } from "./waiting-list";

interface OverviewViewProps {
  readonly canEdit: boolean;
  readonly canManage: boolean;
}

/** What a person wants to know first: what waits for them, what runs, what broke, what happened last. */
export function OverviewView({ canEdit, canManage }: OverviewViewProps) {
  const { data, error, refetch } = useQuery(overviewQuery());
  return (
    <Page
      crumbs={[{ label: "Overview" }]}
      actions={
        canEdit && (
          <LinkButton href="/pipelines/new" variant="primary">
            <Plus aria-hidden="true" />
            New pipeline
          </LinkButton>
        )
      }
      strip={data && <TotalsStrip totals={data.totals} />}
    >
      {error && !data ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Panels overview={data} canManage={canManage} />
      ) : (
        <Skeleton className="h-96" />
      )}
    </Page>
  );
}

function Panels({ overview, canManage }: { readonly overview: Overview; readonly canManage: boolean }) {
  const { approvals, inProgress, failed, recent } = overview;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4">
        <Panel title="Waiting for approval" note={approvals.length > 0 && `${approvals.length}, the longest first`}>
          {approvals.length === 0 ? (
            <Nothing>No execution waits for a decision.</Nothing>
          ) : (
            <WaitingList approvals={approvals} />
          )}
        </Panel>
        <Panel title="In progress" note={inProgress.length > 0 && inProgress.length}>
          {inProgress.length === 0 ? (
            <Nothing>No execution is running.</Nothing>
          ) : (
            <ExecutionList label="Executions in progress" executions={inProgress} />
          )}
        </Panel>
        <Panel title="Last run failed" note={failed.length > 0 && "pipelines whose latest execution failed"}>
          {failed.length === 0 ? (
            <Nothing>No pipeline’s latest execution failed.</Nothing>
          ) : (
            <ExecutionList label="Failed executions" executions={failed} />
          )}
        </Panel>
        {canManage && <ConnectAws />}
      </div>
      <Panel
        title="Recent executions"
        actions={
          <LinkButton href="/pipelines" size="sm">
            All pipelines
          </LinkButton>
        }
      >
        {recent.length === 0 ? (
          <EmptyState title="Nothing has run yet">
            The latest executions of every pipeline appear here. Start one from its page.
          </EmptyState>
        ) : (
          <ExecutionList label="Recent executions" executions={recent} />
        )}
      </Panel>
    </div>
  );
}

/** Shown until real AWS is connected. */
function ConnectAws() {
  const { data } = useQuery(connectionsQuery());
  if (
    !data ||
    data.connections.some(({ isDemo, credentialSource }) => !isDemo && credentialSource !== "local-engine")
  ) {
    return null;
  }
  return (
    <Panel title="Connect AWS">
      <EmptyState
        icon={<Link2 aria-hidden="true" />}
        title="Your pipelines in AWS are one form away"
        action={<LinkButton href="/accounts?add=1">Connect AWS</LinkButton>}
      >
        Until then everything runs on this machine. A connection is one account and Region; its pipelines are imported,
        watched and published to exactly like local ones, and no long-lived secret is stored.
      </EmptyState>
    </Panel>
  );
}

function Nothing({ children }: { readonly children: string }) {
  return (
    <p className="flex items-center gap-2 px-3 py-4 text-small text-muted">
      <CircleCheck aria-hidden="true" className="size-4 text-faint" />
      {children}
    </p>
  );
}
