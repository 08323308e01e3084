"use client";
import { useQuery } from "@tanstack/react-query";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Time } from "@/components/ui/time";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { ruleExecutionsQuery } from "@/lib/queries/executions";
import { ConditionStatusText } from "../condition-status";

interface RuleHistoryProps {
  readonly address: ExecutionAddress;
  readonly stageName: string;
}

/** Every time a rule of the stage was asked in this execution, also when a newer execution is in the stage by now. */
export function RuleHistory({ address, stageName }: RuleHistoryProps) {
  const { connection, pipelineName, pipelineExecutionId } = address;
  const { data, error } = useQuery(ruleExecutionsQuery(connection, pipelineName, pipelineExecutionId));
  if (error) return <ErrorNotice error={error} />;
  if (!data) {
    return (
      <p role="status" className="text-small text-muted">
        Reading when the rules were asked…
      </p>
    );
  }
  const asked = data.ruleExecutions.filter((rule) => rule.stageName === stageName);
  if (asked.length === 0) return <p className="text-small text-muted">No rule was asked in this execution yet.</p>;
  return (
    <details>
      <summary className="text-small">
        Rules were asked {asked.length === 1 ? "once" : `${asked.length} times`} in this execution
      </summary>
      <ol className="mt-1.5 flex flex-col gap-1.5">
        {asked.map((rule) => (
          <li key={rule.ruleExecutionId} className="text-small">
            <span className="flex flex-wrap items-center gap-x-2">
              <Time at={Date.parse(rule.startedAt)} format="clock" />
              <span className="min-w-0 truncate">{rule.ruleName}</span>
              <ConditionStatusText status={rule.status} />
            </span>
            {rule.reason && <p className="break-words text-muted">{rule.reason}</p>}
          </li>
        ))}
      </ol>
    </details>
  );
}
