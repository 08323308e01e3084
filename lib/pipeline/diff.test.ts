import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffPipelines, type PipelineChange } from "./diff";
import { arbitraryPipeline } from "./testing/arbitrary-pipeline";
import { approvalAction, buildAction, pipeline, sourceAction, stage } from "./testing/build-pipeline";

/** A change in one line: "Compile in Build: ProjectName, runOrder". */
function describeChange(change: PipelineChange): string {
  const members = "members" in change ? `: ${change.members.map(({ path }) => path.at(-1)).join(", ")}` : "";
  switch (change.subject) {
    case "pipeline":
      return `Pipeline settings changed${members}`;
    case "stage":
      return `Stage ${change.stageName} ${change.kind}${members}`;
    case "action": {
      const from = change.kind === "moved" ? ` from ${change.fromStageName}` : "";
      const place = change.kind === "moved" ? `to ${change.stageName}` : `in ${change.stageName}`;
      return `Action ${change.actionName} ${change.kind}${from} ${place}${members}`;
    }
  }
}

const build = () =>
  stage("Build", buildAction("Compile"), buildAction("Lint", { configuration: { ProjectName: "lint" } }));
const gate = () => stage("Gate", approvalAction());
const ship = () => stage("Ship", buildAction("Deploy"));
const source = () => stage("Source", sourceAction());
const before = pipeline([source(), build(), gate(), ship()]);
const lines = (after: typeof before) => diffPipelines(before, after).map(describeChange);

describe("a change", () => {
  it.each([
    [
      "an added stage",
      pipeline([
        source(),
        build(),
        gate(),
        stage("Smoke", buildAction("Probe", { configuration: { ProjectName: "probe" } })),
        ship(),
      ]),
      ["Stage Smoke added", "Action Probe added in Smoke"],
    ],
    [
      "a removed stage",
      pipeline([source(), build(), ship()]),
      ["Stage Gate removed", "Action Approve removed in Gate"],
    ],
    ["a moved stage", pipeline([source(), gate(), build(), ship()]), ["Stage Gate moved"]],
    [
      "a renamed stage",
      pipeline([source(), build(), { ...gate(), name: "Approval" }, ship()]),
      ["Stage Approval changed: name"],
    ],
    [
      "a renamed action",
      pipeline([
        source(),
        stage("Build", buildAction("Make"), buildAction("Lint", { configuration: { ProjectName: "lint" } })),
        gate(),
        ship(),
      ]),
      ["Action Make changed in Build: name"],
    ],
    [
      "a moved action",
      pipeline([
        source(),
        stage("Build", buildAction("Compile")),
        gate(),
        stage("Ship", buildAction("Deploy"), buildAction("Lint", { configuration: { ProjectName: "lint" } })),
      ]),
      ["Action Lint moved from Build to Ship"],
    ],
    [
      "a changed action",
      pipeline([
        source(),
        stage(
          "Build",
          buildAction("Compile", { runOrder: 2, configuration: { ProjectName: "x" } }),
          buildAction("Lint", { configuration: { ProjectName: "lint" } }),
        ),
        gate(),
        ship(),
      ]),
      ["Action Compile changed in Build: ProjectName, runOrder"],
    ],
    [
      "pipeline settings",
      pipeline([source(), build(), gate(), ship()], { executionMode: "QUEUED" }),
      ["Pipeline settings changed: executionMode"],
    ],
  ])("%s is told as such", (_what, after, expected) => {
    expect(lines(after).toSorted()).toEqual(expected.toSorted());
  });
});

it("does not count what the service fills in by itself", () => {
  const echoed = {
    ...before,
    version: 7,
    executionMode: "SUPERSEDED" as const,
    stages: before.stages.map((each) => ({
      ...each,
      actions: each.actions.map((action) => ({
        runOrder: 1,
        inputArtifacts: [],
        outputArtifacts: [],
        configuration: {},
        ...action,
      })),
    })),
  };
  expect(diffPipelines(before, echoed)).toEqual([]);
});

it("finds nothing between equal pipelines, and something between others", () => {
  fc.assert(
    fc.property(arbitraryPipeline, arbitraryPipeline, (a, b) => {
      expect(diffPipelines(a, structuredClone(a))).toEqual([]);
      expect(diffPipelines(a, b).length === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});
