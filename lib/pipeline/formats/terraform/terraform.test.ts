import { expect, it } from "vitest";
import { validatePipeline } from "../../validation/validate-pipeline";
import { exportAs } from "../convert";
import { imported, resource } from "./terraform-fixture";

it("becomes a declaration with nothing wrong about it", () => {
  const { declaration, tags, metadata, notes } = imported(resource('ProjectName = "build"', "  tags = local.tags\n"));
  expect(declaration).toMatchObject({
    name: "dev-shop-pipeline",
    roleArn: "arn:aws:iam::000000000000:role/${aws_iam_role.pipeline.arn}",
    artifactStore: { type: "S3", location: "aws-s3-bucket-artifacts-bucket" },
    stages: [
      {
        name: "Source",
        actions: [
          {
            actionTypeId: { version: "1" },
            configuration: { PollForSourceChanges: "false" },
            outputArtifacts: [{ name: "code" }],
          },
        ],
      },
      { name: "Build" },
    ],
  });
  expect(declaration.stages[1]?.actions[0]).not.toHaveProperty("namespace");
  expect(declaration.stages[1]?.actions[0]).not.toHaveProperty("region");
  expect(tags).toEqual([
    { key: "team", value: "shop" },
    { key: "env", value: "dev" },
  ]);
  expect(validatePipeline(declaration, metadata)).toEqual([]);
  expect(notes.join(" ")).toContain("These variables took their defaults: env = dev");
});

it("reads Terraform's JSON syntax", () => {
  const action = { name: "S", category: "Source", owner: "AWS", provider: "S3", version: "1", output_artifacts: ["a"] };
  const body = {
    name: "${var.env}-shop",
    role_arn: "${aws_iam_role.r.arn}",
    artifact_store: { type: "S3", location: "bucket" },
    stage: [
      { name: "Source", action: { ...action, configuration: { S3Bucket: "$${literal}", S3ObjectKey: "a.zip" } } },
      { dynamic: { action: { for_each: ["x", "y"], content: { ...action, name: "${action.value}" } } }, name: "Next" },
    ],
  };
  const root = { variable: { env: { default: "dev" } }, resource: [{ aws_codepipeline: { this: [body] } }] };
  expect(imported(JSON.stringify(root)).declaration).toMatchObject({
    name: "dev-shop",
    roleArn: "arn:aws:iam::000000000000:role/${aws_iam_role.r.arn}",
    stages: [{ actions: [{ configuration: { S3Bucket: "${literal}" } }] }, { actions: [{ name: "x" }, { name: "y" }] }],
  });
});

it("reads files of before Terraform 0.12, where maps were blocks", () => {
  const text = resource('ProjectName = "a"')
    .replace("configuration = {", "configuration {")
    .replace('"code"]', '"code",]');
  expect(imported(text).declaration.stages[1]?.actions[0]?.configuration).toEqual({ ProjectName: "a" });
});

it("reads conditions, triggers and stores per Region", () => {
  const more = `  stage {
    name = "Gate"
    before_entry {
      condition {
        result = "FAIL"
        rule {
          name = "Window"
          rule_type_id {
            category = "Rule"
            provider = "DeploymentWindow"
          }
          configuration = { Cron = "* * * * * ?" }
        }
      }
    }
    on_failure {
      result = "RETRY"
      retry_configuration { retry_mode = "ALL_ACTIONS" }
    }
  }
  trigger {
    provider_type = "CodeStarSourceConnection"
    git_configuration {
      source_action_name = "Checkout"
      push {
        branches { includes = ["main"] }
        file_paths { excludes = ["docs/**"] }
      }
    }
  }
  variable {
    name = "V"
  }
`;
  const stores = resource('ProjectName = "a"', more).replace(
    '    type     = "S3"\n',
    '    type     = "S3"\n    region = data.aws_region.here.name\n  }\n  artifact_store {\n    location = "two"\n    type = "S3"\n    region = "us-west-2"\n',
  );
  const { declaration, metadata } = imported(stores);
  expect(declaration).toMatchObject({
    artifactStores: {
      "data-aws-region-here-name": { location: "aws-s3-bucket-artifacts-bucket" },
      "us-west-2": { location: "two" },
    },
    variables: [{ name: "V" }],
    triggers: [
      { gitConfiguration: { push: [{ branches: { includes: ["main"] }, filePaths: { excludes: ["docs/**"] } }] } },
    ],
  });
  expect(declaration.stages[2]).toMatchObject({
    beforeEntry: { conditions: [{ result: "FAIL", rules: [{ ruleTypeId: { provider: "DeploymentWindow" } }] }] },
    onFailure: { result: "RETRY", retryConfiguration: { retryMode: "ALL_ACTIONS" } },
  });
  expect(exportAs("terraform", [{ declaration, metadata }]).text).toContain("region   = data.aws_region.here.name");
});
