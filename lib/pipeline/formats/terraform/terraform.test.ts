import { describe, expect, it } from "vitest";
import { validatePipeline } from "../../validation/validate-pipeline";
import { exportAs } from "../convert";
import { importPipelines, type ImportIssue, type ImportOptions } from "../import-pipelines";

const VARIABLES = `variable "env" {
  type        = string
  description = "Where to"
  default     = "dev"
}
variable "repository" {}
variable "token" {
  default   = "hidden"
  sensitive = true
}
variable "empty" { default = "" }
variable "stages" {
  type    = list(object({ name = string, project = string }))
  default = [{ name = "Lint", project = "lint" }, { name = "Unit", project = "unit" }]
}
locals {
  prefix = "\${var.env}-shop"
  bucket = aws_s3_bucket.artifacts
  tags   = merge({ team = "shop" }, { env = var.env })
  a      = local.b
  b      = local.a
}
`;

function resource(configuration: string, more = ""): string {
  return `# Pipelines of the shop
${VARIABLES}
resource "aws_codepipeline" "this" {
  name     = "\${local.prefix}-pipeline"
  role_arn = aws_iam_role.pipeline.arn
  artifact_store {
    location = local.bucket.bucket
    type     = "S3"
  }
  stage {
    name = "Source"
    action {
      name             = "Checkout"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeCommit"
      version          = 1
      output_artifacts = ["code"]
      configuration    = { RepositoryName = var.repository, BranchName = "main", PollForSourceChanges = false }
    }
  }
  stage {
    name = "Build"
    action {
      name            = "Compile"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["code"]
      namespace       = ""
      region          = null
      configuration = {
        ${configuration}
      }
    }
  }
${more}}
`;
}

function imported(text: string, options?: ImportOptions) {
  const result = importPipelines(text, options);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const [first] = result.pipelines;
  if (!first) throw new Error("no pipeline");
  return { ...first, parameters: result.parameters, all: result.pipelines };
}

function projectOf(value: string, options?: ImportOptions): string | undefined {
  const { declaration } = imported(resource(`ProjectName = ${value}`), options);
  return declaration.stages[1]?.actions[0]?.configuration?.ProjectName;
}

function issues(text: string): readonly ImportIssue[] {
  const result = importPipelines(text);
  return result.ok ? [] : result.issues;
}

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

describe("what can be worked out", () => {
  it.each([
    ["a variable's default", "var.env", "dev"],
    ["old syntax", '"${var.env}"', "dev"],
    ["a local with text around it", '"x-${local.prefix}"', "x-dev-shop"],
    ["escaped signs", '"$${name} %%{if} \\"q\\" \\u00e9"', '${name} %{if} "q" é'],
    ["a condition", 'var.env == "prod" ? "a" : "b"', "b"],
    ["a condition about nothing", 'var.empty != "" ? var.empty : "none"', "none"],
    ["arithmetic and grouping", '"${(1 + 2) * 3 - 1}"', "8"],
    ["functions", 'format("%s-%02d", upper(var.env), length(var.stages))', "DEV-02"],
    ["joined and split texts", 'join("+", split("/", "a/b"))', "a+b"],
    ["an item and a member", "var.stages[1].project", "unit"],
    ["every item's member", 'join(",", var.stages[*].name)', "Lint,Unit"],
    ["a loop", '[for s in var.stages : s.project if s.name != "Lint"][0]', "unit"],
    ["a loop that makes a map", '{ for i, s in var.stages : s.name => i }["Unit"]', "1"],
    ["lookup with a fallback", 'lookup({ a = "b" }, "c", "d")', "d"],
    [
      "JSON as Terraform writes it",
      'jsonencode([{ value = "<a>", name = 1 }])',
      '[{"name":1,"value":"\\u003ca\\u003e"}]',
    ],
    [
      "a heredoc without its indentation",
      "<<-EOT\n          a: ${var.env}\n            b: 1\n        EOT\n",
      "a: dev\n  b: 1\n",
    ],
    ["a heredoc", "<<EOT\nx\nEOT\n", "x\n"],
  ])("%s", (_what, value, expected) => {
    expect(projectOf(value)).toBe(expected);
  });

  it("writes out dynamic blocks over what the file tells", () => {
    const dynamic = `  dynamic "stage" {
    for_each = var.stages
    iterator = each_stage
    content {
      name = each_stage.value.name
      dynamic "action" {
        for_each = toset(["b", "a"])
        content {
          name     = "\${each_stage.value.name}-\${action.key}"
          category = "Approval"
          owner    = "AWS"
          provider = "Manual"
          version  = "1"
          run_order = each_stage.key + 1
        }
      }
    }
  }
`;
    const { declaration } = imported(resource('ProjectName = "build"', dynamic));
    expect(declaration.stages.slice(2)).toMatchObject([
      { name: "Lint", actions: [{ name: "Lint-a", runOrder: 1 }, { name: "Lint-b" }] },
      { name: "Unit", actions: [{ name: "Unit-a", runOrder: 2 }, { name: "Unit-b" }] },
    ]);
  });

  it("makes a pipeline for each round of for_each and count", () => {
    const each = resource("ProjectName = each.value").replace(
      "  name     = ",
      '  for_each = { web = "w", api = "p" }\n  name     = each.key # ',
    );
    expect(imported(each).all.map(({ declaration }) => declaration.name)).toEqual(["api", "web"]);
    const count = resource('ProjectName = "p${count.index}"').replace("  name     = ", "  count = 2\n  name     = ");
    expect(
      imported(count).all.map(({ declaration: { stages } }) => stages[1]?.actions[0]?.configuration?.ProjectName),
    ).toEqual(["p0", "p1"]);
  });

  it("uses the values that are given and asks for what it depends on", () => {
    expect(projectOf("local.prefix", { values: { env: "prod" } })).toBe("prod-shop");
    expect(projectOf("var.stages[0].name", { values: { stages: '[{ name = "Other" }]' } })).toBe("Other");
    expect(imported(resource("ProjectName = var.token")).parameters).toMatchObject([
      { name: "env", defaultValue: "dev", description: "Where to" },
      { name: "repository", defaultValue: undefined },
      { name: "token", isSecret: true },
    ]);
  });
});

