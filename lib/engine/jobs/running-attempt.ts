import type { PipelineState } from "../state";

/** True while the attempt of an action or a rule runs: what is over takes no result any more. */
export function isAttemptRunning(state: PipelineState | undefined, actionExecutionId: string): boolean {
  const stages = Object.values(state?.executions ?? {}).flatMap((execution) => Object.values(execution.stages));
  return stages.some(
    ({ actions, conditions }) =>
      Object.values(actions).some(
        (action) => action.actionExecutionId === actionExecutionId && action.status === "InProgress",
      ) ||
      Object.values(conditions)
        .flatMap(({ rules }) => Object.values(rules))
        .some((rule) => rule.ruleExecutionId === actionExecutionId && rule.status === "InProgress"),
  );
}
