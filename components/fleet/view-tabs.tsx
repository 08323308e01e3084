"use client";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useMemo, useRef, type ReactNode } from "react";
import { usePaletteCommands } from "@/components/layout/palette-state";
import { cn } from "@/components/ui/cn";
import { Count } from "@/components/ui/count";
import { IconButton } from "@/components/ui/icon-button";
import type { FleetView } from "@/lib/contracts/fleet-view";
import { fleetViewsQuery } from "@/lib/queries/fleet-views";
import {
  choiceOf,
  type CommonView,
  type FleetChoice,
  type FleetFilterChoice,
  NEEDS_ATTENTION,
  NO_FILTERS,
  queryOf,
  viewOf,
} from "./fleet-filters";
import { SaveView } from "./save-view";
import { useFleetViews } from "./use-fleet-views";

const VIEWS = [
  { view: "all", label: "All", choice: {} },
  { view: "favourites", label: "Favourites", choice: { favourites: true } },
  { view: "attention", label: "Needs attention", choice: { status: [...NEEDS_ATTENTION] } },
  { view: "mine", label: "Waits for me", choice: { mine: true } },
] satisfies readonly { view: CommonView; label: string; choice: Partial<FleetFilterChoice> }[];

const NONE: readonly FleetView[] = [];

interface ViewTabsProps {
  readonly choice: FleetChoice;
  readonly onChange: (change: Partial<FleetChoice>) => void;
  /** How many pipelines each view has to show for itself. */
  readonly counts: Readonly<Partial<Record<CommonView, number>>>;
}

/** Views that people come back to, everybody's and then the reader's own; each is only a set of filters. */
export function ViewTabs({ choice, onChange, counts }: ViewTabsProps) {
  const views = useQuery(fleetViewsQuery()).data?.views ?? NONE;
  usePaletteCommands(
    useMemo(
      () =>
        views.map(({ id, name, query }) => ({
          id: `fleet/view/${id}`,
          label: `Show the view ${name}`,
          run: () => onChange(choiceOf(query)),
        })),
      [views, onChange],
    ),
  );
  const { save, remove } = useFleetViews();
  const saveButton = useRef<HTMLButtonElement>(null);
  const query = queryOf(choice);
  const own = views.find((view) => view.query === query) ?? null;
  const common = own ? null : viewOf(choice);
  return (
    <nav
      aria-label="Views"
      className="flex shrink-0 items-center gap-4 overflow-x-auto border-b border-line bg-surface px-4"
    >
      {VIEWS.map(({ view, label, choice: chosen }) => (
        <ViewTab
          key={view}
          isCurrent={common === view}
          onChoose={() => onChange({ ...NO_FILTERS, search: choice.search, ...chosen })}
        >
          {label}
          <Count value={counts[view] ?? 0} label={label.toLowerCase()} tone={view === "mine" ? "wait" : "idle"} />
        </ViewTab>
      ))}
      {views.map((view) => (
        <span key={view.id} className="flex items-center">
          <ViewTab isCurrent={view === own} onChoose={() => onChange(choiceOf(view.query))}>
            <span className="max-w-40 truncate" title={view.name}>
              {view.name}
            </span>
          </ViewTab>
          {view === own && (
            <IconButton
              label={`Remove the view ${view.name}`}
              size="sm"
              disabled={remove.isPending}
              onClick={() => {
                remove.mutate(view);
                saveButton.current?.focus();
              }}
            >
              <X aria-hidden="true" />
            </IconButton>
          )}
        </span>
      ))}
      <SaveView ref={saveButton} query={query} views={views} save={save} />
    </nav>
  );
}

interface ViewTabProps {
  readonly isCurrent: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

function ViewTab({ isCurrent, onChoose, children }: ViewTabProps) {
  return (
    <button
      type="button"
      aria-pressed={isCurrent}
      onClick={onChoose}
      className={cn(
        "inline-flex items-center gap-1.5 border-b-2 pt-2 pb-[7px] text-control whitespace-nowrap -outline-offset-2",
        isCurrent ? "border-accent font-semibold text-ink" : "border-transparent text-muted hover:text-ink",
      )}
    >
      {children}
    </button>
  );
}
