import Link from "next/link";
import { Time } from "@/components/ui/time";
import type { Approval } from "@/lib/contracts/approval";
import { executionHref } from "@/lib/queries/urls";
import { shortExecutionId } from "../controls/use-execution-commands";
import { revisionTitle, shortRevisionId } from "../revision";

interface OtherExecutionProps {
  readonly approval: Approval;
  readonly execution: Approval["behind"][number];
}

/** An execution beside the one under approval, by what it carries: `b2f70aa “Raise basket limit”, started 11:52 today`. */
export function OtherExecution({ approval, execution }: OtherExecutionProps) {
  const { pipelineExecutionId, sourceRevisions, startedAt } = execution;
  const [revision] = sourceRevisions;
  const title = revision ? revisionTitle(revision) : "";
  return (
    <>
      <Link className="link" href={executionHref(approval.connection, approval.pipelineName, pipelineExecutionId)}>
        <span className="mono [overflow-wrap:anywhere]">
          {shortRevisionId(revision?.revisionId ?? null) || shortExecutionId(pipelineExecutionId)}
        </span>
      </Link>
      {title && <> “{title}”</>}, started <Time at={Date.parse(startedAt)} format="clock" />
    </>
  );
}
