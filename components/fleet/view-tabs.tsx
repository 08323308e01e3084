import { cn } from "@/components/ui/cn";
import { Count } from "@/components/ui/count";
import { type FleetFilterChoice, type FleetView, NEEDS_ATTENTION, NO_FILTERS, viewOf } from "./fleet-filters";

const VIEWS = [
  { view: "all", label: "All", choice: {} },
  { view: "favourites", label: "Favourites", choice: { favourites: true } },
  { view: "attention", label: "Needs attention", choice: { status: [...NEEDS_ATTENTION] } },
  { view: "mine", label: "Waits for me", choice: { mine: true } },
] satisfies readonly { view: FleetView; label: string; choice: Partial<FleetFilterChoice> }[];

interface ViewTabsProps {
  readonly choice: FleetFilterChoice;
  readonly onChange: (change: Partial<FleetFilterChoice>) => void;
  /** How many pipelines each view has to show for itself. */
  readonly counts: Readonly<Partial<Record<FleetView, number>>>;
}

/** Views that people come back to; each is only a set of filters. */
export function ViewTabs({ choice, onChange, counts }: ViewTabsProps) {
  const current = viewOf(choice);
  return (
    <nav aria-label="Views" className="flex shrink-0 gap-4 overflow-x-auto border-b border-line bg-surface px-4">
      {VIEWS.map(({ view, label, choice: chosen }) => (
        <button
          key={view}
          type="button"
          aria-pressed={current === view}
          onClick={() => onChange({ ...NO_FILTERS, search: choice.search, ...chosen })}
          className={cn(
            "inline-flex items-center gap-1.5 border-b-2 pt-2 pb-[7px] text-control whitespace-nowrap -outline-offset-2",
            current === view ? "border-accent font-semibold text-ink" : "border-transparent text-muted hover:text-ink",
          )}
        >
          {label}
          <Count value={counts[view] ?? 0} label={label.toLowerCase()} tone={view === "mine" ? "wait" : "idle"} />
        </button>
      ))}
    </nav>
  );
}
