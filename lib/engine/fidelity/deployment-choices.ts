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
      "CodeDeploy's: InstanceTarget (EC2 actions: EC2, SSM_MANAGED_NODE); Pending, InProgress, Succeeded, Failed, Skipped. Filters also take IN_PROGRESS.",
  },
  {
    topic: "MaxBatch and MaxError of an EC2 deploy action that are left out",
    choice: "50 and 0, the defaults of Systems Manager's commands. Percentages are rounded down.",
  },
  {
    topic: "Events of an EC2 deploy action, and hooks of an AppSpec in its DeploySpec",
    choice: "BEFORE_DEPLOY, DEPLOY, AFTER_DEPLOY. ApplicationStop and BeforeInstall run before, the other hooks after.",
  },
  {
    topic: "A CloudFormation stack in ROLLBACK_COMPLETE under REPLACE_ON_FAILURE",
    choice: "Deleted and created anew, as the other failed states.",
  },
  {
    topic: "A CloudFormation action whose template and parameters are unchanged",
    choice: "Succeeds, as a stack, as a change set that contains no changes, and when that is run.",
  },
  {
    topic: "What the output artifact of InspectorScan holds",
    choice: "One file, inspector-scan.json, marked as simulated.",
  },
  {
    topic: "What an Alexa skill's artifact has to hold",
    choice: "skill.json or skill-package/skill.json, as ask-cli makes them.",
  },
];
