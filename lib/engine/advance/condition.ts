import type { RuleDeclaration } from "@/lib/pipeline/declaration";
import type { ErrorDetails, ProviderDetails, RuleExecutionRecord } from "../records";
import type { ConditionGate, ConditionRun } from "../state";
import { providerDetails } from "./provider-details";
import { startRule } from "./start-rule";
import type { Turn } from "./turn";

export interface ConditionPlace {
  readonly pipelineExecutionId: string;
  readonly stageName: string;
  readonly gate: ConditionGate;
}

export type RuleResult =
  | { readonly status: "Succeeded" }
  | { readonly status: "Failed"; readonly error: ErrorDetails }
  | { readonly status: "Abandoned" };
export type RunningRule = Extract<RuleExecutionRecord, { status: "InProgress" }>;

export interface ConditionOutcome {
  /** `passed` as well when the stage has no such condition, or when it was overridden. */
  readonly outcome: "passed" | "failed" | "pending";
  readonly result?: string;
}

/** Begins the stage's condition when it is first asked about, and tells how it stands. */
export function settleCondition(turn: Turn, place: ConditionPlace): ConditionOutcome {
  const { pipelineExecutionId, stageName, gate } = place;
  const condition = turn.stageDeclarationOf(pipelineExecutionId, stageName)[gate]?.conditions?.[0];
  if (!condition) return { outcome: "passed" };
  const run = turn.stage(pipelineExecutionId, stageName).conditions[gate] ?? begin(turn, place, condition.rules ?? []);
  const settled = run.status === "InProgress" ? conclude(turn, place, run) : run;
  const outcome = OUTCOMES[settled.status];
  return { outcome, ...(condition.result !== undefined && { result: condition.result }) };
}

const OUTCOMES = {
  InProgress: "pending",
  Succeeded: "passed",
  Overridden: "passed",
  Failed: "failed",
  Errored: "failed",
  Cancelled: "failed",
  Abandoned: "failed",
} as const satisfies Record<ConditionRun["status"], ConditionOutcome["outcome"]>;

export function overrideCondition(turn: Turn, place: ConditionPlace): void {
  putCondition(turn, place, { status: "Overridden" });
}

/** @returns null when the rule is over already: a late event changes nothing */
export function findRunningRule(
  turn: Turn,
  ruleExecutionId: string,
): { readonly rule: RunningRule; readonly gate: ConditionGate } | null {
  const stages = Object.values(turn.state.executions).flatMap(({ stages: runs }) => Object.values(runs));
  for (const { conditions } of stages) {
    for (const [gate, { rules }] of Object.entries(conditions)) {
      const rule = Object.values(rules).find((candidate) => candidate.ruleExecutionId === ruleExecutionId);
      // The cast holds because `conditions` is keyed by gate.
      if (rule?.status === "InProgress") return { rule, gate: gate as ConditionGate };
    }
  }
  return null;
}

export function endRule(
  turn: Turn,
  { rule, gate }: { readonly rule: RunningRule; readonly gate: ConditionGate },
  details: ProviderDetails,
  result: RuleResult,
): void {
  const { timeoutAt: _timeoutAt, ...attempt } = rule;
  const { pipelineExecutionId, stageName } = rule;
  const ended: RuleExecutionRecord = { ...attempt, ...providerDetails(details), ...result, lastUpdatedAt: turn.at };
  turn.perform({ type: "clearTimer", actionExecutionId: rule.ruleExecutionId });
  replaceRule(turn, gate, ended);
  turn.followUp({ type: "settleStage", pipelineExecutionId, stageName });
}

export function progressRule(
  turn: Turn,
  { rule, gate }: { readonly rule: RunningRule; readonly gate: ConditionGate },
  details: ProviderDetails,
): void {
  replaceRule(turn, gate, { ...rule, ...providerDetails(details), lastUpdatedAt: turn.at });
}

function replaceRule(turn: Turn, gate: ConditionGate, rule: RuleExecutionRecord): void {
  const { pipelineExecutionId, stageName, ruleExecutionId } = rule;
  const { rules = {} } = turn.stage(pipelineExecutionId, stageName).conditions[gate] ?? {};
  const replaced = Object.entries(rules).map(([key, known]) => [
    key,
    known.ruleExecutionId === ruleExecutionId ? rule : known,
  ]);
  putCondition(turn, { pipelineExecutionId, stageName, gate }, { rules: Object.fromEntries(replaced) });
}

export function abandonRules(turn: Turn, pipelineExecutionId: string, stageName: string): void {
  for (const { rules } of Object.values(turn.stage(pipelineExecutionId, stageName).conditions)) {
    for (const { ruleExecutionId } of Object.values(rules)) {
      const running = findRunningRule(turn, ruleExecutionId);
      if (!running) continue;
      turn.perform({ type: "abortAction", actionExecutionId: ruleExecutionId });
      endRule(turn, running, {}, { status: "Abandoned" });
    }
  }
}

function begin(turn: Turn, place: ConditionPlace, rules: readonly RuleDeclaration[]): ConditionRun {
  const started = rules.map((rule) => startRule(turn, { ...place, rule }));
  return putCondition(turn, place, {
    status: "InProgress",
    // AWS does not say that names are unique, so the second of a name gets a key of its own.
    rules: Object.fromEntries(started.map((rule, index) => [keyOf(started, index), rule])),
  });
}

function keyOf(rules: readonly RuleExecutionRecord[], index: number): string {
  const name = rules[index]?.ruleName ?? "";
  const isFirst = rules.findIndex(({ ruleName }) => ruleName === name) === index;
  return isFirst ? name : `${name}#${index}`;
}

/** Succeeded only when all its rules have; decided once none runs any more. */
function conclude(turn: Turn, place: ConditionPlace, run: ConditionRun): ConditionRun {
  const rules = Object.values(run.rules);
  if (rules.some(({ status }) => status === "InProgress")) return run;
  const failed = rules.find(({ status }) => status !== "Succeeded");
  return putCondition(turn, place, failed ? { status: "Failed", summary: summaryOf(failed) } : { status: "Succeeded" });
}

function summaryOf(rule: RuleExecutionRecord): string {
  return rule.status === "Failed"
    ? `Rule ${rule.ruleName}: ${rule.error.message}`
    : `Rule ${rule.ruleName} was abandoned.`;
}

function putCondition(turn: Turn, place: ConditionPlace, change: Partial<ConditionRun>): ConditionRun {
  const { pipelineExecutionId, stageName, gate } = place;
  const before = turn.stage(pipelineExecutionId, stageName).conditions[gate];
  const condition = { status: "InProgress", rules: {}, ...before, ...change, lastChangedAt: turn.at } as const;
  turn.putCondition(pipelineExecutionId, stageName, gate, condition);
  return condition;
}
