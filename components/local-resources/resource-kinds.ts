import type {
  BuildProject,
  DeploymentGroup,
  LocalResource,
  LocalResourceReference,
} from "@/lib/contracts/local-resource";
import { DEPLOYMENT_CONFIG_WORDS } from "./deployment-config-words";

interface ResourceKind {
  readonly label: string;
  readonly plural: string;
  readonly nameLabel: string;
  readonly nameHelp: string;
  readonly explanation: string;
  /** Found by a tag or a pattern, not by its name in a definition, so it is not known who uses it. */
  readonly isMatched?: true;
}

/** What people call each kind, and what binding it means. */
export const RESOURCE_KINDS: Readonly<Record<LocalResource["type"], ResourceKind>> = {
  repository: {
    label: "Repository",
    plural: "Repositories",
    nameLabel: "Repository name in the definition",
    nameHelp: "A CodeCommit repository name, or owner/repo of a connection.",
    explanation:
      "Source actions clone the Git repository bound to their name, and start their pipeline when it changes.",
  },
  "build-project": {
    label: "Build project",
    plural: "Build projects",
    nameLabel: "CodeBuild project name",
    nameHelp: "A project that is not bound runs the buildspec.yml of its input.",
    explanation:
      "Build actions run their project's buildspec. Bind one to choose another buildspec, to add variables, a timeout, a cache or a limit.",
  },
  "deployment-group": {
    label: "Deployment group",
    plural: "Deployment groups",
    nameLabel: "Application and deployment group",
    nameHelp: "As application/group.",
    explanation: "CodeDeploy actions deploy into these directories; each plays one instance.",
  },
  instance: {
    isMatched: true,
    label: "Instance",
    plural: "Instances",
    nameLabel: "Instance id",
    nameHelp: "Such as i-0123456789abcdef0. Any name will do here.",
    explanation: "EC2 deploy actions deploy into the directories of the instances that carry their tag.",
  },
  simulation: {
    isMatched: true,
    label: "Simulation",
    plural: "Simulations",
    nameLabel: "Provider and name",
    nameHelp:
      "As provider/name: CloudFormation/shop-stack, ECS/cluster/service, or the name of an action. * stands for anything.",
    explanation:
      "Actions that are only simulated on this machine succeed at once. Bind one to let it fail or take time.",
  },
  "lambda-function": {
    label: "Lambda function",
    plural: "Lambda functions",
    nameLabel: "Function name",
    nameHelp: "Without the ARN before it, or an alias behind it.",
    explanation:
      "Lambda actions call the handler on this machine, which replies with PutJobSuccessResult or PutJobFailureResult.",
  },
  "state-machine": {
    label: "State machine",
    plural: "State machines",
    nameLabel: "State machine name",
    nameHelp: "The last part of its ARN.",
    explanation: "Step Functions actions run this definition on this machine.",
  },
  "jenkins-server": {
    label: "Jenkins server",
    plural: "Jenkins servers",
    nameLabel: "Provider name of the action type",
    nameHelp: "Such as Jenkins. Its custom action types for Build and Test are made when it is bound.",
    explanation: "Actions of this provider build their project on this server; no job worker is needed.",
  },
  "github-server": {
    isMatched: true,
    label: "GitHub server",
    plural: "GitHub servers",
    nameLabel: "Repository or pattern",
    nameHelp:
      "As owner/repo of GitHub source actions: acme/shop, or acme/* for all of an owner. * stands for anything.",
    explanation:
      "RegisterWebhookWithThirdParty makes the hook of a repository at its server: GitHub, GitHub Enterprise Server, Gitea or Forgejo. Without one it only says that it is simulated.",
  },
  alarm: {
    label: "Alarm",
    plural: "Alarms",
    nameLabel: "CloudWatch alarm name",
    nameHelp: "As rules and deployments name it.",
    explanation: "There is no CloudWatch on this machine: an alarm is in the state that is set here.",
  },
  "image-repository": {
    label: "Image repository",
    plural: "Image repositories",
    nameLabel: "ECR repository name",
    nameHelp: "As ECR source actions name it.",
    explanation:
      "There is no registry on this machine: ECR source actions take the digest that stands beside their tag here.",
  },
};

