import Link from "next/link";
import { formatDuration } from "@/components/ui/format-duration";
import type { RunBar } from "@/lib/contracts/pipeline-summary";
import { executionHref } from "@/lib/queries/urls";
import { executionStatus } from "./run";
import { STATUS, type Status } from "./status";

const HEIGHT = 18;
const LEAST_HEIGHT = 5;
const BAR_WIDTH = 4;

/** How a result fills its bar. Results differ in shape as well as in colour, and every bar says its status in words. */
const SHAPES = {
  Succeeded: { fill: "fill-ok-fill", pattern: "solid" },
  Failed: { fill: "fill-fail-fill", pattern: "cut-twice" },
  Stopped: { fill: "fill-stop-fill", pattern: "cut-once" },
  Stopping: { fill: "fill-stop-fill", pattern: "cut-once" },
  Abandoned: { fill: "fill-stop-fill", pattern: "cut-once" },
  InProgress: { fill: "stroke-run-fill", pattern: "outline" },
  WaitingForApproval: { fill: "fill-wait-fill", pattern: "cut-often" },
  Superseded: { fill: "stroke-idle-fill", pattern: "outline" },
  Cancelled: { fill: "stroke-idle-fill", pattern: "outline" },
  Skipped: { fill: "stroke-idle-fill", pattern: "outline" },
  Queued: { fill: "stroke-idle-fill", pattern: "outline" },
  NotStarted: { fill: "stroke-idle-fill", pattern: "outline" },
} as const satisfies Record<
  Status,
  { fill: string; pattern: "solid" | "cut-once" | "cut-twice" | "cut-often" | "outline" }
>;

interface RunBarsProps {
  readonly connection: string;
  readonly pipelineName: string;
  /** Oldest first. */
  readonly runs: readonly RunBar[];
}

/** The last runs as bars: height is duration, colour and shape are the result. Each leads to its execution. */
export function RunBars({ connection, pipelineName, runs }: RunBarsProps) {
  if (runs.length === 0) return <span className="text-faint">No runs yet</span>;
  const longest = Math.max(1, ...runs.map((run) => run.durationMs));
  return (
    <ul aria-label={`Last ${runs.length} runs of ${pipelineName}, oldest first`} className="flex items-end gap-px">
      {runs.map((run) => {
        const status = executionStatus({ status: run.status, waitingApprovals: run.isWaitingForApproval ? 1 : 0 });
        const height = LEAST_HEIGHT + Math.round((run.durationMs / longest) * (HEIGHT - LEAST_HEIGHT));
        const label = `${STATUS[status].word}, ${formatDuration(run.durationMs)}`;
        return (
          <li key={run.pipelineExecutionId}>
            <Link
              href={executionHref(connection, pipelineName, run.pipelineExecutionId)}
              title={label}
              aria-label={`Run ${run.pipelineExecutionId.slice(0, 8)}: ${label}`}
              prefetch={false}
              // Thirty stops four pixels wide help nobody; the history lists the same executions.
              tabIndex={-1}
              className="flex items-end hover:opacity-70"
              style={{ height: HEIGHT, width: BAR_WIDTH }}
            >
              <Bar status={status} height={height} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function Bar({ status, height }: { readonly status: Status; readonly height: number }) {
  const { fill, pattern } = SHAPES[status];
  if (pattern === "outline") {
    return (
      <svg aria-hidden="true" width={BAR_WIDTH} height={height} className={fill}>
        <rect x="0.5" y="0.5" width={BAR_WIDTH - 1} height={height - 1} fill="none" />
      </svg>
    );
  }
  return (
    <svg aria-hidden="true" width={BAR_WIDTH} height={height} className={fill}>
      {piecesOf(pattern, height).map(([y, length]) => (
        <rect key={y} y={y} width={BAR_WIDTH} height={length} />
      ))}
    </svg>
  );
}

/** The pieces a bar is cut into, as pairs of top and height, from the bottom up. */
function piecesOf(pattern: "solid" | "cut-once" | "cut-twice" | "cut-often", height: number): [number, number][] {
  const cuts = { solid: [], "cut-once": [3], "cut-twice": [3, 7], "cut-often": [2, 5, 8, 11, 14] }[pattern];
  const edges = [0, ...cuts.filter((cut) => cut < height - 2), height];
  return edges.slice(0, -1).map((from, index) => {
    const to = edges[index + 1] ?? height;
    const gap = index === 0 ? 0 : 1;
    return [height - to, to - from - gap];
  });
}
