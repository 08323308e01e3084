import { MapPin } from "lucide-react";
import Link from "next/link";
import { StatusGlyph, StatusText } from "@/components/execution/status";
import { cn } from "@/components/ui/cn";
import { formatDuration } from "@/components/ui/format-duration";
import { Time } from "@/components/ui/time";
import type { Lane, LaneCell, LaneStage } from "@/lib/contracts/commit-lanes";
import { executionHref } from "@/lib/queries/urls";

interface LaneCellProps {
  readonly lane: Lane;
  readonly stage: LaneStage;
  readonly cell: LaneCell | null;
  /** Epoch milliseconds; on its own day a success shows the time alone. */
  readonly commitAt: number;
  /** Against what the stage holds now: newer than it, the very commit, or part of it. */
  readonly level: "ahead" | "live" | "below";
  readonly isFirst: boolean;
  /** Set while two sides are compared: chooses the commit as one. */
  readonly onPick: (() => void) | null;
}

/** Where one commit stands in one stage. */
export function LaneCellView({ lane, stage, cell, commitAt, level, isFirst, onPick }: LaneCellProps) {
  return (
    <td
      className={cn(
        "border-b border-line px-2.5 py-1.5 whitespace-nowrap",
        isFirst && "border-l",
        level !== "ahead" && "bg-accent-soft",
        level === "live" && "border-t-2 border-t-accent",
      )}
    >
      <span className="flex items-center gap-2">
        {cell && onPick ? (
          <button type="button" onClick={onPick} className="flex items-center gap-1.5 rounded-sm hover:underline">
            <span className="sr-only">Compare this, </span>
            <CellContent cell={cell} stage={stage} commitAt={commitAt} />
          </button>
        ) : cell ? (
          <Link
            href={executionHref(lane.connection, lane.pipelineName, cell.pipelineExecutionId)}
            className="flex items-center gap-1.5 rounded-sm hover:underline"
          >
            <CellContent cell={cell} stage={stage} commitAt={commitAt} />
            <span className="sr-only">
              in {stage.name} of {lane.pipelineName}
            </span>
          </Link>
        ) : (
          <span className="text-faint">
            <span aria-hidden="true">—</span>
            <span className="sr-only">Never came to {stage.name}</span>
          </span>
        )}
        {level === "live" && (
          <span className="ml-auto inline-flex items-center gap-1 rounded-full bg-accent px-2 py-px text-tiny font-semibold text-on-accent">
            <MapPin aria-hidden="true" className="size-3" />
            live
          </span>
        )}
      </span>
    </td>
  );
}

interface CellContentProps {
  readonly cell: LaneCell;
  readonly stage: LaneStage;
  readonly commitAt: number;
}

/**
 * In a grid this dense a success shows when it came to be live, or how long it took where nothing is; every other state
 * shows its word.
 */
function CellContent({ cell, stage, commitAt }: CellContentProps) {
  if (cell.status === "Succeeded" && !stage.deploys && cell.durationMs !== null) {
    return (
      <>
        <StatusGlyph status="Succeeded" />
        <span className="text-small tabular-nums">{formatDuration(cell.durationMs)}</span>
        {cell.isRollback && <span className="text-small text-muted">by rollback</span>}
      </>
    );
  }
  if (cell.status === "Succeeded") {
    const at = Date.parse(cell.at);
    const isSameDay = new Date(at).toDateString() === new Date(commitAt).toDateString();
    return (
      <>
        <StatusGlyph status="Succeeded" />
        <Time at={at} format={isSameDay ? "time" : "clock"} className="text-small" />
        {cell.isRollback && <span className="text-small text-muted">by rollback</span>}
      </>
    );
  }
  if (cell.status === "Queued") {
    return (
      <>
        <StatusGlyph status="Queued" />
        <span className="text-small text-muted">
          {stage.transition?.enabled === false ? "Held at the gate" : "At the gate"}
        </span>
      </>
    );
  }
  return <StatusText status={cell.status} />;
}