describe("what cannot be worked out", () => {
  it.each([
    ["a variable without a default", "var.repository", "${var.repository}"],
    ["a secret", "var.token", "${var.token}"],
    ["an empty variable", "var.empty", "${var.empty}"],
    ["an attribute", "aws_codebuild_project.build[0].name", "${aws_codebuild_project.build[0].name}"],
    [
      "data of elsewhere",
      '"${data.aws_region.current.name}-${var.env}-$${x}"',
      "${data.aws_region.current.name}-dev-$${x}",
    ],
    ["a local that leads back to itself", "local.a", "${local.a}"],
    ["a function of the file system", 'file("${path.module}/a.json")', '${file("${path.module}/a.json")}'],
    ["a list that is not known", 'join(",", aws_subnet.all[*].id)', '${join(",", aws_subnet.all[*].id)}'],
    [
      "a directive with a text and a brace in it",
      '"%{ if var.env == "${local.prefix}}" }a%{ endif }"',
      '%{ if var.env == "${local.prefix}}" }a%{ endif }',
    ],
    ["a directive", '"%{ if var.env == "dev" }a%{ endif }"', '%{ if var.env == "dev" }a%{ endif }'],
  ])("stays, and comes back the same: %s", (_what, value, shown) => {
    const text = resource(`ProjectName = ${value}`);
    expect(projectOf(value)).toBe(shown);
    for (const format of ["terraform", "terraform-json", "cloudformation", "resources"] as const) {
      const first = imported(text);
      const again = imported(exportAs(format, [first]).text);
      expect(again.declaration).toEqual(first.declaration);
      expect(again.metadata.expressions).toHaveLength(first.metadata.expressions.length);
    }
  });

  it("takes one side of a condition where nothing else could stand in", () => {
    const text = resource('ProjectName = "a"').replace(
      'category        = "Build"',
      'category = var.unknown ? "Build" : "Test"',
    );
    const first = imported(text);
    expect(first.declaration.stages[1]?.actions[0]?.actionTypeId.category).toBe("Build");
    expect(exportAs("terraform", [first]).text).toMatch(/category += var\.unknown \? "Build" : "Test"/);
  });

  it("writes expressions as expressions", () => {
    const { text, notes } = exportAs("terraform", [imported(resource('ProjectName = "${var.repository}-x"'))]);
    expect(text).toContain("role_arn      = aws_iam_role.pipeline.arn");
    expect(text).toContain('ProjectName = "${var.repository}-x"');
    expect(text).toMatch(/^variable "repository" \{\}/);
    expect(notes).toEqual([expect.stringContaining("aws_iam_role.pipeline, aws_s3_bucket.artifacts")]);
  });

  it("keeps dynamic blocks that it cannot write out, in their places", () => {
    const dynamic = `  dynamic "stage" {
    for_each = var.unknown
    content { name = stage.value }
  }
`;
    const first = imported(resource('ProjectName = "a"', dynamic));
    expect(first.notes.join(" ")).toContain("A dynamic block repeats over what the file does not tell");
    expect(validatePipeline(first.declaration, first.metadata)).toEqual([]);
    expect(exportAs("terraform", [first]).text).toMatch(/dynamic "stage" \{\s+for_each = var.unknown/);
    expect(exportAs("terraform-json", [first]).notes.join(" ")).toContain(
      "Dynamic blocks that could not be read are left out.",
    );
  });

  it("reads one pipeline of a resource whose rounds nobody knows, and says so", () => {
    const text = resource("ProjectName = each.value.project").replace(
      "  name     = ",
      "  for_each = var.unknown\n  name     = ",
    );
    expect(imported(text).notes.join(" ")).toContain("Terraform makes this as often as for_each = var.unknown says");
    expect(imported(text).declaration.stages[1]?.actions[0]?.configuration?.ProjectName).toBe("${each.value.project}");
  });
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

describe("what cannot be read is told with its place", () => {
  it.each<[string, string, number, number, RegExp]>([
    ["no pipeline", 'resource "aws_s3_bucket" "b" {}', 1, 1, /no pipeline here.*aws_codepipeline/],
    ["a block without an end", 'resource "aws_codepipeline" "a" {\n  name = "b"\n', 3, 1, /does not end/],
    ["a text without an end", 'locals {\n  a = "b\n}', 2, 9, /text does not end/],
    ["a heredoc without an end", "locals {\n  a = <<EOT\nb\n}\n", 5, 1, /text does not end/],
    ["an interpolation without an end", 'locals {\n  a = "${b"\n}', 2, 11, /closes|text does not end|Expected/],
    ["an escape that does not exist", 'locals {\n  a = "\\q"\n}', 2, 10, /escape/],
    ["a value that is none", "locals {\n  a = ,\n}", 2, 7, /Expected a value/],
    ["a prototype", "locals {\n  __proto__ = 1\n}", 2, 3, /__proto__/],
  ])("%s", (_what, text, line, column, message) => {
    expect(issues(text)[0]).toMatchObject({ line, column, message: expect.stringMatching(message) });
  });

  it("a category that does not exist", () => {
    expect(
      issues(resource('ProjectName = "a"').replace('"Build"\n      owner', '"Compile"\n      owner'))[0],
    ).toMatchObject({
      line: 48,
      message: expect.stringContaining('is "Compile"'),
    });
  });
});

describe("hostile texts", () => {
  it("cannot nest without end", () => {
    expect(issues(`locals {\n a = ${"[".repeat(50_000)}`)[0]?.message).toMatch(/nests/);
    expect(issues(`locals {\n a = ${"!".repeat(50_000)}1\n}`)[0]?.message).toMatch(/nests/);
    expect(issues(`locals {\n a = ${'"${'.repeat(50_000)}`)[0]?.message).toMatch(/nests/);
    expect(issues("a {\n".repeat(5000).replace("a", "locals"))[0]?.message).toMatch(/nests/);
  });

  it("cannot grow without end", () => {
    const texts = Array.from({ length: 60 }, (_, index) => `a${index + 1} = "\${local.a${index}}\${local.a${index}}"`);
    expect(
      issues(resource("ProjectName = local.a60").replace("locals {", `locals {\n a0 = "xx"\n ${texts.join("\n")}\n`))[0]
        ?.message,
    ).toMatch(/too large/);
    const lists = Array.from({ length: 60 }, (_, index) => `a${index + 1} = [local.a${index}, local.a${index}]`);
    expect(
      issues(
        resource("ProjectName = jsonencode(local.a60)").replace(
          "locals {",
          `locals {\n a0 = []\n ${lists.join("\n")}\n`,
        ),
      )[0]?.message,
    ).toMatch(/too large/);
  });

  it("are read in time in proportion to their length", () => {
    const before = process.cpuUsage();
    const comments = "# x\n/* y */\n".repeat(50_000);
    expect(imported(`${comments}${resource('ProjectName = "a"')}`).declaration.name).toBe("dev-shop-pipeline");
    expect(issues(`locals {\n${'a = "${b} c"\n'.repeat(50_000)}}`)[0]?.message).toMatch(/no pipeline/);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000);
  });
});
