import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from "../declaration";
import { draftFromDeclaration, type Draft } from "../draft";

/** Small declarations for tests: valid unless a test makes them otherwise. */

export function sourceAction(name = "Checkout", more: Partial<ActionDeclaration> = {}): ActionDeclaration {
  return {
    name,
    actionTypeId: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
    configuration: { RepositoryName: "shop", BranchName: "main" },
    outputArtifacts: [{ name: "SourceOutput" }],
    ...more,
  };
}

export function buildAction(name = "Compile", more: Partial<ActionDeclaration> = {}): ActionDeclaration {
  return {
    name,
    actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
    configuration: { ProjectName: "shop-build" },
    inputArtifacts: [{ name: "SourceOutput" }],
    ...more,
  };
}

export function approvalAction(name = "Approve", more: Partial<ActionDeclaration> = {}): ActionDeclaration {
  return {
    name,
    actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
    ...more,
  };
}

export function stage(name: string, ...actions: ActionDeclaration[]): StageDeclaration {
  return { name, actions };
}

export function pipeline(
  stages: StageDeclaration[] = [stage("Source", sourceAction()), stage("Build", buildAction())],
  more: Partial<PipelineDeclaration> = {},
): PipelineDeclaration {
  return {
    name: "shop",
    roleArn: "arn:aws:iam::123456789012:role/CodePipeline",
    pipelineType: "V2",
    artifactStore: { type: "S3", location: "artifact-bucket" },
    stages,
    ...more,
  };
}

/** Keys `k1`, `k2`… in declaration order, each stage before its actions. */
export function keySequence(prefix = "k"): () => string {
  let count = 0;
  return () => `${prefix}${(count += 1)}`;
}

export function draft(declaration: PipelineDeclaration = pipeline()): Draft {
  return draftFromDeclaration(declaration, keySequence());
}
