"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useMemo, useSyncExternalStore } from "react";
import { LoadFailure } from "@/components/execution/load-failure";
import { LiveUpdates } from "@/components/layout/live-updates";
import { readTheme, subscribeToTheme } from "@/components/layout/theme";
import { LinkButton } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { Connection } from "@/lib/contracts/connection";
import type { Fleet, FleetPipeline } from "@/lib/contracts/fleet";
import { connectionsQuery } from "@/lib/queries/connections";
import { fleetKey, fleetQuery } from "@/lib/queries/fleet";
import { isSessionEnd } from "@/lib/queries/is-session-end";
import { choosePipelines } from "../choose-pipelines";
import { FLEET_FILTERS } from "../fleet-filters";
import { totalsOf } from "../fleet-totals";
import { isOutOfDate } from "../staleness";
import { BoardBar } from "./board-bar";
import { boardLayout } from "./board-layout";
import { BoardTile } from "./board-tile";
import { usePageTurn } from "./use-page-turn";
import { useSelfRepair } from "./use-self-repair";
import { useSize } from "./use-size";
import { useWakeLock } from "./use-wake-lock";
import { worstFirst } from "./worst-first";

/**
 * The fleet on a wall: large tiles, the worst first, page after page when they do not fit, with nobody at it. Dark
 * unless the light theme was chosen; the filters are those of the list, and stand in the address.
 */
export function Board() {
  const isLight = useSyncExternalStore(
    subscribeToTheme,
    () => readTheme() === "light",
    () => false,
  );
  return (
    <LiveUpdates>
      <main data-theme={isLight ? undefined : "dark"} className="flex h-dvh flex-col bg-ground text-ink">
        <BoardContent />
      </main>
    </LiveUpdates>
  );
}

const CONNECTIONS_EVERY_MS = 15_000;
/** Also while nothing changes, so that the board knows that it still hears. */
const FLEET_EVERY_MS = 60_000;

function BoardContent() {
  const fleet = useQuery({ ...fleetQuery(), refetchInterval: FLEET_EVERY_MS });
  const connections = useQuery({ ...connectionsQuery(), refetchInterval: CONNECTIONS_EVERY_MS }).data?.connections;
  const isAwake = useWakeLock();
  useSelfRepair(fleet.dataUpdatedAt);
  if (isSessionEnd(fleet.error)) return <SessionEnded />;
  if (!fleet.data) return fleet.error ? <LoadFailure error={fleet.error} onRetry={() => void fleet.refetch()} /> : null;
  return (
    <Tiles fleet={fleet.data} connections={connections ?? []} answeredAt={fleet.dataUpdatedAt} isAwake={isAwake} />
  );
}

interface TilesProps {
  readonly fleet: Fleet;
  readonly connections: readonly Connection[];
  readonly answeredAt: number;
  readonly isAwake: boolean;
}

function Tiles({ fleet, connections, answeredAt, isAwake }: TilesProps) {
  const [filters] = useQueryStates(FLEET_FILTERS);
  const { ref, size } = useSize();
  const outOfDate = useMemo(
    () => new Set(connections.filter((one) => isOutOfDate(one, answeredAt)).map(({ slug }) => slug)),
    [connections, answeredAt],
  );
  const pipelines = useMemo(
    () => worstFirst(choosePipelines(fleet.pipelines, filters, { outOfDate, now: answeredAt })),
    [fleet, filters, outOfDate, answeredAt],
  );
  const layout = size && boardLayout(pipelines.length, size);
  const page = usePageTurn(layout?.pages ?? 1);
  const shown = layout
    ? pipelines.slice(page * layout.columns * layout.rows, (page + 1) * layout.columns * layout.rows)
    : [];
  return (
    <>
      <BoardBar
        totals={totalsOf({ ...fleet, pipelines: [...pipelines], more: 0 })}
        answeredAt={answeredAt}
        isAwake={isAwake}
        page={page}
        pages={layout?.pages ?? 1}
      />
      <Trouble connections={connections} pipelines={pipelines} />
      <ul
        ref={ref}
        aria-label="Pipelines, the worst first"
        className="mx-3 mb-3 grid min-h-0 grow gap-2.5"
        style={layout ? gridOf(layout) : undefined}
      >
        {shown.map((pipeline) => (
          <BoardTile key={fleetKey(pipeline)} pipeline={pipeline} isOutOfDate={outOfDate.has(pipeline.connection)} />
        ))}
      </ul>
      {layout && pipelines.length === 0 && (
        <p className="absolute inset-x-0 top-1/2 px-6 text-center text-[22px]/[1.4] text-muted">
          {fleet.pipelines.length === 0
            ? "No pipelines yet. Each appears here as soon as a connection has it."
            : "The filters of this board leave no pipeline."}
        </p>
      )}
    </>
  );
}

function gridOf({ columns, rows }: { readonly columns: number; readonly rows: number }) {
  return {
    gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
    gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
  };
}

interface TroubleProps {
  readonly connections: readonly Connection[];
  readonly pipelines: readonly FleetPipeline[];
}

/** Connections with a tile here that cannot be read just now. */
function Trouble({ connections, pipelines }: TroubleProps) {
  const shown = new Set(pipelines.map(({ connection }) => connection));
  const troubled = connections.filter(
    ({ slug, health }) => shown.has(slug) && (health === "unreachable" || health === "throttled"),
  );
  if (troubled.length === 0) return null;
  return (
    <div className="mx-3 mb-2 flex flex-col gap-1.5 text-[15px]">
      {troubled.map(({ slug, name, health, healthMessage }) => (
        <Note key={slug} tone={health === "throttled" ? "wait" : "fail"}>
          <strong>{name}</strong> {health === "throttled" ? "is throttled by AWS." : "cannot be read."} {healthMessage}
        </Note>
      ))}
    </div>
  );
}

function SessionEnded() {
  return (
    <div className="m-auto flex flex-col items-center gap-4 p-6 text-center text-[22px]/[1.4]">
      <p>The session of this board has ended.</p>
      <LinkButton variant="primary" size="lg" href="/sign-in?callbackUrl=/board">
        Sign in again
      </LinkButton>
    </div>
  );
}
