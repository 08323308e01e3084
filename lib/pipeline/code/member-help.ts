/**
 * What each member of a declaration is for, by its own name and that of what holds it. The root's members stand alone.
 * Limits and defaults are those of the service model 2015-07-09.
 */
const MEMBER_HELP: Readonly<Record<string, string>> = {
  name: "The pipeline's name. AWS knows the pipeline by it, so it cannot change.",
  roleArn: "The role that CodePipeline assumes to run the pipeline.",
  artifactStore: "The S3 bucket that artifacts are kept in, when all actions run in the pipeline's Region.",
  artifactStores: "One artifact store for each Region that actions run in. Use this or artifactStore, not both.",
  stages: "What the pipeline goes through, one stage after another; at least two.",
  version: "AWS's counter: it goes up with each update.",
  executionMode: "What happens when one execution meets another. SUPERSEDED is the default; the others need type V2.",
  pipelineType: "V1, or V2 with triggers, variables, conditions and other execution modes.",
  variables: "Values that are given when an execution starts, used as #{variables.Name}. Type V2 only; at most 50.",
  triggers: "Which Git events start the pipeline. Type V2 only; at most 50.",
  "artifactStore.type": "Always S3.",
  "artifactStore.location": "The bucket's name, without a folder.",
  "artifactStore.encryptionKey":
    "The KMS key that artifacts are encrypted with. Without it the default key for S3 is used.",
  "encryptionKey.id": "Key id, key ARN or alias ARN; across accounts a key ARN.",
  "encryptionKey.type": "Always KMS.",
  "stages.name": "The stage's name, unique in the pipeline: letters, digits, and . @ - _, at most 100.",
  "stages.actions": "What the stage does. Actions with the same runOrder run in parallel.",
  "stages.beforeEntry": "Conditions that must hold before an execution enters the stage.",
  "stages.onSuccess": "Conditions that must hold for the stage to succeed.",
  "stages.onFailure": "What happens when the stage fails: roll back, retry, or conditions.",
  "onFailure.result": "ROLLBACK returns to the last execution that succeeded; RETRY runs the stage again.",
  "onFailure.retryConfiguration": "How a stage that failed is retried, once.",
  "retryConfiguration.retryMode": "Retry only the actions that failed, or all of the stage.",
  "beforeEntry.conditions": "One condition with up to five rules.",
  "onSuccess.conditions": "One condition with up to five rules.",
  "onFailure.conditions": "One condition with up to five rules.",
  "conditions.result": "What happens when the rules do not hold.",
  "conditions.rules": "The checks that make up the condition; up to five.",
  "rules.name": "The rule's name.",
  "rules.ruleTypeId": "Which rule this is.",
  "rules.configuration": "The rule's own keys; all values are texts.",
  "ruleTypeId.category": "Always Rule.",
  "ruleTypeId.owner": "Always AWS.",
  "ruleTypeId.provider": "The rule, such as CloudWatchAlarm or VariableCheck.",
  "ruleTypeId.version": "Always 1.",
  "actions.name": "The action's name, unique in its stage: letters, digits, and . @ - _, at most 100.",
  "actions.actionTypeId": "Which kind of action this is: category, owner, provider and version.",
  "actions.runOrder":
    "When the action runs in its stage, from 1 to 999. The same number means in parallel; the default is 1.",
  "actions.configuration": "The action's own keys, which depend on its provider; all values are texts.",
  "actions.commands": "Shell commands of a Commands action; at most 50.",
  "actions.outputVariables": "Environment variables that the commands export; at most 15.",
  "actions.environmentVariables": "Environment variables of the action; at most 10.",
  "actions.inputArtifacts": "The artifacts the action takes, by the names that earlier actions gave them.",
  "actions.outputArtifacts": "The artifacts the action makes; each name once in the pipeline.",
  "actions.roleArn": "A role for this action alone, such as one in another account.",
  "actions.region": "The Region the action runs in, when it is not the pipeline's.",
  "actions.namespace": "The name under which later actions use this one's variables: #{namespace.key}.",
  "actions.timeoutInMinutes": "When the action is given up, in minutes, at most 86400.",
  "actionTypeId.category": "What kind of work it is.",
  "actionTypeId.owner": "Who provides the action: AWS, ThirdParty, or Custom.",
  "actionTypeId.provider": "The service that does the work, such as CodeBuild.",
  "actionTypeId.version": "The version of the action type; AWS's own are 1.",
  "inputArtifacts.name": "The name that an earlier action gave this artifact.",
  "outputArtifacts.name": "A name that no other action gives an artifact.",
  "outputArtifacts.files": "Which files of a Commands action become the artifact; at most 10.",
  "environmentVariables.name": "The environment variable's name.",
  "environmentVariables.value": "Its value, or the name of the secret.",
  "environmentVariables.type": "PLAINTEXT, or SECRETS_MANAGER for the name of a secret.",
  "variables.name": "Used as #{variables.Name} in every stage but the first.",
  "variables.defaultValue": "The value when an execution is started without one.",
  "variables.description": "What the variable is for.",
  "triggers.providerType": "Always CodeStarSourceConnection.",
  "triggers.gitConfiguration": "Which events of which source action start the pipeline.",
  "gitConfiguration.sourceActionName": "The source action whose repository is watched.",
  "gitConfiguration.push": "Pushes that start the pipeline: by branches, tags and file paths; at most three filters.",
  "gitConfiguration.pullRequest": "Pull requests that start the pipeline; at most three filters.",
  "pullRequest.events": "OPEN, UPDATED or CLOSED; all when left out.",
  "push.tags": "Tag patterns.",
  "push.branches": "Branch patterns.",
  "push.filePaths": "Patterns of changed files.",
  "pullRequest.branches": "Patterns of the branch that the pull request goes to.",
  "pullRequest.filePaths": "Patterns of changed files.",
};

/** A sentence about a member; `null` for one that AWS's structure does not have. */
export function memberHelp(path: readonly (string | number)[]): string | null {
  const names = path.filter((part) => typeof part === "string");
  const key = names.slice(-2).join(".");
  const found =
    MEMBER_HELP[key] ?? MEMBER_HELP[key.replace(/^artifactStores\.|^[a-z]{2}-[a-z-]+-\d\./, "artifactStore.")];
  return found ?? null;
}
