import { describe, expect, it } from "vitest";
import { importPipelines } from "../import-pipelines";

const MODULE = `variable "steps" {
  default = [{ name = "lint", after = ["a", "b", "c"] }, { name = "unit", after = ["d"] }]
}
variable "settings" { default = { prod = { branch = "main" } } }
resource "aws_codepipeline" "this" {
  name     = "shop"
  role_arn = "arn:aws:iam::123456789012:role/pipeline"
  artifact_store {
    location = "artifacts"
    type     = "S3"
  }
  dynamic "stage" {
    for_each = var.steps
    content {
      name = stage.value.name
      action {
        name      = "Approve"
        category  = "Approval"
        owner     = "AWS"
        provider  = "Manual"
        version   = "1"
        run_order = index(var.steps, stage.value) + 2
        configuration = { CustomData = VALUE }
      }
    }
  }
}
`;

/** What the configuration of the first and of the second stage holds. */
function valuesOf(expression: string): readonly unknown[] {
  const result = importPipelines(MODULE.replace("VALUE", expression), { filename: "main.tf" });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const stages = result.pipelines.flatMap(({ declaration }) => declaration.stages);
  return stages.map(({ actions: [action] }) => action?.configuration?.CustomData);
}

describe("functions of Terraform", () => {
  it("numbers what a loop goes over by its place in the list", () => {
    const result = importPipelines(MODULE.replace("VALUE", '"go"'), { filename: "main.tf" });
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    const orders = result.pipelines[0]?.declaration.stages.map(({ actions }) => actions[0]?.runOrder);
    expect(orders).toEqual([2, 3]);
  });

  it.each([
    ['join("", reverse(stage.value.after))', ["cba", "d"]],
    ['join("", slice(stage.value.after, 0, 1))', ["a", "d"]],
    ["max(length(stage.value.after), 2)", ["3", "2"]],
    ["min(length(stage.value.after), 2)", ["2", "1"]],
    ['startswith(stage.value.name, "l")', ["true", "false"]],
    ['endswith(stage.value.name, "t")', ["true", "true"]],
    ["can(stage.value.after[2])", ["true", "false"]],
    ["can(stage.value.missing.name)", ["false", "false"]],
    ["can(data.aws_region.here.name)", ["${can(data.aws_region.here.name)}", "${can(data.aws_region.here.name)}"]],
    [
      'lookup(stage.value, "region", data.aws_region.here.name)',
      ["${data.aws_region.here.name}", "${data.aws_region.here.name}"],
    ],
    ['lookup(stage.value, "name", data.aws_region.here.name)', ["lint", "unit"]],
    ["one(var.steps).name", ["${one(var.steps).name}", "${one(var.steps).name}"]],
  ])("works out %s", (expression, values) => {
    expect(valuesOf(expression)).toEqual(values);
  });

  it("tries the next where a known map or list has nothing", () => {
    expect(valuesOf('try(var.settings["dev"].branch, "trunk")')).toEqual(["trunk", "trunk"]);
    expect(valuesOf('try(stage.value.after[2], "none")')).toEqual(["c", "none"]);
    expect(valuesOf('try(var.settings["prod"].branch, "trunk")')).toEqual(["main", "main"]);
  });

  it("leaves a try to Terraform while nobody knows whether it fails", () => {
    const expression = 'try(data.aws_ssm_parameter.branch.value, "trunk")';
    expect(valuesOf(expression)).toEqual([`\${${expression}}`, `\${${expression}}`]);
  });
});

describe("what stays an expression", () => {
  it("does not lean on a loop or a local, which an export has not", () => {
    expect(valuesOf("jsonencode([{ name = stage.value.name, topic = aws_sns_topic.t.arn, size = 3 }])")).toEqual(
      ["lint", "unit"].map(
        (name) => `\${jsonencode([{ "name" = "${name}", "topic" = aws_sns_topic.t.arn, "size" = 3 }])}`,
      ),
    );
    expect(valuesOf('aws_ssm_parameter.p["${stage.key}"].value')).toEqual([
      '${aws_ssm_parameter.p["0"].value}',
      '${aws_ssm_parameter.p["1"].value}',
    ]);
    expect(valuesOf('upper("${stage.value.name}-${var.unknown}")')).toEqual([
      '${upper("lint-${var.unknown}")}',
      '${upper("unit-${var.unknown}")}',
    ]);
  });

  it("takes no longer for being nested", () => {
    const nested = `${"upper(".repeat(60)}"\${stage.value.name}\${var.unknown}"${")".repeat(60)}`;
    expect(valuesOf(nested)[0]).toMatch(/^\$\{(upper\(){60}"lint\$\{var\.unknown\}"/);
  });
});
