import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryPipeline } from "../testing/arbitrary-pipeline";
import { buildAction, pipeline, sourceAction, stage } from "../testing/build-pipeline";
import { exportCliJson } from "./export-cli-json";
import { exportCloudFormation, exportTemplate } from "./export-cloudformation";
import { importPipelines } from "./import-pipelines";

function imported(text: string) {
  const result = importPipelines(text);
  return result.ok ? result.pipelines : result.issues;
}

/** Values that a careless writer or reader of YAML would change. */
const trickyText = fc.oneof(
  fc.constantFrom(
    "true",
    "null",
    "~",
    "1.10",
    "012",
    "1e3",
    "- a",
    "a: b",
    "#{source.CommitId}",
    " padded ",
    "it's",
    '"',
    "a\nb",
    "é✓",
    "{}",
    "2026-01-01",
  ),
  fc
    .string({ minLength: 1, maxLength: 30 })
    .filter((text) => !/[\p{Cc}\p{Cs}\ufffd\u2028\u2029\u0085\ufeff]/u.test(text)),
);

const trickyPipeline = fc
  .tuple(arbitraryPipeline, trickyText, trickyText, trickyText)
  .map(([declaration, name, value, key]) => ({
    ...declaration,
    executionMode: "QUEUED" as const,
    variables: [{ name: "v", defaultValue: value, description: name }],
    stages: [
      ...declaration.stages,
      stage(
        "Extra",
        buildAction("Tricky", { configuration: { ProjectName: value, [`k${key}`]: name }, timeoutInMinutes: 5 }),
      ),
    ],
  }));

describe("what is exported", () => {
  it("comes back the same from CLI JSON", () => {
    fc.assert(
      fc.property(trickyPipeline, (declaration) => {
        const tags = [{ key: "team", value: "shop" }];
        expect(imported(exportCliJson(declaration, tags))).toEqual([{ declaration, tags, notes: [] }]);
      }),
    );
  });

  it("comes back the same from a CloudFormation template", () => {
    fc.assert(
      fc.property(trickyPipeline, (declaration) => {
        expect(imported(exportCloudFormation(declaration))).toMatchObject([{ declaration }]);
      }),
      { numRuns: 25 },
    );
  });

  it("comes back with several artifact stores, conditions, triggers and tags", () => {
    const declaration = pipeline(
      [
        stage("Source", sourceAction()),
        {
          ...stage("Build", buildAction()),
          onFailure: { result: "RETRY", retryConfiguration: { retryMode: "FAILED_ACTIONS" } },
          beforeEntry: {
            conditions: [
              {
                result: "FAIL",
                rules: [
                  {
                    name: "Check",
                    ruleTypeId: { category: "Rule", provider: "DeploymentWindow" },
                    configuration: { Cron: "* * * * * ?" },
                  },
                ],
              },
            ],
          },
        },
      ],
      {
        artifactStore: undefined,
        artifactStores: { "eu-west-1": { type: "S3", location: "abc", encryptionKey: { id: "k", type: "KMS" } } },
        triggers: [
          {
            providerType: "CodeStarSourceConnection",
            gitConfiguration: { sourceActionName: "Checkout", push: [{ branches: { includes: ["main"] } }] },
          },
        ],
      },
    );
    const { artifactStore: _none, ...expected } = declaration;
    const tags = [{ key: "a", value: "1" }];
    expect(imported(exportCloudFormation(declaration, tags))).toEqual([
      { declaration: expected, tags, notes: expect.any(Array) },
    ]);
  });
});

it("writes intrinsic functions as functions, and nothing else", () => {
  const declaration = pipeline([
    stage(
      "Source",
      sourceAction("S", {
        configuration: { RepositoryName: "!Ref Repo", BranchName: "!important text", Join: '!Join ["-",["a","b"]]' },
      }),
    ),
  ]);
  const text = exportCloudFormation(declaration);
  expect(text).toContain('RepositoryName: !Ref "Repo"');
  expect(text).toContain('BranchName: "!important text"');
  expect(text).toMatch(/Join: !Join\n/);
  expect(imported(text)).toMatchObject([{ declaration }]);
});

it("gives every pipeline of a template a resource of its own", () => {
  const pipelines = ["shop-api", "shop.api"].map((name) => ({ declaration: pipeline(undefined, { name }) }));
  const text = exportTemplate(pipelines);
  expect(text).toMatch(/\n {2}ShopApi:\n[^]*\n {2}ShopApi2:\n/);
  expect(imported(text)).toMatchObject(pipelines);
});
