import "server-only";
import type { LocalResourceReference, LocalResourceUse } from "@/lib/contracts/local-resource";
import type {
  ActionDeclaration,
  PipelineDeclaration,
  RuleDeclaration,
  StageDeclaration,
} from "@/lib/pipeline/declaration";

/** Which names of a declaration the engine looks up on this machine, in the order of its stages. */
export function localResourceUses(
  declaration: PipelineDeclaration,
  isRegistered: (reference: LocalResourceReference) => boolean,
): LocalResourceUse[] {
  return declaration.stages.flatMap((stage) =>
    [...stage.actions.map(useOfAction), ...rulesOf(stage).map(useOfRule)].flatMap(({ name, reference }) => {
      if (!reference) return [];
      return [
        {
          ...reference,
          pipelineName: declaration.name,
          stageName: stage.name,
          actionName: name,
          isRegistered: isRegistered(reference),
          // An unregistered build project has a default: the buildspec.yml of its input.
          isNeeded: reference.type !== "build-project",
        },
      ];
    }),
  );
}

interface Use {
  /** Of the action or the rule. */
  readonly name: string;
  readonly reference: LocalResourceReference | null;
}

function useOfAction(action: ActionDeclaration): Use {
  return { name: action.name, reference: referenceOf(action) };
}

function useOfRule({ name, ruleTypeId, configuration = {} }: RuleDeclaration): Use {
  switch (ruleTypeId.provider) {
    case "CloudWatchAlarm":
      return { name, reference: named("alarm", configuration["AlarmName"]) };
    case "CodeBuild":
      return { name, reference: named("build-project", configuration["ProjectName"]) };
    default:
      return { name, reference: null };
  }
}

function rulesOf({ beforeEntry, onSuccess, onFailure }: StageDeclaration): RuleDeclaration[] {
  return [beforeEntry, onSuccess, onFailure]
    .flatMap((gate) => gate?.conditions ?? [])
    .flatMap(({ rules }) => rules ?? []);
}

function referenceOf({ actionTypeId, configuration = {} }: ActionDeclaration): LocalResourceReference | null {
  switch (actionTypeId.provider) {
    case "CodeCommit":
      return named("repository", configuration["RepositoryName"]);
    case "CodeStarSourceConnection":
      return named("repository", configuration["FullRepositoryId"]);
    case "GitHub":
      return named("repository", joined(configuration["Owner"], configuration["Repo"]));
    case "ECR":
      return named("image-repository", configuration["RepositoryName"]);
    case "CodeBuild":
      return named("build-project", configuration["ProjectName"]);
    case "CodeDeploy":
      return named("deployment-group", joined(configuration["ApplicationName"], configuration["DeploymentGroupName"]));
    case "Lambda":
      return named("lambda-function", functionName(configuration["FunctionName"]));
    case "StepFunctions":
      return named("state-machine", configuration["StateMachineArn"]?.split(":").at(-1));
    default:
      return null;
  }
}

/** Of a name, a name with an alias or an ARN: the name alone. */
function functionName(text: string | undefined): string | undefined {
  return text?.replace(/^(?:arn:[^:]*:lambda:[^:]*:)?(?:\d{12}:)?(?:function:)?/, "").split(":")[0];
}

function named(type: LocalResourceReference["type"], name: string | undefined): LocalResourceReference | null {
  return name ? { type, name } : null;
}

function joined(first: string | undefined, second: string | undefined): string | undefined {
  return first && second ? `${first}/${second}` : undefined;
}
