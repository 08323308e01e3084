import Link from "next/link";
import { executionStatus } from "@/components/execution/run";
import { StatusText } from "@/components/execution/status";
import { Duration } from "@/components/ui/duration";
import { Glyph } from "@/components/ui/glyph";
import { Time } from "@/components/ui/time";
import type { FleetPipeline } from "@/lib/contracts/fleet";
import { isTerminal } from "@/lib/pipeline/execution";
import { executionHref } from "@/lib/queries/urls";
import { WaitingFor } from "./waiting-for";

/** What the pipeline does now, or did last, and since when. */
export function FleetStatusCell({ pipeline }: { readonly pipeline: FleetPipeline }) {
  const { connection, pipelineName, latestRun: run, waiting } = pipeline;
  if (!run) {
    return (
      <span className="inline-flex items-center gap-[5px] text-small text-muted">
        <Glyph name="idle" />
        No runs yet
      </span>
    );
  }
  if (waiting) {
    return (
      <>
        <Link
          href={executionHref(connection, pipelineName, waiting.pipelineExecutionId)}
          prefetch={false}
          className="block hover:underline"
        >
          <StatusText status="WaitingForApproval" />
        </Link>
        <WaitingFor waiting={waiting} />
      </>
    );
  }
  return (
    <Link
      href={executionHref(connection, pipelineName, run.pipelineExecutionId)}
      prefetch={false}
      className="block hover:underline"
    >
      <StatusText status={executionStatus({ status: run.status, waitingApprovals: 0 })} />
      <span className="block truncate text-label text-muted">
        {isTerminal(run.status) ? (
          <Time at={Date.parse(run.lastUpdatedAt)} />
        ) : (
          <>
            <Duration from={Date.parse(run.startedAt)} /> so far
          </>
        )}
      </span>
    </Link>
  );
}
