import type { ExecutionAction, ExecutionDetail } from "@/lib/contracts/execution-detail";
import type { ExecutionPast } from "@/lib/contracts/execution-past";
import type { RuleExecution, StageCondition } from "@/lib/contracts/stage-condition";
import type { TransitionState } from "@/lib/contracts/transition";
import type { Run } from "../run";
import { ruleGate } from "./rule-gate";

/** What is on record of an execution beside its attempts. */
export interface Past extends ExecutionPast {
  /** Every time a rule was asked; null where nothing tells, or not yet. */
  readonly rules: readonly RuleExecution[] | null;
}

export const NOTHING_RECORDED: Past = { transitions: [], stop: null, overrides: [], rules: null };

/**
 * What knows when the rules of an execution were asked: its own definition, where that has no conditions, else the
 * connection. @returns null where neither does: demo data never ran there, and a deleted pipeline is gone from it
 */
export function ruleSourceOf(
  execution: Pick<ExecutionDetail, "stages" | "declarationSource" | "isDemo" | "isPipelineDeleted">,
): "definition" | "connection" | null {
  const hasConditions = execution.stages.some(({ conditions }) => conditions.length > 0);
  if (execution.declarationSource === "pipelineVersion" && !hasConditions) return "definition";
  return execution.isDemo || execution.isPipelineDeleted ? null : "connection";
}

/**
 * How a transition stood at an instant (epoch milliseconds): as it stands now, if it was not turned since; else as it
 * was last turned through Penstock. @returns null where neither tells
 */
export function transitionAt(
  stageName: string,
  at: number,
  { past, present }: { readonly past: Past; readonly present: TransitionState | null },
): TransitionState | null {
  const isUnchanged = present && (present.lastChangedAt === null || Date.parse(present.lastChangedAt) <= at);
  if (isUnchanged) return present;
  const turn = past.transitions.findLast((one) => one.stageName === stageName && Date.parse(one.at) <= at);
  if (!turn) return null;
  return { enabled: turn.enabled, lastChangedBy: turn.by, lastChangedAt: turn.at, disabledReason: turn.reason };
}

/** The transitions that are known to have stood somehow at an instant, by the stage they lead into. */
export function transitionsAt(
  at: number,
  {
    run,
    past,
    present,
  }: { readonly run: Run; readonly past: Past; readonly present: ReadonlyMap<string, TransitionState> },
): ReadonlyMap<string, TransitionState> {
  return new Map(
    run.stages.flatMap(({ name }) => {
      const state = transitionAt(name, at, { past, present: present.get(name) ?? null });
      return state ? [[name, state] as const] : [];
    }),
  );
}

interface StagePast {
  readonly past: Past;
  readonly conditions: readonly StageCondition[];
  /** Of the stage, with every attempt. */
  readonly actions: readonly ExecutionAction[];
}

/**
 * The conditions of a stage as its rules had come out at an instant. Where nothing tells which of two conditions asked
 * a rule of the name they share, both show what it came to.
 */
export function conditionsAt(
  stageName: string,
  at: number,
  { past, conditions, actions }: StagePast,
): StageCondition[] {
  const asked = (past.rules ?? [])
    .filter((rule) => rule.stageName === stageName && Date.parse(rule.startedAt) <= at)
    .map((rule) => ({ ...rule, gate: ruleGate(rule, { conditions, actions }) }));
  return conditions.map((condition) => {
    const rules = condition.rules.map((rule) => {
      // The list is newest first.
      const latest = asked.find(
        ({ ruleName, gate }) => ruleName === rule.name && (gate === null || gate === condition.gate),
      );
      const isOver = latest !== undefined && latest.status !== "InProgress" && Date.parse(latest.lastUpdatedAt) <= at;
      const status = latest ? (isOver ? latest.status : "InProgress") : null;
      return { ...rule, status, reason: isOver ? latest.reason : null };
    });
    const isOverridden = past.overrides.some(
      (one) => one.stageName === stageName && one.gate === condition.gate && Date.parse(one.at) <= at,
    );
    const status = isOverridden ? "Overridden" : statusOf(rules.map((rule) => rule.status));
    return { ...condition, rules, status, summary: null, canOverride: false };
  });
}

/** When something changed that attempts do not tell. */
export function instantsOfPast({ transitions, stop, overrides, rules }: Past): readonly number[] {
  return [
    ...[...transitions, ...overrides, ...(stop ? [stop] : [])].map(({ at }) => at),
    ...(rules ?? []).flatMap(({ startedAt, lastUpdatedAt, status }) =>
      status === "InProgress" ? [startedAt] : [startedAt, lastUpdatedAt],
    ),
  ].map((at) => Date.parse(at));
}

function statusOf(rules: readonly StageCondition["rules"][number]["status"][]): StageCondition["status"] {
  const known = new Set(rules);
  if (known.has("Failed")) return "Failed";
  if (known.has("InProgress")) return "InProgress";
  if (known.has("Abandoned")) return "Abandoned";
  if (known.has("Succeeded")) return known.has(null) ? "InProgress" : "Succeeded";
  return null;
}
