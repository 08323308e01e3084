import { describe, expect, it } from "vitest";
import { validatePipeline } from "../../validation/validate-pipeline";
import { exportAs } from "../convert";
import { imported, projectOf, resource } from "./terraform-fixture";

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
