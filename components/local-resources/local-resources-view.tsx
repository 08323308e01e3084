"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import {
  LOCAL_RESOURCE_TYPES,
  type LocalResource,
  type LocalResourceReference,
  type LocalResourceUse,
} from "@/lib/contracts/local-resource";
import { deleteLocalResource, localResourcesQuery } from "@/lib/queries/local-resources";
import { SettingsPage } from "@/components/layout/settings-page";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { IconButton } from "@/components/ui/icon-button";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { ResourceDialog } from "./resource-dialog";
import { resourceNoun, describeResource, newResource, RESOURCE_KINDS } from "./resource-kinds";

type Editing = { readonly resource: LocalResource; readonly isNew: boolean };

/** What the names in definitions stand for on this machine. `canManage` decides whether it can be changed here. */
export function LocalResourcesView({ canManage }: { readonly canManage: boolean }) {
  const { data, error, isPending } = useQuery(localResourcesQuery());
  const [editing, setEditing] = useState<Editing | null>(null);
  const [removing, setRemoving] = useState<LocalResource | null>(null);
  const bind = (reference: LocalResourceReference): void =>
    setEditing({ resource: newResource(reference), isNew: true });

  return (
    <SettingsPage
      title="Local resources"
      actions={
        canManage && (
          <Button variant="primary" onClick={() => bind({ type: "repository", name: "" })}>
            <Plus aria-hidden="true" />
            Bind a name
          </Button>
        )
      }
    >
      {error && <ErrorNotice error={error} />}
      {isPending && <Skeleton className="h-40" />}
      {data && (
        <>
          <MissingResources uses={data.uses} {...(canManage && { onBind: bind })} />
          {LOCAL_RESOURCE_TYPES.filter((type) => data.resources.some((resource) => resource.type === type)).map(
            (type) => (
              <ResourcePanel
                key={type}
                type={type}
                resources={data.resources.filter((resource) => resource.type === type)}
                uses={data.uses}
                canManage={canManage}
                onEdit={(resource) => setEditing({ resource, isNew: false })}
                onRemove={setRemoving}
              />
            ),
          )}
          <UnboundKinds resources={data.resources} {...(canManage && { onBind: bind })} />
        </>
      )}
      {editing && <ResourceDialog {...editing} initial={editing.resource} onClose={() => setEditing(null)} />}
      {removing && <RemoveDialog resource={removing} uses={data?.uses ?? []} onClose={() => setRemoving(null)} />}
    </SettingsPage>
  );
}

interface MissingResourcesProps {
  readonly uses: readonly LocalResourceUse[];
  readonly onBind?: (reference: LocalResourceReference) => void;
}

/** Names without which an action fails: each with what uses it and the way to bind it. */
function MissingResources({ uses, onBind }: MissingResourcesProps) {
  const missing = uses.filter(({ isRegistered, isNeeded }) => isNeeded && !isRegistered);
  const names = [...new Map(missing.map((use) => [`${use.type} ${use.name}`, use])).values()];
  return names.map((use) => (
    <Note
      key={`${use.type} ${use.name}`}
      tone="wait"
      action={onBind && <Button onClick={() => onBind(use)}>Bind {use.name}</Button>}
    >
      {RESOURCE_KINDS[use.type].label} <strong className="font-mono break-all">{use.name}</strong> is not bound.{" "}
      {use.pipelineName} uses it in {use.stageName} / {use.actionName}, which fails until it is.
    </Note>
  ));
}

interface ResourcePanelProps {
  readonly type: LocalResource["type"];
  readonly resources: readonly LocalResource[];
  readonly uses: readonly LocalResourceUse[];
  readonly canManage: boolean;
  readonly onEdit: (resource: LocalResource) => void;
  readonly onRemove: (resource: LocalResource) => void;
}

function ResourcePanel({ type, resources, uses, canManage, onEdit, onRemove }: ResourcePanelProps) {
  const kind = RESOURCE_KINDS[type];
  return (
    <Panel title={kind.plural} note={`${resources.length}`}>
      <Table label={kind.plural}>
        <thead>
          <tr>
            <HeaderCell>Name</HeaderCell>
            <HeaderCell>On this machine</HeaderCell>
            {!kind.isMatched && <HeaderCell>Used by</HeaderCell>}
            {canManage && (
              <HeaderCell>
                <span className="sr-only">Actions</span>
              </HeaderCell>
            )}
          </tr>
        </thead>
        <tbody>
          {resources.map((resource) => (
            <Row key={resource.name}>
              <Cell className="font-medium min-w-28 break-all">{resource.name}</Cell>
              <Cell className="min-w-28 font-mono text-small break-all sm:min-w-64">{describeResource(resource)}</Cell>
              {!kind.isMatched && (
                <Cell className="[overflow-wrap:anywhere] text-muted">
                  {usersOf(resource, uses).join(", ") || "nothing"}
                </Cell>
              )}
              {canManage && (
                <Cell className="text-right whitespace-nowrap">
                  <IconButton label={`Change ${resource.name}`} onClick={() => onEdit(resource)}>
                    <Pencil aria-hidden="true" />
                  </IconButton>
                  <IconButton label={`Remove ${resource.name}`} onClick={() => onRemove(resource)}>
                    <Trash2 aria-hidden="true" />
                  </IconButton>
                </Cell>
              )}
            </Row>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

interface UnboundKindsProps {
  readonly resources: readonly LocalResource[];
  readonly onBind?: (reference: LocalResourceReference) => void;
}

/** What else can be bound, and what that would do: one line for each kind of which there is nothing yet. */
function UnboundKinds({ resources, onBind }: UnboundKindsProps) {
  const types = LOCAL_RESOURCE_TYPES.filter((type) => resources.every((resource) => resource.type !== type));
  if (types.length === 0) return null;
  return (
    <Panel title="Not bound yet">
      <ul className="divide-y divide-line">
        {types.map((type) => (
          <li key={type} className="flex items-center gap-3 px-3 py-2">
            <div className="min-w-0 grow">
              <h3>{RESOURCE_KINDS[type].plural}</h3>
              <p className="max-w-prose text-small text-muted">{RESOURCE_KINDS[type].explanation}</p>
            </div>
            {onBind && (
              <Button onClick={() => onBind({ type, name: "" })}>
                Bind<span className="sr-only"> {withArticle(resourceNoun(type))}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
}

interface RemoveDialogProps {
  readonly resource: LocalResource;
  readonly uses: readonly LocalResourceUse[];
  readonly onClose: () => void;
}

function RemoveDialog({ resource, uses, onClose }: RemoveDialogProps) {
  const queryClient = useQueryClient();
  const users = usersOf(resource, uses);
  const { isMatched } = RESOURCE_KINDS[resource.type];
  const remove = useMutation({
    mutationFn: deleteLocalResource,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: localResourcesQuery().queryKey });
      onClose();
    },
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${resource.name}?`}
      description={
        users.length > 0
          ? `${users.join(", ")} ${users.length === 1 ? "uses" : "use"} it. What it points at stays where it is.`
          : `${isMatched ? "" : "No pipeline uses it. "}What it points at stays where it is.`
      }
      confirmLabel={`Remove ${resource.name}`}
      pending={remove.isPending}
      onConfirm={() => remove.mutate({ type: resource.type, name: resource.name })}
    >
      {remove.error && <ErrorNotice error={remove.error} />}
    </AlertDialog>
  );
}

function usersOf(resource: LocalResource, uses: readonly LocalResourceUse[]): string[] {
  const users = uses.filter(({ type, name }) => type === resource.type && name === resource.name);
  return [...new Set(users.map(({ pipelineName }) => pipelineName))];
}
