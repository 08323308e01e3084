"use client";
import { useQuery } from "@tanstack/react-query";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Duration } from "@/components/ui/duration";
import { Time } from "@/components/ui/time";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { RuleExecution } from "@/lib/contracts/stage-condition";
import { ruleExecutionsQuery } from "@/lib/queries/executions";
import { ConditionStatusText } from "../condition-status";

interface RuleHistoryProps {
  readonly address: ExecutionAddress;
  readonly stageName: string;
}

/** Every time a rule of the stage was asked in this execution, also when a newer execution is in the stage by now. */
export function RuleHistory({ address, stageName }: RuleHistoryProps) {
  const { data, error } = useQuery(ruleExecutionsQuery(address));
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
        {asked.map((rule, index) => (
          <RuleAttempt key={rule.ruleExecutionId} rule={rule} attempt={attemptOf(asked, index)} />
        ))}
      </ol>
    </details>
  );
}

interface RuleAttemptProps {
  readonly rule: RuleExecution;
  /** Counted from 1 for its rule. */
  readonly attempt: { readonly number: number; readonly of: number };
}

function RuleAttempt({ rule, attempt }: RuleAttemptProps) {
  const { status, startedAt, lastUpdatedAt, reason, externalExecutionUrl, resolvedConfiguration } = rule;
  const isOver = status !== "InProgress";
  return (
    <li className="text-small">
      <span className="flex flex-wrap items-center gap-x-2">
        <Time at={Date.parse(startedAt)} format="clock" />
        <span className="min-w-0 truncate" title={rule.ruleName}>
          {rule.ruleName}
        </span>
        {attempt.of > 1 && (
          <span className="text-faint">
            attempt {attempt.number} of {attempt.of}
          </span>
        )}
        <ConditionStatusText status={status} />
        <span className="text-faint">
          <Duration from={Date.parse(startedAt)} to={isOver ? Date.parse(lastUpdatedAt) : undefined} />
        </span>
        {externalExecutionUrl && /^https?:/.test(externalExecutionUrl) && (
          <a href={externalExecutionUrl} target="_blank" rel="noreferrer" className="link">
            Open
          </a>
        )}
      </span>
      {reason && <p className="[overflow-wrap:anywhere] text-muted">{reason}</p>}
      {Object.entries(resolvedConfiguration).map(([name, value]) => (
        <p key={name} className="mono [overflow-wrap:anywhere] text-faint">
          {name}: {value}
        </p>
      ))}
    </li>
  );
}

/** The list is newest first, and says nothing of which attempt it is. */
function attemptOf(asked: readonly RuleExecution[], index: number): RuleAttemptProps["attempt"] {
  const ofRule = asked.filter(({ ruleName }) => ruleName === asked[index]?.ruleName);
  const newerOnes = asked.slice(0, index).filter(({ ruleName }) => ruleName === asked[index]?.ruleName);
  return { number: ofRule.length - newerOnes.length, of: ofRule.length };
}
