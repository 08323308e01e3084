"use client";
import { useQuery } from "@tanstack/react-query";
import { Download, Monitor, Plus, Workflow } from "lucide-react";
import { createSerializer, useQueryStates } from "nuqs";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { LoadFailure } from "@/components/execution/load-failure";
import { Page } from "@/components/layout/page";
import { usePaletteCommands } from "@/components/layout/palette-state";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { saveFile } from "@/components/ui/save-file";
import { Skeleton } from "@/components/ui/skeleton";
import { withChoice } from "@/components/ui/with-choice";
import type { Connection } from "@/lib/contracts/connection";
import type { Fleet, FleetPipeline, FleetTotals } from "@/lib/contracts/fleet";
import { connectionsQuery } from "@/lib/queries/connections";
import { fleetQuery } from "@/lib/queries/fleet";
import { choosePipelines, sortPipelines } from "./choose-pipelines";
import { ColumnChoice } from "./column-choice";
import { ConnectionTrouble } from "./connection-trouble";
import { FilterBar } from "./filter-bar";
import { type FleetColumn, rememberHiddenColumns } from "./fleet-columns";
import { fleetCsv } from "./fleet-csv";
import { FLEET_FILTERS, FLEET_ORDER, type FleetChoice, isFiltered, NO_FILTERS } from "./fleet-filters";
import { fleetItems } from "./fleet-items";
import { FleetList } from "./fleet-list";
import { totalsOf } from "./fleet-totals";
import { tagKeysOf, tagsOf } from "./group-pipelines";
import { isOutOfDate } from "./staleness";
import { TotalsStrip } from "./totals-strip";
import { ViewTabs } from "./view-tabs";

const CHOICE = { ...FLEET_FILTERS, ...FLEET_ORDER } as const;
const boardHref = createSerializer(FLEET_FILTERS);

interface FleetPageProps {
  readonly canEdit: boolean;
  /** As the reader last left them. */
  readonly hiddenColumns: readonly FleetColumn[];
}

/** Every pipeline of every connection. */
export function FleetPage({ canEdit, hiddenColumns }: FleetPageProps) {
  const { data, dataUpdatedAt, error, refetch } = useQuery(fleetQuery());
  const connections = useQuery(connectionsQuery()).data?.connections;
  const [choice, setChoice] = useQueryStates(CHOICE);
  const change = useCallback((next: Partial<FleetChoice>) => void setChoice(next), [setChoice]);
  const [hidden, setHidden] = useState(hiddenColumns);
  const save = useCallback(() => {
    if (data) saveList(chosenOf(data, { choice, connections, now: dataUpdatedAt }));
  }, [data, choice, connections, dataUpdatedAt]);
  usePaletteCommands(
    useMemo(() => [{ id: "fleet/csv", label: "Save the list of pipelines as CSV", run: save }], [save]),
  );
  const totals = useMemo(() => data && totalsOf(data), [data]);
  const tags = useMemo(() => tagsOf(data?.pipelines ?? []), [data]);
  const tagKeys = useMemo(() => tagKeysOf(data?.pipelines ?? []), [data]);

  return (
    <Page
      layout="full"
      crumbs={[{ label: "Pipelines" }]}
      note={totals && <FleetSize totals={totals} />}
      actions={
        <>
          <LinkButton href={boardHref("/board", choice)} className="max-sm:hidden">
            <Monitor aria-hidden="true" />
            Wall board
          </LinkButton>
          {canEdit && (
            <LinkButton href="/pipelines/new" variant="primary">
              <Plus aria-hidden="true" />
              New pipeline
            </LinkButton>
          )}
        </>
      }
      strip={
        <>
          {totals && <TotalsStrip totals={totals} />}
          <ViewTabs choice={choice} onChange={change} counts={data ? countsOf(data) : {}} />
          <FilterBar choice={choice} onChange={change} connections={connections ?? []} tags={tags} tagKeys={tagKeys}>
            <ColumnChoice
              hidden={hidden}
              onChange={(next) => {
                setHidden(next);
                rememberHiddenColumns(next);
              }}
            />
            {data && (
              <Button className="max-sm:h-11" onClick={save}>
                <Download aria-hidden="true" />
                CSV
              </Button>
            )}
          </FilterBar>
        </>
      }
    >
      {error && !data ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <FleetBody
          fleet={data}
          connections={connections ?? []}
          choice={choice}
          onChange={change}
          hidden={hidden}
          canEdit={canEdit}
        />
      ) : (
        <Skeleton className="m-4 h-96" />
      )}
    </Page>
  );
}

