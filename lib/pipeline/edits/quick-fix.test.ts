import { describe, expect, it } from "vitest";
import type { PipelineDeclaration } from "../declaration";
import { declarationFromDraft, type Draft } from "../draft";
import { approvalAction, buildAction, draft, pipeline, sourceAction, stage } from "../testing/build-pipeline";
import { validatePipeline } from "../validation/validate-pipeline";
import { quickFix } from "./quick-fix";

const source = () => stage("Source", sourceAction());
const withBuild = (more: Parameters<typeof buildAction>[1], root: Partial<PipelineDeclaration> = {}) =>
  pipeline([source(), stage("Build", buildAction("Compile", more))], root);

function findings(of: Draft, code: string) {
  return validatePipeline(declarationFromDraft(of)).filter((issue) => issue.code === code);
}

describe("a quick fix", () => {
  it.each<[string, string, PipelineDeclaration]>([
    ["pipeline-type-missing", "Change to V2", pipeline(undefined, { pipelineType: undefined })],
    ["v2-feature", "Change to V2", pipeline(undefined, { pipelineType: "V1", variables: [{ name: "v" }] })],
    ["stage-empty", "Remove stage", pipeline([source(), stage("Build", buildAction()), stage("Empty")])],
    [
      "stage-name-duplicate",
      "Rename",
      pipeline([source(), stage("Build", buildAction()), stage("Build", approvalAction())]),
    ],
    ["action-name-duplicate", "Rename", pipeline([source(), stage("Build", buildAction(), buildAction())])],
    [
      "failure-retry-mode",
      "Retry failed actions",
      pipeline([source(), { ...stage("Build", buildAction()), onFailure: { result: "RETRY" } }]),
    ],
    ["configuration-unknown", "Remove key", withBuild({ configuration: { ProjectName: "p", Other: "x" } })],
    [
      "input-artifact-unavailable",
      "Disconnect",
      withBuild({ inputArtifacts: [{ name: "SourceOutput" }, { name: "Gone" }] }),
    ],
    ["artifact-unused", "Remove artifact", withBuild({ outputArtifacts: [{ name: "Report" }] })],
    ["member-unexpected", "Remove", withBuild({ commands: ["a"] })],
    ["timeout-ignored", "Remove", withBuild({ timeoutInMinutes: 10 })],
  ])("ends %s with %s", (code, label, declaration) => {
    const before = draft(declaration);
    const [issue] = findings(before, code);
    const fix = issue ? quickFix(before, issue) : null;
    expect(fix?.label).toBe(label);
    expect(findings(fix?.apply(before) ?? before, code)).toEqual([]);
  });

  it("is not offered where only a person can decide", () => {
    const unused = draft(pipeline([source(), stage("Gate", approvalAction())]));
    expect(findings(unused, "artifact-unused").map((issue) => quickFix(unused, issue))).toEqual([null]);
    const missing = draft(withBuild({ configuration: {} }));
    expect(findings(missing, "configuration-missing").map((issue) => quickFix(missing, issue))).toEqual([null]);
  });
});
