import "server-only";
import { OVERRIDABLE_GATES, type StageCondition } from "@/lib/contracts/stage-condition";
import type { StageDeclaration } from "@/lib/pipeline/declaration";
import { CONDITION_GATES, type ConditionGate, type PipelineExecutionStatus } from "@/lib/pipeline/execution";
import type { StageState } from "@/lib/pipeline/pipeline-state";

interface ConditionsInput {
  readonly stage: StageDeclaration | null;
  /** Null where the state speaks of another execution. */
  readonly stageState: StageState | null;
  readonly executionStatus: PipelineExecutionStatus;
}

/** Joins the conditions a stage declares with how they came out. A result without rules is not a condition. */
export function stageConditions({ stage, stageState, executionStatus }: ConditionsInput): StageCondition[] {
  return CONDITION_GATES.flatMap((gate): StageCondition[] => {
    const condition = stage?.[gate]?.conditions?.[0];
    const state = stageState?.conditions.find((one) => one.gate === gate) ?? null;
    if (!condition && !state) return [];
    const declared = new Map((condition?.rules ?? []).map(({ name, ruleTypeId }) => [name, ruleTypeId.provider]));
    const asked = new Map((state?.rules ?? []).map((rule) => [rule.ruleName, rule]));
    const result = condition?.result ?? null;
    const isHolding = state?.status === "Failed" && result !== "SKIP" && isHeld(gate, executionStatus);
    return [
      {
        gate,
        result,
        status: state?.status ?? null,
        summary: state?.summary ?? null,
        rules: [...new Set([...declared.keys(), ...asked.keys()])].map((name) => ({
          name,
          provider: declared.get(name) ?? null,
          status: asked.get(name)?.status ?? null,
          reason: asked.get(name)?.reason ?? null,
        })),
        canOverride: isHolding && gate in OVERRIDABLE_GATES,
      },
    ];
  });
}

/** In front of its actions an execution waits in progress; behind them it has failed, and an override revives it. */
function isHeld(gate: ConditionGate, status: PipelineExecutionStatus): boolean {
  return gate === "beforeEntry" ? status === "InProgress" || status === "Failed" : status === "Failed";
}
