import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { FLEET_STATUSES, type FleetStatus } from "@/lib/pipeline/fleet-status";

export const FLEET_SORTS = ["attention", "name", "recent", "success", "duration", "frequency"] as const;
export type FleetSort = (typeof FLEET_SORTS)[number];

/** `data`: what is shown may be out of date. `runs`: nothing ran for long. */
export const STALE_KINDS = ["data", "runs"] as const;
export type StaleKind = (typeof STALE_KINDS)[number];

/** What the query string of the fleet and of its wall board holds: a narrowed list is a link. */
export const FLEET_FILTERS = {
  search: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(FLEET_STATUSES)).withDefault([]),
  connection: parseAsArrayOf(parseAsString).withDefault([]),
  /** `key=value` each. */
  tag: parseAsArrayOf(parseAsString).withDefault([]),
  favourites: parseAsBoolean.withDefault(false),
  /** Only what waits for the viewer. */
  mine: parseAsBoolean.withDefault(false),
  stale: parseAsArrayOf(parseAsStringLiteral(STALE_KINDS)).withDefault([]),
} as const;

export const FLEET_ORDER = {
  sort: parseAsStringLiteral(FLEET_SORTS).withDefault("attention"),
  reverse: parseAsBoolean.withDefault(false),
  /** Empty, `connection`, `folder`, or `tag:` and a key. */
  group: parseAsString.withDefault(""),
  /** Names of the groups that are closed. */
  folded: parseAsArrayOf(parseAsString).withDefault([]),
} as const;

/** What a view holds: everything but which groups happen to be closed. */
const { folded: _folded, ...LASTING_ORDER } = FLEET_ORDER;
const VIEW = { ...FLEET_FILTERS, ...LASTING_ORDER } as const;
const write = createSerializer(VIEW);
const read = createLoader(VIEW);

/** The query string that stands for a choice, without `?`. Equal choices have equal ones. */
export function queryOf(choice: FleetChoice): string {
  const { folded: _closed, ...lasting } = choice;
  return write(lasting).replace(/^\?/, "");
}

/** The choice that a query string stands for; what means nothing in it is left out. */
export function choiceOf(query: string): FleetChoice {
  return { ...read(`?${query}`), folded: [] };
}

export type FleetFilterChoice = inferParserType<typeof FLEET_FILTERS>;
export type FleetOrderChoice = inferParserType<typeof FLEET_ORDER>;
export type FleetChoice = FleetFilterChoice & FleetOrderChoice;

export const FLEET_STATUS_WORDS = {
  waiting: "Waiting for approval",
  failed: "Failed",
  running: "In progress",
  succeeded: "Succeeded",
  stopped: "Stopped",
  cancelled: "Cancelled",
  superseded: "Superseded",
  none: "No runs yet",
} as const satisfies Record<FleetStatus, string>;

export const STALE_WORDS = {
  data: "Data out of date",
  runs: "No run for 30 days",
} as const satisfies Record<StaleKind, string>;

export const SORT_WORDS = {
  attention: "Needs attention",
  name: "Name",
  recent: "Last run",
  success: "Success rate",
  duration: "Median duration",
  frequency: "Runs per week",
} as const satisfies Record<FleetSort, string>;

export const NEEDS_ATTENTION: readonly FleetStatus[] = ["waiting", "failed"];

/** What clears every filter and keeps order and groups. */
export const NO_FILTERS = {
  search: "",
  status: [],
  connection: [],
  tag: [],
  favourites: false,
  mine: false,
  stale: [],
} satisfies FleetFilterChoice;

export function isFiltered(choice: FleetFilterChoice): boolean {
  const { search, status, connection, tag, favourites, mine, stale } = choice;
  return (
    search.trim() !== "" || favourites || mine || [status, connection, tag, stale].some(({ length }) => length > 0)
  );
}

export type CommonView = "all" | "favourites" | "attention" | "mine";

/** Which of everybody's views the filters amount to; null when they are none of them. */
export function viewOf({ status, favourites, mine }: FleetFilterChoice): CommonView | null {
  const isAttention = status.length === NEEDS_ATTENTION.length && NEEDS_ATTENTION.every((one) => status.includes(one));
  if (status.length > 0 && !isAttention) return null;
  const chosen = [isAttention && "attention", favourites && "favourites", mine && "mine"] as const;
  const views = chosen.filter((view) => view !== false);
  return views.length > 1 ? null : (views[0] ?? "all");
}