/** The kind within a sentence: "build project", but "Lambda function", which begins with a name. */
export function resourceNoun(type: LocalResource["type"]): string {
  const { label } = RESOURCE_KINDS[type];
  return /^(?:Lambda|Jenkins|GitHub) /.test(label) ? label : label.toLowerCase();
}

/** One line that tells what a name is bound to. */
export function describeResource(resource: LocalResource): string {
  switch (resource.type) {
    case "repository":
      return resource.url;
    case "build-project":
      return describeProject(resource);
    case "deployment-group":
      return [resource.targets.map(({ rootDirectory }) => rootDirectory).join(", "), ...settingsOf(resource)].join(
        " · ",
      );
    case "instance":
      return [resource.rootDirectory, ...resource.tags.map(({ key, value }) => `${key}=${value}`)].join(" · ");
    case "simulation":
      return describeSimulation(resource);
    case "lambda-function":
      return [resource.codeDirectory, resource.handler].join(" · ");
    case "state-machine":
      return `${resource.definition.split("\n").length} lines`;
    case "jenkins-server":
      return [resource.url, resource.userName].filter(Boolean).join(" · ");
    case "github-server":
      return `${resource.url} · delivers to ${resource.deliveryUrl}`;
    case "alarm":
      return resource.state;
    case "image-repository":
      return resource.images.map(({ tag, digest }) => `${tag} ${digest.slice(0, "sha256:".length + 12)}`).join(", ");
  }
}

/** An empty form's resource for that name. */
export function newResource({ type, name }: LocalResourceReference): LocalResource {
  switch (type) {
    case "repository":
      return { type, name, url: "" };
    case "build-project":
      return { type, name };
    case "deployment-group":
      return { type, name, targets: [{ name: "this-machine", rootDirectory: "" }] };
    case "instance":
      return { type, name, rootDirectory: "", tags: [{ key: "Name", value: "" }] };
    case "simulation":
      return { type, name, outcome: "Failed" };
    case "lambda-function":
      return { type, name, runtime: "nodejs", codeDirectory: "", handler: "index.handler" };
    case "state-machine":
      return { type, name, definition: "" };
    case "jenkins-server":
      return { type, name, url: "" };
    case "github-server":
      return { type, name, url: "", deliveryUrl: "" };
    case "alarm":
      return { type, name, state: "ALARM" };
    case "image-repository":
      return { type, name, images: [{ tag: "latest", digest: "" }] };
  }
}

function describeProject(project: BuildProject): string {
  const { buildspec = "buildspec.yml", environmentVariables = [], image, timeoutInMinutes, cacheType } = project;
  const count = environmentVariables.length;
  return [
    buildspec.includes("\n") ? "inline buildspec" : buildspec,
    count > 0 && `${count} ${count === 1 ? "variable" : "variables"}`,
    image,
    timeoutInMinutes !== undefined && `${timeoutInMinutes} min`,
    cacheType === "LOCAL" && "cached",
    project.concurrentBuildLimit !== undefined && `at most ${project.concurrentBuildLimit} at a time`,
  ]
    .filter((setting) => typeof setting === "string" && setting !== "")
    .join(" · ");
}

/** What differs from the defaults: one at a time, in place, no rollback. */
function settingsOf(group: DeploymentGroup): string[] {
  const { deploymentConfig: config, autoRollbackConfiguration, blueGreenDeploymentConfiguration } = group;
  const pace =
    typeof config === "object"
      ? `${config.value}${config.type === "FLEET_PERCENT" ? " %" : ""} healthy`
      : config && DEPLOYMENT_CONFIG_WORDS[config].toLowerCase();
  return [
    pace,
    blueGreenDeploymentConfiguration && "blue/green",
    autoRollbackConfiguration?.enabled && "rolls back",
  ].filter((setting) => typeof setting === "string");
}

function describeSimulation(simulation: Extract<LocalResource, { type: "simulation" }>): string {
  const { outcome, durationSeconds, message } = simulation;
  const ending = outcome === "Failed" ? "fails" : "succeeds";
  const after = durationSeconds ? `${ending} after ${durationSeconds} s` : ending;
  return message === undefined ? after : `${after}: ${message}`;
}
