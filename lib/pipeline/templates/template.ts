import type { ActionCategory, ActionDeclaration, PipelineDeclaration, StageDeclaration } from "../declaration";
import { newDraft, type PipelineBasics } from "../edits/new-draft";

/** A pipeline to start from. Every name it needs is taken from the pipeline's own, to be changed in the inspector. */
export interface PipelineTemplate {
  readonly id: string;
  readonly name: string;
  /** One sentence: from what to where. */
  readonly description: string;
  /** What has to exist in the account before it runs on AWS. */
  readonly needs: readonly string[];
  build(basics: PipelineBasics): PipelineDeclaration;
  /** What makes it run on this machine at once, names taken from the pipeline's own as well. */
  starter(name: string): TemplateStarter;
}

/** A beginning for the local engine: a repository with something in it, and what plays the rest of the account. */
export interface TemplateStarter {
  /** The repository as the source action names it. */
  readonly repository: string;
  /** File contents by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Groups of CodeDeploy as `<application>/<group>`, each with the names of the instances that play it. */
  readonly deploymentGroups?: Readonly<Record<string, readonly string[]>>;
  /** Lambda functions on Node.js whose code is the repository, by name, each with its handler. */
  readonly functions?: Readonly<Record<string, string>>;
}

/** What stands in for an account until somebody puts in their own. */
export const PLACEHOLDER_ACCOUNT = "111122223333";
export const PLACEHOLDER_REGION = "us-east-1";
/** A connection that has to be made in the console first. */
export const PLACEHOLDER_CONNECTION = `arn:aws:codeconnections:${PLACEHOLDER_REGION}:${PLACEHOLDER_ACCOUNT}:connection/00000000-0000-4000-8000-000000000000`;

/** What most templates begin with. */
export const NEEDS_CODECOMMIT = "A CodeCommit repository with a branch main";
export const NEEDS_CONNECTION = "A connection to GitHub, GitLab or Bitbucket; put its ARN into the source action";
export const NEEDS_PROJECT = "A CodeBuild project; its buildspec is in the repository";

/** A V2 pipeline with these stages, and whatever else it sets. */
export function pipelineOf(
  basics: PipelineBasics,
  stages: StageDeclaration[],
  more: Partial<PipelineDeclaration> = {},
): PipelineDeclaration {
  return { ...newDraft(basics), ...more, stages };
}

/** A stage whose actions run one after another, or side by side where they are listed together. */
export function stageOf(
  name: string,
  ...groups: (ActionDeclaration | readonly ActionDeclaration[])[]
): StageDeclaration {
  const actions = groups.flatMap((group, index) =>
    [group].flat().map((action): ActionDeclaration => ({ ...action, runOrder: index + 1 })),
  );
  return { name, actions };
}

export function awsAction(category: ActionCategory, provider: string): ActionDeclaration["actionTypeId"] {
  return { category, owner: "AWS", provider, version: "1" };
}

/** Takes commits from the branch main of a CodeCommit repository. */
export function codeCommitSource(repository: string): ActionDeclaration {
  return {
    name: "Checkout",
    actionTypeId: awsAction("Source", "CodeCommit"),
    configuration: { RepositoryName: repository, BranchName: "main" },
    outputArtifacts: [{ name: "SourceOutput" }],
    namespace: "source",
  };
}

/** Takes commits from a repository behind a connection. */
export function connectionSource(fullRepositoryId: string): ActionDeclaration {
  return {
    name: "Checkout",
    actionTypeId: awsAction("Source", "CodeStarSourceConnection"),
    configuration: {
      ConnectionArn: PLACEHOLDER_CONNECTION,
      FullRepositoryId: fullRepositoryId,
      BranchName: "main",
    },
    outputArtifacts: [{ name: "SourceOutput" }],
    namespace: "source",
  };
}

/** Runs a CodeBuild project on the source. */
export function codeBuild(project: string): ActionDeclaration {
  return {
    name: "Build",
    actionTypeId: awsAction("Build", "CodeBuild"),
    configuration: { ProjectName: project },
    inputArtifacts: [{ name: "SourceOutput" }],
    outputArtifacts: [{ name: "BuildOutput" }],
    namespace: "build",
  };
}

/** Asks a person, with the commit at hand. */
export function manualApproval(question: string): ActionDeclaration {
  return { name: "Approve", actionTypeId: awsAction("Approval", "Manual"), configuration: { CustomData: question } };
}

/** Deploys the build to a deployment group. */
export function codeDeploy(application: string, group: string): ActionDeclaration {
  return {
    name: "Deploy",
    actionTypeId: awsAction("Deploy", "CodeDeploy"),
    configuration: { ApplicationName: application, DeploymentGroupName: group },
    inputArtifacts: [{ name: "BuildOutput" }],
  };
}
