/**
 * What the names in a definition stand for on this machine. People bind them under Local resources; the engine
 * stores them. What is not bound gets a default where a sensible one exists, else the action fails and says what
 * to register.
 */
export type LocalResource =
  /** A CodeCommit repository name, a connection's `owner/repo` or a GitHub v1 `owner/repo` → any Git URL or local path. */
  | { readonly type: "repository"; readonly name: string; readonly url: string }
  /** A CodeBuild project: where its buildspec is, extra environment. Unbound: `buildspec.yml` of the input. */
  | {
      readonly type: "build-project";
      readonly name: string;
      readonly buildspec?: string;
      readonly environmentVariables?: readonly { readonly name: string; readonly value: string }[];
    }
  /** `<application>/<group>` of CodeDeploy → the directories that play its instances, each one's file system root. */
  | {
      readonly type: "deployment-group";
      readonly name: string;
      readonly targets: readonly DeploymentTarget[];
      /** How many targets at a time. Unset: one. */
      readonly deploymentConfig?: DeploymentConfig;
    };

/** CodeDeploy's predefined configurations for EC2 and on-premises, without their `CodeDeployDefault.` prefix. */
export const DEPLOYMENT_CONFIGS = ["OneAtATime", "HalfAtATime", "AllAtOnce"] as const;
export type DeploymentConfig = (typeof DEPLOYMENT_CONFIGS)[number];

export interface DeploymentTarget {
  readonly name: string;
  /** Absolute path; an appspec destination `/srv/app` lands in `<rootDirectory>/srv/app`. */
  readonly rootDirectory: string;
}

export type LocalResourceType = LocalResource["type"];

export interface LocalResources {
  find<T extends LocalResourceType>(type: T, name: string): Promise<Extract<LocalResource, { type: T }> | null>;
}
