import type { AlarmState } from "@/lib/pipeline/action-types/alarm-states";
import type { FailureType } from "./failure-types";

/**
 * What the names in a definition stand for on this machine. People bind them under Local resources; the engine
 * stores them. What is not bound gets a default where a sensible one exists, else the action fails and says what
 * to register.
 */
export type LocalResource =
  /** A CodeCommit repository name, a connection's `owner/repo` or a GitHub v1 `owner/repo` → any Git URL or local path. */
  | { readonly type: "repository"; readonly name: string; readonly url: string }
  /** A CodeBuild project. Unbound: the `buildspec.yml` of the input, and AWS's defaults. */
  | {
      readonly type: "build-project";
      readonly name: string;
      /** A path in the source, the ARN of an object in a local bucket, or the YAML itself. */
      readonly buildspec?: string;
      readonly environmentVariables?: readonly BuildProjectVariable[];
      /** CODEBUILD_BUILD_IMAGE; builds run on this machine all the same. */
      readonly image?: string;
      /** Unset: only the timeout of the action. */
      readonly timeoutInMinutes?: number;
      /** Whether the `cache` of the buildspec is kept on this machine. Unset: NO_CACHE. */
      readonly cacheType?: CacheType;
      /** A build beyond it fails, as in CodeBuild. Unset: no limit. */
      readonly concurrentBuildLimit?: number;
    }
  /** `<application>/<group>` of CodeDeploy → the directories that play its instances, and how it deploys to them. */
  | DeploymentGroup
  /** An instance for EC2 deploy actions, by its id: they find it by its tags. */
  | {
      readonly type: "instance";
      readonly name: string;
      /** Absolute path of the directory that plays its file system. */
      readonly rootDirectory: string;
      readonly tags: readonly { readonly key: string; readonly value: string }[];
      /** Unset: EC2. */
      readonly instanceType?: "EC2" | "SSM_MANAGED_NODE";
    }
  /**
   * How simulated actions end, by `<provider>/<name>`, where the name is that of the thing the action works on (a stack,
   * `cluster/service`) or of the action itself, and may hold `*`. The most exact one counts. Unbound: they succeed at
   * once, with whatever outputs follow from their inputs.
   */
  | Simulation
  /** An ECR repository: which image each tag stands for. To push an image is to change a digest. */
  | ImageRepository
  /** A Lambda function: a handler on this machine. */
  | LambdaFunction
  /** A Step Functions state machine, by its name. Its tasks are Lambda functions. */
  | {
      readonly type: "state-machine";
      readonly name: string;
      /** In the Amazon States Language, as JSON. */
      readonly definition: string;
    }
  /** The Jenkins server that builds what actions of this provider ask for, a custom action type. */
  | JenkinsServer
  /** Where RegisterWebhookWithThirdParty makes hooks, by `owner/repo`, which may hold `*`. The most exact one counts. */
  | GitHubServer
  /** The state of a CloudWatch alarm. */
  | { readonly type: "alarm"; readonly name: string; readonly state: AlarmState };

export const LOCAL_RESOURCE_TYPES = [
  "repository",
  "build-project",
  "deployment-group",
  "instance",
  "simulation",
  "lambda-function",
  "state-machine",
  "jenkins-server",
  "github-server",
  "alarm",
  "image-repository",
] as const satisfies readonly LocalResource["type"][];

export interface ImageRepository {
  readonly type: "image-repository";
  readonly name: string;
  /** Each tag once. */
  readonly images: readonly { readonly tag: string; readonly digest: string }[];
}

/** A deployment group. With `blueGreenDeploymentConfiguration` it deploys blue/green, else in place. */
export interface DeploymentGroup {
  readonly type: "deployment-group";
  readonly name: string;
  readonly targets: readonly DeploymentTarget[];
  /** How many targets at a time, and how many may fail. Unset: OneAtATime. */
  readonly deploymentConfig?: DeploymentConfig;
  readonly autoRollbackConfiguration?: { readonly enabled: boolean };
  /** Traffic is controlled where it is set. Needed for blue/green. */
  readonly loadBalancerInfo?: LoadBalancerInfo;
  readonly blueGreenDeploymentConfiguration?: BlueGreenDeploymentConfiguration;
}

export const BUILD_VARIABLE_TYPES = ["PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"] as const;
export interface BuildProjectVariable {
  readonly name: string;
  /** The value, or the name of the parameter or secret that holds it. */
  readonly value: string;
  /** Unset: PLAINTEXT. */
  readonly type?: (typeof BUILD_VARIABLE_TYPES)[number];
}

