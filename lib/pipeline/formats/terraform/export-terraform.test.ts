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

  it("keeps dynamic blocks of which there is one at most, and finds nothing missing or wrong in their places", () => {
    const blocks = {
      encryption_key: 'content { id = var.key type = "KMS" }',
      artifact_store: 'content { location = artifact_store.value type = "S3" region = artifact_store.key }',
      on_failure: 'content { result = "RETRY" }',
      before_entry: 'content { condition { result = "FAIL" } }',
      variable: "content { name = variable.value }",
      trigger: 'content { provider_type = "CodeStarSourceConnection" }',
      push: "content { branches { includes = push.value } }",
      condition: 'content { result = "ROLLBACK" }',
    };
    const dynamic = (name: keyof typeof blocks) =>
      `dynamic "${name}" {\n    for_each = var.unknown\n    ${blocks[name]}\n  }\n`;
    const git = `trigger {\n provider_type = "CodeStarSourceConnection"\n git_configuration {\n source_action_name = "Checkout"\n ${dynamic("push")} }\n }\n`;
    const text = resource('ProjectName = "a"', `${dynamic("variable")}${dynamic("trigger")}${git}`)
      .replace(
        'type     = "S3"\n  }',
        `type     = "S3"\n  ${dynamic("encryption_key")} }\n  ${dynamic("artifact_store")}`,
      )
      .replace('provider         = "CodeCommit"', 'provider         = "CodeStarSourceConnection"')
      .replace("RepositoryName = var.repository", 'ConnectionArn = var.repository, FullRepositoryId = "a/b"')
      .replace(", PollForSourceChanges = false", "")
      .replace(
        'name = "Build"\n',
        `name = "Build"\n${dynamic("on_failure")}${dynamic("before_entry")}on_success {\n ${dynamic("condition")} }\n`,
      );
    const first = imported(text);
    expect(validatePipeline(first.declaration, first.metadata)).toEqual([]);
    const exported = exportAs("terraform", [first]).text;
    for (const name of Object.keys(blocks)) expect(exported).toContain(`dynamic "${name}"`);
    expect(imported(exported).declaration).toEqual(first.declaration);
  });

  it("finds no store missing where a dynamic block has them all", () => {
    const store = 'artifact_store {\n    location = local.bucket.bucket\n    type     = "S3"\n  }';
    const text = resource('ProjectName = "a"').replace(
      store,
      'dynamic "artifact_store" {\n    for_each = var.unknown\n    content { location = artifact_store.value type = "S3" }\n  }',
    );
    const first = imported(text);
    expect(validatePipeline(first.declaration, first.metadata)).toEqual([]);
    expect(exportAs("terraform", [first]).text).toContain('dynamic "artifact_store"');
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
