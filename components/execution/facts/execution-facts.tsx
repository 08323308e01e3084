"use client";
import type { ReactNode } from "react";
import { FreshnessPill } from "@/components/layout/freshness";
import { Duration } from "@/components/ui/duration";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";
import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import type { Run } from "../run";
import { StatusPill } from "../status";
import { DefinitionFact } from "./definition-fact";
import { RevisionsFact } from "./revisions-fact";
import { TriggerFact } from "./trigger-fact";

interface ExecutionFactsProps {
  readonly execution: ExecutionDetail;
  readonly run: Run;
  /** The controls, at the right end. */
  readonly children: ReactNode;
}

export function ExecutionFacts({ execution, run, children }: ExecutionFactsProps) {
  return (
    <section
      aria-label="Execution"
      className="flex shrink-0 items-center gap-x-5 gap-y-2.5 border-b border-line bg-surface px-4 py-2.5 max-xl:flex-wrap"
    >
      <div className="flex flex-col items-start gap-[3px]">
        <StatusPill status={run.status} />
        <span title={whereText(run)} className="max-w-56 truncate text-tiny text-faint">
          {whereText(run)}
        </span>
        <span className="md:hidden">
          <FreshnessPill connection={execution.connection} syncedAt={execution.syncedAt} />
        </span>
      </div>
      <dl className="flex min-w-0 grow gap-x-[22px] gap-y-2 max-xl:order-3 max-xl:basis-full max-xl:flex-wrap">
        <Fact term="Revision" className="min-w-0 shrink grow basis-40">
          <RevisionsFact revisions={execution.sourceRevisions} run={run} />
        </Fact>
        <Fact term="Trigger" className="shrink">
          <TriggerFact execution={execution} />
        </Fact>
        <Fact term="Started">
          <Time at={run.startedAt} format="clock" />
        </Fact>
        <Fact term={run.endedAt === null ? "Duration so far" : "Duration"}>
          <Duration from={run.startedAt} to={run.endedAt ?? undefined} />
        </Fact>
        <Fact term="Definition">
          <DefinitionFact execution={execution} />
        </Fact>
      </dl>
      <div className="flex shrink-0 items-center gap-1.5 max-xl:ml-auto max-sm:ml-0 max-sm:flex-wrap">{children}</div>
    </section>
  );
}

function Fact({ term, className, children }: { term: string; className?: string; children: ReactNode }) {
  return (
    <div className={cn("min-w-0 shrink-0", className)}>
      <dt className="text-tiny text-faint">{term}</dt>
      <dd className="flex min-h-6 min-w-0 items-center gap-1.5 text-control whitespace-nowrap">{children}</dd>
    </div>
  );
}

/** "in Production; SoakTest runs on", "at Build", "through all 4 stages". */
function whereText({ status, stages }: Run): string {
  const stage = stages.findLast((one) => one.status !== "NotStarted" && one.status !== "Queued");
  const queuedFor = stages.find((one) => one.status === "Queued");
  if (status === "Succeeded")
    return stages.length === 1 ? "through its one stage" : `through all ${stages.length} stages`;
  if (queuedFor) return `waits for ${queuedFor.name}`;
  if (!stage) return "before its first stage";
  const running = stage.groups.flat().filter((action) => action.status === "InProgress");
  if (status === "WaitingForApproval" && running.length > 0) {
    return `in ${stage.name}; ${running.map(({ name }) => name).join(", ")} runs on`;
  }
  return `${status === "Failed" || status === "Stopped" ? "at" : "in"} ${stage.name}`;
}
