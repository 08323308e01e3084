import { describe, expect, it } from "vitest";
import { approvalAction, buildAction, pipeline, sourceAction, stage } from "../testing/build-pipeline";
import { codeContextAt, holderOf } from "./code-context";
import { helpFor, hintsAt } from "./code-hints";
import { printCode } from "./print-code";

const declaration = pipeline(
  [
    stage("Source", sourceAction("Checkout", { namespace: "source" })),
    stage("Build", buildAction("Compile"), approvalAction("Ask")),
  ],
  { variables: [{ name: "Level" }] },
);

/** What is offered at ‸ in the YAML of the declaration, where `marked` takes the place of `at`. */
function offered(at: string, marked: string): readonly string[] {
  const text = printCode(declaration, "yaml").replace(at, marked);
  const offset = text.indexOf("‸");
  const plain = text.replace("‸", "");
  const context = codeContextAt(plain, offset, "yaml");
  const sources = { pipeline: declaration, holder: holderOf(plain, context), taken: new Set(["ProjectName"]) };
  return hintsAt(context, sources).map(({ label }) => label);
}

describe("what is offered", () => {
  it("is AWS's members, by where they belong", () => {
    expect(offered("roleArn:", "pip‸\nroleArn:")).toContain("pipelineType");
    expect(offered("      - name: Compile", "      - name: Compile\n        ‸")).toEqual(
      expect.arrayContaining(["runOrder", "configuration", "namespace"]),
    );
    expect(offered("  - name: Build", "  - name: Build\n    ‸")).toEqual(
      expect.arrayContaining(["beforeEntry", "onFailure"]),
    );
  });

  it("is the values of closed sets, and providers of the category", () => {
    expect(offered("pipelineType: V2", "pipelineType: ‸")).toEqual(["V1", "V2"]);
    const providers = offered("provider: CodeBuild", "provider: ‸");
    expect(providers).toContain("CodeBuild");
    expect(providers).not.toContain("CodeCommit");
  });

  it("is the keys of the provider that are not there yet", () => {
    const keys = offered("          ProjectName: shop-build", "          ProjectName: shop-build\n          ‸");
    expect(keys).toContain("EnvironmentVariables");
    expect(keys).not.toContain("ProjectName");
  });

  it("is the artifacts and variables that exist by then", () => {
    expect(offered("- name: SourceOutput\n      - name: Ask", "- name: ‸\n      - name: Ask")).toEqual([
      "SourceOutput",
    ]);
    const variables = offered("ProjectName: shop-build", "ProjectName: x-#{‸");
    expect(variables).toEqual(expect.arrayContaining(["#{source.CommitId}", "#{variables.Level}"]));
  });
});

it("tells what members and configuration keys are for", () => {
  const holder = "- name: A\n  actionTypeId:\n    category: Build\n    owner: AWS\n    provider: CodeBuild";
  expect(helpFor(["stages", 1, "actions", 0, "runOrder"], holder)?.text).toMatch(/1 to 999/);
  expect(helpFor(["stages", 1, "actions", 0, "configuration", "ProjectName"], holder)).toMatchObject({
    docsUrl: expect.stringContaining("CodeBuild"),
  });
  expect(helpFor(["nonsense"], "")).toBeNull();
});
