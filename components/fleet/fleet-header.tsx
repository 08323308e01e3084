import { ArrowDown, ArrowUp } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { COLUMN_WORDS, COLUMNS, type FleetColumn, hiddenClass } from "./fleet-columns";
import type { FleetOrderChoice, FleetSort } from "./fleet-filters";

interface FleetHeaderProps {
  readonly order: Pick<FleetOrderChoice, "sort" | "reverse">;
  readonly onSort: (sort: FleetSort) => void;
  readonly hidden: readonly FleetColumn[];
}

interface ColumnHead {
  readonly column: FleetColumn;
  readonly sort?: FleetSort;
  readonly className?: string;
}

const COLUMN_HEADS: readonly ColumnHead[] = [
  { column: "status", sort: "attention" },
  { column: "connection", className: "max-lg:hidden" },
  { column: "revision", sort: "recent", className: "max-md:hidden" },
  { column: "runs" },
  { column: "success", sort: "success", className: "text-right max-md:hidden" },
  { column: "median", sort: "duration", className: "text-right max-lg:hidden" },
  { column: "frequency", sort: "frequency", className: "text-right max-xl:hidden" },
];

/** Names the columns, and orders the list by most of them. A phone has cards and orders by the choice above. */
export function FleetHeader({ order, onSort, hidden }: FleetHeaderProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 rounded-t-lg border-b border-line bg-surface max-sm:sr-only">
      <div role="row" aria-rowindex={1} className={cn(COLUMNS, "h-[30px] px-2.5 text-label font-medium text-faint")}>
        <div role="columnheader">
          <span className="sr-only">Favourite</span>
        </div>
        <Head label="Pipeline" sort="name" order={order} onSort={onSort} />
        {COLUMN_HEADS.map(({ column, sort, className }) => (
          <Head
            key={column}
            label={COLUMN_WORDS[column]}
            order={order}
            onSort={onSort}
            className={cn(className, hiddenClass(hidden, column))}
            {...(sort && { sort })}
          />
        ))}
      </div>
    </div>
  );
}

interface HeadProps extends Pick<FleetHeaderProps, "order" | "onSort"> {
  readonly label: string;
  readonly sort?: FleetSort;
  readonly className?: string;
}

function Head({ label, sort, order, onSort, className }: HeadProps) {
  return (
    <div
      role="columnheader"
      aria-sort={sort === order.sort ? (order.reverse ? "descending" : "ascending") : undefined}
      className={cn("min-w-0 whitespace-nowrap", className)}
    >
      {sort ? <SortButton label={label} sort={sort} order={order} onSort={onSort} /> : label}
    </div>
  );
}

interface SortButtonProps extends Pick<FleetHeaderProps, "order" | "onSort"> {
  readonly label: string;
  readonly sort: FleetSort;
}

function SortButton({ label, sort, order, onSort }: SortButtonProps) {
  const isChosen = sort === order.sort;
  const Arrow = order.reverse ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={() => onSort(sort)}
      className={cn("inline-flex items-center gap-0.5 rounded-sm hover:text-ink", isChosen && "text-ink")}
    >
      {label}
      {isChosen && <Arrow aria-hidden="true" className="size-3" />}
    </button>
  );
}
