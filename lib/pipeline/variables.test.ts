import { describe, expect, it } from "vitest";
import { approvalAction, buildAction, pipeline, sourceAction, stage } from "./testing/build-pipeline";
import {
  malformedReferences,
  parseReferences,
  resolveVariables,
  variableReferences,
  variableWires,
  visibleNamespaces,
} from "./variables";

describe("references", () => {
  it("are found with their place in the text", () => {
    expect(parseReferences("v#{build.Tag}-#{source.CommitId}")).toEqual([
      { namespace: "build", key: "Tag", start: 1, end: 13 },
      { namespace: "source", key: "CommitId", start: 14, end: 32 },
    ]);
    expect(parseReferences("no references, ${shell} and #hash")).toEqual([]);
  });

  it.each(["#{build}", "#{build.", "#{.Tag}", "#{a b.c}"])("are malformed: %s", (text) => {
    expect(malformedReferences(`before ${text}`)).toMatchObject([{ start: 7 }]);
  });

  it("are read from configuration, commands and environment variables", () => {
    const action = buildAction("A", {
      configuration: { EnvironmentVariables: "#{a.x}" },
      commands: ["echo #{b.y}"],
      environmentVariables: [{ name: "V", value: "#{c.z}" }],
    });
    expect(variableReferences(action).map(({ namespace, path }) => [namespace, ...path])).toEqual([
      ["a", "configuration", "EnvironmentVariables"],
      ["b", "commands", 0],
      ["c", "environmentVariables", 0, "value"],
    ]);
  });
});

describe("resolving", () => {
  const lookup = (namespace: string, key: string) => (namespace === "v" ? `<${key}>` : undefined);

  it("fills in every reference once", () => {
    expect(resolveVariables("#{v.a}/#{v.b}", lookup)).toEqual({ ok: true, text: "<a>/<b>" });
    expect(resolveVariables("#{v.a}", () => "#{v.b}")).toEqual({ ok: true, text: "#{v.b}" });
  });

  it("names the first variable that does not exist", () => {
    expect(resolveVariables("#{v.a} #{w.b}", lookup)).toMatchObject({ ok: false, unresolved: { namespace: "w" } });
  });
});

const shop = pipeline(
  [
    stage("Source", sourceAction("Checkout", { namespace: "source" })),
    stage(
      "Build",
      buildAction("Compile", { namespace: "build", configuration: { ProjectName: "#{source.BranchName}" } }),
      approvalAction("Approve", { runOrder: 2, configuration: { CustomData: "#{source.BranchName} #{build.Tag}" } }),
    ),
  ],
  { variables: [{ name: "RELEASE" }] },
);

it("shows a moment the namespaces that are certain to be filled by then", () => {
  const names = (stageIndex: number, runOrder: number) =>
    visibleNamespaces(shop, { stageIndex, runOrder }).map(({ namespace }) => namespace);
  expect(names(0, 1)).toEqual(["codepipeline"]);
  expect(names(1, 1)).toEqual(["source", "variables", "codepipeline"]);
  expect(names(1, 2)).toEqual(["source", "build", "variables", "codepipeline"]);
});

it("draws one wire per variable, from the action that sets it", () => {
  expect(variableWires(shop).map(({ name, from, to }) => [name, from.action.name, to.length])).toEqual([
    ["source.BranchName", "Checkout", 2],
    ["build.Tag", "Compile", 1],
  ]);
});