interface ChosenBy {
  readonly choice: FleetChoice;
  readonly connections: readonly Connection[] | undefined;
  /** Epoch milliseconds of the data. */
  readonly now: number;
}

/** What the filters leave, in the order asked for. */
function chosenOf({ pipelines }: Fleet, { choice, connections = [], now }: ChosenBy): readonly FleetPipeline[] {
  const outOfDate = new Set(connections.filter((one) => isOutOfDate(one, now)).map(({ slug }) => slug));
  return sortPipelines(choosePipelines(pipelines, choice, { outOfDate, now }), choice);
}

/** Saves the list as it is narrowed and ordered, also what closed groups and the edge of the screen hide. */
function saveList(pipelines: readonly FleetPipeline[]): void {
  saveFile(new Blob([fleetCsv(pipelines)], { type: "text/csv" }), "pipelines.csv");
}

function countsOf({ pipelines }: Fleet) {
  const attention = pipelines.filter(({ waiting, latestRun }) => waiting !== null || latestRun?.status === "Failed");
  return { attention: attention.length, mine: pipelines.filter(({ waiting }) => waiting?.isForViewer).length };
}

function FleetSize({ totals }: { readonly totals: FleetTotals }) {
  return (
    <span className="max-sm:hidden">
      {totals.pipelines} in {totals.connections} {totals.connections === 1 ? "connection" : "connections"}
    </span>
  );
}

interface FleetBodyProps {
  readonly fleet: Fleet;
  readonly connections: readonly Connection[];
  readonly choice: FleetChoice;
  readonly onChange: (change: Partial<FleetChoice>) => void;
  readonly hidden: readonly FleetColumn[];
  readonly canEdit: boolean;
}

function FleetBody({ fleet, connections, choice, onChange, hidden, canEdit }: FleetBodyProps) {
  const { dataUpdatedAt } = useQuery(fleetQuery());
  // Typing stays ahead of a long list.
  const chosen = useDeferredValue(choice);
  const items = useMemo(
    () => fleetItems(chosenOf(fleet, { choice: chosen, connections, now: dataUpdatedAt }), chosen),
    [fleet, chosen, connections, dataUpdatedAt],
  );
  const fold = useCallback(
    (groupKey: string, isFolded: boolean) => onChange({ folded: withChoice(choice.folded, groupKey, isFolded) }),
    [choice.folded, onChange],
  );

  if (items.length === 0) {
    return (
      <div className="overflow-auto p-4 max-sm:p-3">
        <ConnectionTrouble connections={connections} />
        <NoPipelines isNarrowed={isFiltered(choice)} canEdit={canEdit} onClear={() => onChange(NO_FILTERS)} />
      </div>
    );
  }
  return (
    <FleetList
      items={items}
      order={choice}
      onSort={(sort) => onChange({ sort, reverse: sort === choice.sort && !choice.reverse })}
      onFold={fold}
      hidden={hidden}
      before={<ConnectionTrouble connections={connections} />}
      after={fleet.more > 0 && <More shown={fleet.pipelines.length} more={fleet.more} />}
    />
  );
}

function More({ shown, more }: { readonly shown: number; readonly more: number }) {
  return (
    <Note tone="wait" className="mt-4">
      The list holds the first {shown} pipelines by connection and name. {more} more are not in it; Ctrl+K finds them.
    </Note>
  );
}

interface NoPipelinesProps {
  readonly isNarrowed: boolean;
  readonly canEdit: boolean;
  readonly onClear: () => void;
}

function NoPipelines({ isNarrowed, canEdit, onClear }: NoPipelinesProps) {
  const create = canEdit && (
    <>
      <LinkButton href="/pipelines/new" variant="primary">
        New pipeline
      </LinkButton>
      <LinkButton href="/accounts">Connect AWS</LinkButton>
    </>
  );
  return (
    <Panel>
      <EmptyState
        level={2}
        icon={<Workflow aria-hidden="true" />}
        title={isNarrowed ? "No pipeline matches" : "No pipelines yet"}
        action={isNarrowed ? <Button onClick={onClear}>Clear filters</Button> : create}
      >
        {isNarrowed
          ? "The filters above leave none of the pipelines."
          : "Every pipeline of every connection appears here with its status, its last runs and its figures. Draw one, or connect an AWS account to import what is there."}
      </EmptyState>
    </Panel>
  );
}
