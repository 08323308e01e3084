import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from "@/lib/pipeline/declaration";

/** A pipeline for tests: CodeCommit source in front of the given stages. */
export function declarePipeline(
  stages: readonly StageDeclaration[],
  overrides: Partial<PipelineDeclaration> = {},
): PipelineDeclaration {
  return {
    name: "shop",
    roleArn: "arn:aws:iam::123456789012:role/CodePipeline",
    artifactStore: { type: "S3", location: "shop-artifacts" },
    pipelineType: "V2",
    stages: [declareStage("Source", [sourceAction("Checkout")]), ...stages],
    version: 1,
    ...overrides,
  };
}

export function declareStage(
  name: string,
  actions: readonly ActionDeclaration[],
  overrides: Partial<StageDeclaration> = {},
): StageDeclaration {
  return { name, actions: [...actions], ...overrides };
}

export function sourceAction(name: string, overrides: Partial<ActionDeclaration> = {}): ActionDeclaration {
  return {
    name,
    actionTypeId: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
    configuration: { RepositoryName: "shop", BranchName: "main" },
    outputArtifacts: [{ name: `${name}Output` }],
    ...overrides,
  };
}

export function buildAction(name: string, overrides: Partial<ActionDeclaration> = {}): ActionDeclaration {
  return {
    name,
    actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
    configuration: { ProjectName: "shop" },
    inputArtifacts: [{ name: "CheckoutOutput" }],
    ...overrides,
  };
}

export function approvalAction(name: string, overrides: Partial<ActionDeclaration> = {}): ActionDeclaration {
  return {
    name,
    actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
    ...overrides,
  };
}
