import type { FidelityTable } from "./fidelity-row";

const CONDITIONS = "advance/condition.test.ts";

/** The rules of stage conditions. */
export const RULES = {
  CloudWatchAlarm: { grade: "missing", note: "The rule fails: there are no alarms here." },
  CodeBuild: {
    grade: "exact",
    shownBy: { [CONDITIONS]: ["run rules that need the world like the action they resemble"] },
  },
  Commands: {
    grade: "exact",
    shownBy: { [CONDITIONS]: ["run rules that need the world like the action they resemble"] },
  },
  DeploymentWindow: {
    grade: "approximate",
    note: "Without L, W and #.",
    shownBy: { "advance/deployment-window.test.ts": ["follows the clocks of its time zone"] },
  },
  LambdaInvoke: { grade: "missing", note: "Runs as the Lambda action does, which is simulated." },
  VariableCheck: { grade: "exact", shownBy: { [CONDITIONS]: ["let a stage begin when their rules hold"] } },
} as const satisfies FidelityTable;
