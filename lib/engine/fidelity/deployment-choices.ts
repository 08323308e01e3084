import type { UnverifiedChoice } from "./fidelity-row";

/** What AWS's sources leave open about deployments. */
export const DEPLOYMENT_CHOICES: readonly UnverifiedChoice[] = [
  {
    topic: "Lifecycle events after one that failed",
    choice: "Skipped.",
  },
  {
    topic: "A custom minimum of healthy hosts that leaves none to deploy to",
    choice: "The deployment fails before it begins, with HEALTH_CONSTRAINTS_INVALID.",
  },
  {
    topic: "HalfAtATime in a deployment group of one instance",
    choice: "Deploys to it; it has to succeed.",
  },
  {
    topic: "Values of targetType and status in ListDeployActionExecutionTargets",
    choice:
      "CodeDeploy's: InstanceTarget; Pending, InProgress, Succeeded, Failed, Skipped. Filters also take IN_PROGRESS.",
  },
];
