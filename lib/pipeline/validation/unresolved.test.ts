import { describe, expect, it } from "vitest";
import type { PlacedExpression } from "../formats/metadata";
import { buildAction, pipeline, sourceAction, stage } from "../testing/build-pipeline";
import { checkDraft } from "./check-draft";
import { validatePipeline } from "./validate-pipeline";

const expression = { language: "cloudformation", text: "!Ref X", value: { Ref: "X" } } as const;

function value(standIn: string | undefined, ...path: (string | number)[]): PlacedExpression {
  return { kind: "value", path, expression, ...(standIn !== undefined && { standIn }) };
}

function omission(...path: (string | number)[]): PlacedExpression {
  return { kind: "omission", path, omissions: [{ language: "cloudformation", at: 0, value: null }] };
}

function codes(declaration: ReturnType<typeof pipeline>, expressions: readonly PlacedExpression[] = []) {
  return validatePipeline(declaration, { expressions })
    .filter(({ severity }) => severity === "error")
    .map(({ code }) => code);
}

const build = (more: Parameters<typeof buildAction>[1]) =>
  pipeline([stage("Source", sourceAction()), stage("Build", buildAction("B", more))]);

describe("a finding is left out when it is about what nobody knows here", () => {
  it.each([
    [
      "a name with other characters",
      build({ namespace: "a b" }),
      "namespace-characters",
      value("a b", "stages", 1, "actions", 0, "namespace"),
    ],
    [
      "an action type",
      build({ actionTypeId: { category: "Build", owner: "AWS", provider: "Ref-X", version: "1" } }),
      "action-type-unknown",
      value("Ref-X", "stages", 1, "actions", 0, "actionTypeId", "provider"),
    ],
    [
      "a whole configuration",
      build({ configuration: undefined }),
      "configuration-missing",
      value(undefined, "stages", 1, "actions", 0, "configuration"),
    ],
    [
      "an input that something unknown makes",
      build({ inputArtifacts: [{ name: "Other" }] }),
      "input-artifact-unavailable",
      value("SourceOutput", "stages", 0, "actions", 0, "outputArtifacts", 0, "name"),
    ],
    ["stages that were left out", pipeline([stage("Source", sourceAction())]), "stage-count-low", omission("stages")],
    [
      "a variable of a namespace that is not known",
      build({ configuration: { ProjectName: "#{ns.A}" } }),
      "variable-namespace-unknown",
      value(undefined, "stages", 0, "actions", 0, "namespace"),
    ],
  ] as const)("%s", (_what, declaration, code, placed) => {
    expect(codes(declaration)).toContain(code);
    expect(codes(declaration, [placed])).not.toContain(code);
  });
});

it("every other finding stays", () => {
  const declaration = build({ namespace: "a b", commands: ["ls"] });
  expect(codes(declaration, [value("a b", "stages", 1, "actions", 0, "namespace")])).toEqual(["member-unexpected"]);
});

it("follows a stand-in that has moved, and forgets one that was edited away", () => {
  const placed = value("!Ref X", "stages", 0, "actions", 0, "configuration", "NotificationArn");
  expect(codes(build({ namespace: "!Ref X" }), [placed])).toEqual([]);
  expect(codes(build({ namespace: "!Ref Y" }), [placed])).toEqual(["namespace-characters"]);
});

it("warns an editor of each value that only stands in for one", () => {
  const placed = value("!Ref X", "stages", 1, "actions", 0, "configuration", "ProjectName");
  const declaration = build({ configuration: { ProjectName: "!Ref X" } });
  expect(checkDraft(declaration, { expressions: [placed] })).toEqual([
    expect.objectContaining({ code: "expression-stand-in", severity: "warning", path: placed.path }),
  ]);
  expect(checkDraft(build({ configuration: { ProjectName: "real" } }), { expressions: [placed] })).toEqual([]);
});
