import { describe, expect, it } from "vitest";
import { imported, projectOf, resource } from "./terraform-fixture";

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

  it("leaves out a dynamic block over nothing", () => {
    const nothing = (name: string) => `dynamic "${name}" {\n for_each = []\n content {}\n }\n`;
    const text = resource('ProjectName = "build"')
      .replace('type     = "S3"\n', `type     = "S3"\n${nothing("encryption_key")}`)
      .replace('name = "Build"\n', `name = "Build"\n${nothing("on_failure")}${nothing("before_entry")}`);
    expect(imported(text).declaration).toEqual(imported(resource('ProjectName = "build"')).declaration);
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
