import { expect, it } from "vitest";
import type { ActionDeclaration, PipelineDeclaration } from "../declaration";
import type { ValidationContext } from "../validation/rule";
import { validatePipeline } from "../validation/validate-pipeline";
import { buildAction, pipeline, sourceAction, stage } from "./build-pipeline";

export const awsType = (category: ActionDeclaration["actionTypeId"]["category"], provider: string) =>
  ({ category, owner: "AWS", provider, version: "1" }) as const;

export const source = stage("Source", sourceAction());
export const withBuild = (more: Partial<ActionDeclaration>, root: Partial<PipelineDeclaration> = {}) =>
  pipeline([source, stage("Build", buildAction("Compile", more))], root);
export const withAction = (action: ActionDeclaration, root: Partial<PipelineDeclaration> = {}) =>
  pipeline([source, stage("Next", action)], root);
export const many = (count: number) => Array.from({ length: count }, (_, index) => buildAction(`A${index}`));
export const connection = sourceAction("Git", {
  actionTypeId: awsType("Source", "CodeStarSourceConnection"),
  configuration: {
    ConnectionArn: "arn:aws:codestar-connections:eu-west-1:1:c",
    FullRepositoryId: "a/b",
    BranchName: "main",
  },
});
export const commands = (more: Partial<ActionDeclaration>): ActionDeclaration => ({
  name: "Run",
  actionTypeId: awsType("Compute", "Commands"),
  inputArtifacts: [{ name: "SourceOutput" }],
  commands: ["npm test"],
  ...more,
});
export const triggered = (git: Partial<NonNullable<PipelineDeclaration["triggers"]>[number]["gitConfiguration"]>) =>
  pipeline([stage("Source", connection), stage("Build", buildAction())], {
    triggers: [{ providerType: "CodeStarSourceConnection", gitConfiguration: { sourceActionName: "Git", ...git } }],
  });
export const conditional = (
  more: Partial<PipelineDeclaration["stages"][number]>,
  root: Partial<PipelineDeclaration> = {},
) => pipeline([source, { ...stage("Build", buildAction()), ...more }], root);
export const check = (provider: string, configuration: Record<string, string> = {}) => ({
  name: "Check",
  ruleTypeId: { category: "Rule", provider },
  configuration,
});
export const variableCheck = check("VariableCheck", { Variable: "x", Operator: "EQ", Value: "x" });
export const alarm = check("CloudWatchAlarm", { AlarmName: "errors" });

/** Code, exception (`warning` for none), the path as text, the declaration, what is known around it. */
export type Row = readonly [
  code: string,
  awsError: string,
  path: string,
  declaration: PipelineDeclaration,
  context?: ValidationContext,
];

export const V = "ValidationException";
export const STRUCTURE = "InvalidStructureException";
export const STAGE = "InvalidStageDeclarationException";
export const ACTION = "InvalidActionDeclarationException";

/** One test per row: the finding is there, with its exception, its place and a sentence that says what to do. */
export function itFinds(rows: readonly Row[]): void {
  it.each(rows.map(([code, awsError, path, declaration, context]) => ({ code, awsError, path, declaration, context })))(
    "finds $code ($awsError) at $path",
    ({ code, awsError, path, declaration, context }) => {
      const found = validatePipeline(declaration, context).filter((issue) => issue.code === code);
      expect(found.map((issue) => issue.path.join("."))).toContain(path);
      expect(found[0]?.awsError ?? found[0]?.severity).toBe(awsError);
      expect(found[0]?.message).toMatch(/\.$/);
    },
  );
}
