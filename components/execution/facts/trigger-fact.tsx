"use client";
import { ChevronDown, Zap } from "lucide-react";
import Link from "next/link";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import { executionHref } from "@/lib/queries/urls";
import { triggerFacts, triggerWord, triggeredBy } from "../trigger";
import { FACT_BUTTON } from "./fact-button";

/** What started it, by whom; all that is known opens below it. */
export function TriggerFact({ execution }: { readonly execution: ExecutionDetail }) {
  const { connection, pipelineName, trigger } = execution;
  const who = triggeredBy(execution);
  return (
    <Popover>
      <PopoverTrigger className={FACT_BUTTON}>
        <Zap aria-hidden="true" className="size-3.5 shrink-0" />
        <span className="max-w-64 truncate">
          {triggerWord(trigger)}
          {who !== null && ` by ${who}`}
        </span>
        <ChevronDown aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
      </PopoverTrigger>
      <PopoverContent className="w-80">
        <h3 className="font-semibold">Triggered by</h3>
        <dl className="mt-1.5 flex flex-col gap-1.5">
          {triggerFacts(execution).map(({ term, value, isExecution }) => (
            <div key={term}>
              <dt className="text-tiny text-faint">{term}</dt>
              <dd className="[overflow-wrap:anywhere]">
                {isExecution ? (
                  <Link href={executionHref(connection, pipelineName, value)} className="link mono">
                    {value}
                  </Link>
                ) : (
                  value
                )}
              </dd>
            </div>
          ))}
          {trigger === null && <p className="text-muted">The connection does not tell what started it.</p>}
        </dl>
      </PopoverContent>
    </Popover>
  );
}