export const CACHE_TYPES = ["NO_CACHE", "LOCAL"] as const;
export type CacheType = (typeof CACHE_TYPES)[number];

/** What CodeBuild accepts as a project's timeout. @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html */
export const BUILD_TIMEOUT_MINUTES = { least: 5, most: 2160 } as const;

/** CodeDeploy's predefined configurations for EC2 and on-premises, without their `CodeDeployDefault.` prefix. */
export const PREDEFINED_DEPLOYMENT_CONFIGS = ["OneAtATime", "HalfAtATime", "AllAtOnce"] as const;
export type DeploymentConfig = (typeof PREDEFINED_DEPLOYMENT_CONFIGS)[number] | MinimumHealthyHosts;

/** @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_MinimumHealthyHosts.html */
export interface MinimumHealthyHosts {
  readonly type: "HOST_COUNT" | "FLEET_PERCENT";
  readonly value: number;
}

/**
 * The load balancer is a directory: a target in service has the link `in-service/<target>` to its root there, and the
 * link `current` leads to the first of them. Deregistering removes the link, registering makes it.
 */
export interface LoadBalancerInfo {
  readonly directory: string;
}

/** Deployments alternate between the group's `targets` and these: who takes no traffic is deployed to. */
export interface BlueGreenDeploymentConfiguration {
  readonly replacementTargets: readonly DeploymentTarget[];
  /** What becomes of the originals. Unset: they are terminated at once. */
  readonly terminateBlueInstancesOnDeploymentSuccess?: {
    readonly action: "TERMINATE" | "KEEP_ALIVE";
    readonly terminationWaitTimeInMinutes?: number;
  };
}

export const LAMBDA_RUNTIMES = ["nodejs", "python"] as const;
/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const LAMBDA_TIMEOUT_SECONDS = { least: 1, most: 900 } as const;

export interface LambdaFunction {
  readonly type: "lambda-function";
  readonly name: string;
  readonly runtime: (typeof LAMBDA_RUNTIMES)[number];
  /** Absolute path of the directory that is the deployment package. */
  readonly codeDirectory: string;
  /** As in Lambda: `index.handler` is what `index` exports as `handler`; `lib/notify.main` is in a folder. */
  readonly handler: string;
  readonly environmentVariables?: readonly { readonly name: string; readonly value: string }[];
  /** Unset: as long as Lambda allows. */
  readonly timeoutSeconds?: number;
}

export interface JenkinsServer {
  readonly type: "jenkins-server";
  /** The provider name of the custom action type. */
  readonly name: string;
  readonly url: string;
  /** Unset: Jenkins lets anybody build. */
  readonly userName?: string;
  /** The name, under `secrets-manager` of `secrets.json`, of the user's API token. */
  readonly apiTokenSecret?: string;
}

/** A server with GitHub's REST API: GitHub, GitHub Enterprise Server, Gitea, Forgejo. */
export interface GitHubServer {
  readonly type: "github-server";
  readonly name: string;
  /** Where the API begins: `https://api.github.com`, `https://<host>/api/v3`, or `https://<host>/api/v1` of Gitea. */
  readonly url: string;
  /** Where that server reaches this engine: deliveries go to `/webhooks/trigger` below it. */
  readonly deliveryUrl: string;
  /** The name, under `secrets-manager` of `secrets.json`, of a token. Unset: the OAuthToken of the source action. */
  readonly apiTokenSecret?: string;
}

/** How simulated actions end. */
export interface Simulation {
  readonly type: "simulation";
  readonly name: string;
  readonly outcome: "Succeeded" | "Failed";
  /** Unset: at once. */
  readonly durationSeconds?: number;
  /** Why it failed; for one that succeeds, its summary. */
  readonly message?: string;
  /** Unset: JobFailed. */
  readonly errorCode?: FailureType;
  /** Output variables, and the outputs of a stack. */
  readonly outputs?: Readonly<Record<string, string>>;
}

export interface DeploymentTarget {
  readonly name: string;
  /** Absolute path; an appspec destination `/srv/app` lands in `<rootDirectory>/srv/app`. */
  readonly rootDirectory: string;
}

export type LocalResourceType = LocalResource["type"];

export interface LocalResources {
  find<T extends LocalResourceType>(type: T, name: string): Promise<Extract<LocalResource, { type: T }> | null>;
  /** All of one kind, by name. */
  list<T extends LocalResourceType>(type: T): Promise<readonly Extract<LocalResource, { type: T }>[]>;
}
