import { describe, expect, it } from "vitest";
import { imported, issues, resource } from "./terraform-fixture";

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
