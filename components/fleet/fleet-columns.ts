import type { CSSProperties } from "react";

/** What stands beside the star and the name of a pipeline, and may be hidden. */
export const FLEET_COLUMNS = ["status", "connection", "revision", "runs", "success", "median", "frequency"] as const;
export type FleetColumn = (typeof FLEET_COLUMNS)[number];

export const COLUMN_WORDS = {
  status: "Status",
  connection: "Connection",
  revision: "Last revision",
  runs: "Last 30 runs",
  success: "Success",
  median: "Median",
  frequency: "Per week",
} as const satisfies Record<FleetColumn, string>;

const STAR = "28px";

/** How wide each column is at each width of the page; one that is not named has no room there. */
const TRACKS = {
  sm: { name: "minmax(0,1.3fr)", status: "minmax(150px,1fr)", runs: "150px" },
  md: { name: "minmax(0,1.2fr)", status: "150px", revision: "minmax(0,1.2fr)", runs: "150px", success: "74px" },
  lg: {
    name: "minmax(0,1.1fr)",
    status: "150px",
    connection: "minmax(0,1fr)",
    revision: "minmax(0,1.3fr)",
    runs: "150px",
    success: "74px",
    median: "78px",
  },
  xl: {
    name: "minmax(0,1.1fr)",
    status: "160px",
    connection: "minmax(0,1fr)",
    revision: "minmax(0,1.4fr)",
    runs: "150px",
    success: "84px",
    median: "84px",
    frequency: "58px",
  },
} as const satisfies Record<string, Partial<Record<FleetColumn, string>> & { readonly name: string }>;

/** Header and rows share it; the tracks are those of `columnTracks`. On a phone each row is a card of three lines. */
export const COLUMNS =
  "grid items-center gap-x-2.5 " +
  "sm:grid-cols-(--columns-sm) md:grid-cols-(--columns-md) lg:grid-cols-(--columns-lg) xl:grid-cols-(--columns-xl)";

/** For the table: the widths of what is shown. */
export function columnTracks(hidden: readonly FleetColumn[]): CSSProperties {
  const properties: Record<`--${string}`, string> = {};
  for (const [width, tracks] of Object.entries(TRACKS)) {
    const columns: Partial<Record<FleetColumn, string>> = tracks;
    const shown = FLEET_COLUMNS.flatMap((column) => (hidden.includes(column) ? [] : (columns[column] ?? [])));
    properties[`--columns-${width}`] = [STAR, tracks.name, ...shown].join(" ");
  }
  return properties;
}

/** For a cell of a column that may be hidden: a card has room for all of them. */
export function hiddenClass(hidden: readonly FleetColumn[], column: FleetColumn): string | false {
  return hidden.includes(column) && "sm:hidden";
}

/** What is hidden is the reader's own, as the theme is, and no part of the address; a cookie, so that the server knows. */
export const COLUMNS_COOKIE = "fleet-hidden-columns";
const A_YEAR_S = 365 * 24 * 60 * 60;

/** Reads the cookie; names that mean nothing are left out. */
export function readHiddenColumns(cookie: string | undefined): readonly FleetColumn[] {
  const names = new Set(cookie?.split("."));
  return FLEET_COLUMNS.filter((column) => names.has(column));
}

export function rememberHiddenColumns(hidden: readonly FleetColumn[]): void {
  document.cookie = `${COLUMNS_COOKIE}=${hidden.join(".")}; path=/; max-age=${A_YEAR_S}; samesite=lax`;
}
