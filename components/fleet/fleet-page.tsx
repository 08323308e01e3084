"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus, Search, Workflow } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useDeferredValue } from "react";
import { LoadFailure } from "@/components/execution/load-failure";
import { Page } from "@/components/layout/page";
import { Button, LinkButton } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Count } from "@/components/ui/count";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterChoice } from "@/components/ui/filter-choice";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { Fleet } from "@/lib/contracts/pipeline-summary";
import { FLEET_STATUSES } from "@/lib/pipeline/fleet-status";
import { connectionsQuery } from "@/lib/queries/connections";
import { fleetQuery } from "@/lib/queries/pipelines";
import {
  FLEET_FILTERS,
  FLEET_STATUS_WORDS,
  type FleetChoice,
  type FleetView,
  fleetQuestion,
  NEEDS_ATTENTION,
  viewOf,
} from "./fleet-filters";
import { FleetTable } from "./fleet-table";
import { TotalsStrip } from "./totals-strip";

type SetChoice = (change: Partial<FleetChoice> | null) => void;

/** Every pipeline of every connection. */
export function FleetPage({ canEdit }: { readonly canEdit: boolean }) {
  const [choice, setChoice] = useQueryStates(FLEET_FILTERS);
  const question = useDeferredValue(fleetQuestion(choice));
  const { data, error, refetch } = useQuery(fleetQuery(question));
  const change: SetChoice = (next) => void setChoice(next && { page: 1, ...next });

  return (
    <Page
      crumbs={[{ label: "Pipelines" }]}
      note={data && <FleetSize totals={data.totals} />}
      actions={
        canEdit && (
          <LinkButton href="/pipelines/new" variant="primary">
            <Plus aria-hidden="true" />
            New pipeline
          </LinkButton>
        )
      }
      strip={
        <>
          {data && <TotalsStrip totals={data.totals} />}
          <ViewTabs choice={choice} onChange={change} attention={data ? attentionOf(data) : 0} />
          <FilterBar choice={choice} onChange={change} />
        </>
      }
    >
      {error && !data ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton className="h-96" />
      ) : data.pipelines.length === 0 ? (
        <NoPipelines isFiltered={Object.keys(question).length > 0} canEdit={canEdit} onClear={() => change(null)} />
      ) : (
        <>
          <Panel>
            <FleetTable pipelines={data.pipelines} />
          </Panel>
          <Pages fleet={data} page={choice.page} onChange={(page) => void setChoice({ page })} />
        </>
      )}
    </Page>
  );
}

function FleetSize({ totals }: { readonly totals: Fleet["totals"] }) {
  return (
    <span className="max-sm:hidden">
      {totals.pipelines} in {totals.connections} {totals.connections === 1 ? "connection" : "connections"}
    </span>
  );
}

function attentionOf({ totals }: Fleet): number {
  return totals.waiting + totals.lastRunFailed;
}

const VIEWS = [
  { view: "all", label: "All", choice: { status: [], favourites: false } },
  { view: "favourites", label: "Favourites", choice: { status: [], favourites: true } },
  { view: "attention", label: "Needs attention", choice: { status: [...NEEDS_ATTENTION], favourites: false } },
] as const satisfies readonly { view: FleetView; label: string; choice: Partial<FleetChoice> }[];

interface ViewTabsProps {
  readonly choice: FleetChoice;
  readonly onChange: SetChoice;
  readonly attention: number;
}

function ViewTabs({ choice, onChange, attention }: ViewTabsProps) {
  const current = viewOf(choice);
  return (
    <nav aria-label="Views" className="flex shrink-0 gap-4 overflow-x-auto border-b border-line bg-surface px-4">
      {VIEWS.map(({ view, label, choice: next }) => (
        <button
          key={view}
          type="button"
          aria-pressed={current === view}
          onClick={() => onChange({ ...next, status: [...next.status] })}
          className={cn(
            "inline-flex items-center gap-1.5 border-b-2 pt-2 pb-[7px] text-control whitespace-nowrap -outline-offset-2",
            current === view ? "border-accent font-semibold text-ink" : "border-transparent text-muted hover:text-ink",
          )}
        >
          {label}
          {view === "attention" && <Count value={attention} label="need attention" tone="idle" />}
        </button>
      ))}
    </nav>
  );
}

function FilterBar({ choice, onChange }: { readonly choice: FleetChoice; readonly onChange: SetChoice }) {
  const { data } = useQuery(connectionsQuery());
  const connections = data?.connections ?? [];
  const isFiltered = Object.keys(fleetQuestion(choice)).some((name) => name !== "page");
  return (
    <search
      aria-label="Filter pipelines"
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2"
    >
      <Input
        icon={<Search aria-hidden="true" />}
        boxClassName="w-56 max-sm:w-full"
        aria-label="Name or commit"
        placeholder="Filter by name or commit"
        value={choice.search}
        onChange={(event) => onChange({ search: event.target.value })}
      />
      <FilterChoice
        label="Status"
        options={FLEET_STATUSES}
        wordOf={(status) => FLEET_STATUS_WORDS[status]}
        chosen={choice.status}
        onChange={(status) => onChange({ status })}
      />
      <FilterChoice
        label="Connection"
        options={connections.map(({ slug }) => slug)}
        wordOf={(slug) => connections.find((connection) => connection.slug === slug)?.name ?? slug}
        chosen={choice.connection}
        onChange={(connection) => onChange({ connection })}
      />
      {isFiltered && (
        <Button variant="quiet" onClick={() => onChange(null)}>
          Clear filters
        </Button>
      )}
      <span className="ml-auto text-small text-muted max-md:hidden">Bar height is duration</span>
    </search>
  );
}

interface NoPipelinesProps {
  readonly isFiltered: boolean;
  readonly canEdit: boolean;
  readonly onClear: () => void;
}

function NoPipelines({ isFiltered, canEdit, onClear }: NoPipelinesProps) {
  return (
    <Panel>
      <EmptyState
        level={2}
        icon={<Workflow aria-hidden="true" />}
        title={isFiltered ? "No pipeline matches" : "No pipelines yet"}
        action={
          isFiltered ? (
            <Button onClick={onClear}>Clear filters</Button>
          ) : (
            canEdit && (
              <>
                <LinkButton href="/pipelines/new" variant="primary">
                  New pipeline
                </LinkButton>
                <LinkButton href="/accounts">Connect AWS</LinkButton>
              </>
            )
          )
        }
      >
        {isFiltered
          ? "The filters above leave none of the pipelines."
          : "Every pipeline of every connection appears here with its status, its last runs and its figures. Draw one, or connect an AWS account to import what is there."}
      </EmptyState>
    </Panel>
  );
}

interface PagesProps {
  readonly fleet: Fleet;
  readonly page: number;
  readonly onChange: (page: number) => void;
}

function Pages({ fleet, page, onChange }: PagesProps) {
  const from = (page - 1) * fleet.pageSize + 1;
  const to = from + fleet.pipelines.length - 1;
  if (fleet.matching <= fleet.pageSize) return null;
  return (
    <nav aria-label="Pages" className="flex items-center gap-2 pb-2 text-small text-muted">
      <Button disabled={page <= 1} onClick={() => onChange(page - 1)}>
        Earlier in the list
      </Button>
      <Button disabled={to >= fleet.matching} onClick={() => onChange(page + 1)}>
        Later in the list
      </Button>
      <span role="status">
        {from} to {to} of {fleet.matching}
      </span>
    </nav>
  );
}
