"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link2, Plus } from "lucide-react";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useState } from "react";
import { LoadFailure } from "@/components/execution/load-failure";
import { Page } from "@/components/layout/page";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { Connection } from "@/lib/contracts/connection";
import { connectionsQuery, importPipelines } from "@/lib/queries/connections";
import { ConnectionDialog } from "./connection-dialog";
import { draftOf, NEW_CONNECTION } from "./connection-form";
import { ConnectionTable } from "./connection-table";
import { EventsDialog } from "./events-dialog";
import { RemoveConnectionDialog } from "./remove-connection-dialog";

interface ConnectionsViewProps {
  readonly canManage: boolean;
  readonly canEdit: boolean;
}

type Open = { readonly dialog: "change" | "remove" | "events"; readonly connection: Connection };

/** Every account and Region that Penstock talks to, how each is reached, and how fresh what we know of it is. */
export function ConnectionsView({ canManage, canEdit }: ConnectionsViewProps) {
  const { data, error, refetch } = useQuery(connectionsQuery());
  const [isAdding, setIsAdding] = useQueryState("add", parseAsBoolean.withDefault(false));
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const importing = useMutation({
    mutationFn: ({ slug }: Connection) => importPipelines(slug),
    onSuccess: ({ pipelines }, { name }) =>
      toast.done(`${pipelines} ${pipelines === 1 ? "pipeline" : "pipelines"} of ${name} imported`, {
        detail: "Their history follows in the background.",
      }),
    onError: (failure, { name }) => toast.failed(`${name} was not imported`, { detail: failure.message }),
  });
  const add = canManage && (
    <Button variant="primary" onClick={() => void setIsAdding(true)}>
      <Plus aria-hidden="true" />
      Connect AWS
    </Button>
  );

  return (
    <Page crumbs={[{ label: "Connections" }]} actions={add}>
      {error && !data ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton className="h-40" />
      ) : data.connections.length === 0 ? (
        <Panel>
          <EmptyState level={2} icon={<Link2 aria-hidden="true" />} title="No connection yet" action={add}>
            A connection is one account, Region and endpoint. Its pipelines are imported, watched and published to from
            here.
          </EmptyState>
        </Panel>
      ) : (
        <Panel>
          <ConnectionTable
            connections={data.connections}
            importing={importing.isPending ? importing.variables.slug : null}
            {...(canEdit && { onImport: (connection) => importing.mutate(connection) })}
            {...(canManage && { onOpen: setOpen })}
          />
        </Panel>
      )}
      {isAdding && canManage && (
        <ConnectionDialog initial={NEW_CONNECTION} slug={null} onClose={() => void setIsAdding(null)} />
      )}
      {open?.dialog === "change" && (
        <ConnectionDialog initial={draftOf(open.connection)} slug={open.connection.slug} onClose={close} />
      )}
      {open?.dialog === "events" && <EventsDialog connection={open.connection} onClose={close} />}
      {open?.dialog === "remove" && <RemoveConnectionDialog connection={open.connection} onClose={close} />}
    </Page>
  );
}
