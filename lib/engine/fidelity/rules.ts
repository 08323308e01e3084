import type { FidelityTable } from "./fidelity-row";

const CONDITIONS = "advance/condition.test.ts";

/** The rules of stage conditions. */
export const RULES = {
  CloudWatchAlarm: {
    grade: "simulated",
    note: "The alarm's state is what is set under Local resources; summaries say so. WaitTime is kept.",
    shownBy: {
      "runners/cloudwatch-alarm/cloudwatch-alarm-runner.test.ts": [
        "an alarm in state %s: %s",
        "waits for the alarm to end as long as WaitTime says, then fails",
        "is met by an alarm after a failure",
        "waits no longer because the engine was started anew",
      ],
    },
  },
  CodeBuild: {
    grade: "approximate",
    note: "Runs on this machine, as the CodeBuild action does.",
    shownBy: { [CONDITIONS]: ["run rules that need the world like the action they resemble"] },
  },
  Commands: {
    grade: "approximate",
    note: "Runs on this machine, as the Commands action does.",
    shownBy: { [CONDITIONS]: ["run rules that need the world like the action they resemble"] },
  },
  DeploymentWindow: {
    grade: "exact",
    shownBy: {
      "advance/deployment-window.test.ts": [
        "%s is open on the days it means only",
        "follows the clocks of its time zone",
        "tells of a mistake rather than guessing: %j",
      ],
    },
  },
  LambdaInvoke: {
    grade: "approximate",
    note: "Calls the handler registered for the function, as the Lambda action does.",
    shownBy: {
      "runners/lambda/lambda-invoke-runner.test.ts": ["decides a rule of a stage condition by what it replies"],
    },
  },
  VariableCheck: {
    grade: "approximate",
    note: "MATCHES reads Java's syntax but for \\X, \\N and blocks, in a bounded number of steps.",
    shownBy: {
      "advance/check-variable.test.ts": [
        "compares %s %s %s as a rule does: %s",
        "is not held up by a pattern made to be slow",
      ],
      "../pipeline/java-regex/matches-java-regex.test.ts": ["%s against %s: %s"],
    },
  },
} as const satisfies FidelityTable;
