import type { ExecutionAction } from "@/lib/contracts/execution-detail";
import type { RuleExecution, StageCondition } from "@/lib/contracts/stage-condition";
import type { ConditionGate } from "@/lib/pipeline/execution";

interface Stage {
  readonly conditions: readonly StageCondition[];
  readonly actions: readonly ExecutionAction[];
}

/**
 * Which condition of a stage asked a rule, where several have one of its name: the service tells the name alone, the
 * times tell the rest. What was asked before any action began was asked on entry; what was asked once all were over,
 * of their success or of their failure.
 * @returns null where that leaves it open, as when the stage was retried since
 */
export function ruleGate(rule: RuleExecution, { conditions, actions }: Stage): ConditionGate | null {
  const gates = conditions.flatMap(({ gate, rules }) => (rules.some(({ name }) => name === rule.ruleName) ? gate : []));
  if (gates.length < 2) return gates[0] ?? null;
  const askedAt = Date.parse(rule.startedAt);
  const attempts = actions
    .flatMap((action) => action.attempts)
    .map((attempt) => ({
      isOver: Date.parse(attempt.lastUpdatedAt) <= askedAt,
      isAhead: Date.parse(attempt.startedAt) >= askedAt,
    }));
  if (attempts.every(({ isOver, isAhead }) => isAhead && !isOver))
    return gates.find((gate) => gate === "beforeEntry") ?? null;
  if (!attempts.every(({ isOver, isAhead }) => isOver && !isAhead)) return null;
  const behind = gates.filter((gate) => gate !== "beforeEntry");
  const hasFailed = actions.some((action) => action.attempts.at(-1)?.status === "Failed");
  if (hasFailed) return behind.find((gate) => gate === "onFailure") ?? null;
  // A condition on success that fails has the one on failure asked as well.
  return behind.length === 1 ? (behind[0] ?? null) : null;
}
