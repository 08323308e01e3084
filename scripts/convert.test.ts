import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { importPipelines } from "@/lib/pipeline/formats/import-pipelines";
import { pipeline, sourceAction, stage } from "@/lib/pipeline/testing/build-pipeline";

const root = path.resolve(import.meta.dirname, "..");
const folder = mkdtempSync(path.join(tmpdir(), "penstock-convert-"));
afterAll(() => rmSync(folder, { recursive: true }));

function run(script: string, text: string, ...options: string[]) {
  const file = path.join(folder, "pipeline.json");
  writeFileSync(file, text);
  const command = ["--import", "tsx", `scripts/${script}.ts`, file, ...options];
  return spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
}

it("converts a definition to a template that holds the same pipeline", () => {
  const { status, stdout } = run("convert", JSON.stringify({ pipeline: pipeline() }), "--to", "cloudformation");
  expect(status).toBe(0);
  expect(importPipelines(stdout)).toMatchObject({ ok: true, pipelines: [{ declaration: pipeline() }] });
});

it("prints a list of declarations with tags and notes", () => {
  const { stdout } = run("convert", JSON.stringify({ pipeline: pipeline(), metadata: {} }), "--to", "cli-json");
  expect(JSON.parse(stdout)).toEqual([
    { pipeline: pipeline(), tags: [], notes: [expect.stringContaining("metadata")] },
  ]);
});

it("ends with 2 and the place of what cannot be read", () => {
  const { status, stderr } = run("convert", '{"a": 1,\n "a": 2}', "--to", "cli-json");
  expect(status).toBe(2);
  expect(stderr).toMatch(/pipeline\.json:2:2: The member a is there twice/);
});

it("ends with 1 when AWS would refuse a pipeline", () => {
  const refused = run("validate", JSON.stringify(pipeline([stage("Source", sourceAction())])));
  expect(refused.status).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject([
    { pipeline: "shop", problems: expect.arrayContaining([expect.objectContaining({ code: "stage-count-low" })]) },
  ]);
  const accepted = run("validate", JSON.stringify(pipeline()));
  expect([accepted.status, JSON.parse(accepted.stdout)]).toEqual([0, [{ pipeline: "shop", problems: [] }]]);
});

it("judges every pipeline of a file, those that have no declaration's structure first", () => {
  const { roleArn: _, ...broken } = pipeline(undefined, { name: "broken" });
  const { status, stdout } = run("validate", JSON.stringify([pipeline(), broken, pipeline([])]));
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject([
    { pipeline: "broken", problems: [{ path: ["roleArn"] }] },
    { pipeline: "shop", problems: [] },
    { pipeline: "shop", problems: expect.arrayContaining([expect.objectContaining({ code: "stage-count-low" })]) },
  ]);
});

it("judges the tags beside a declaration", () => {
  const tags = [
    { key: "team", value: "a" },
    { key: "team", value: "b" },
  ];
  const { status, stdout } = run("validate", JSON.stringify({ pipeline: pipeline(), tags }));
  expect([status, JSON.parse(stdout)]).toMatchObject([1, [{ problems: [{ code: "tag-invalid" }, {}] }]]);
});

it("takes a path from where npm was called", () => {
  writeFileSync(path.join(folder, "near.json"), JSON.stringify(pipeline()));
  const command = ["--import", "tsx", "scripts/validate.ts", "near.json"];
  const env = { ...process.env, INIT_CWD: folder };
  const { status } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8", env });
  expect(status).toBe(0);
});

it("reads standard input and takes values for parameters", () => {
  const template = `Parameters: { Env: { Type: String } }
Resources:
  P:
    Type: AWS::CodePipeline::Pipeline
    Properties: { Name: !Sub "\${Env}-shop", RoleArn: r, Stages: [] }
`;
  const options = ["--to", "cli-json", "--parameter", "Env=prod"];
  const command = ["--import", "tsx", "scripts/convert.ts", "-", ...options];
  const { stdout } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8", input: template });
  expect(JSON.parse(stdout)).toMatchObject([{ pipeline: { name: "prod-shop" } }]);
});

it("writes notes to standard error, and only the format to standard output", () => {
  const { stdout, stderr } = run(
    "convert",
    JSON.stringify({ ...pipeline(), version: 3 }),
    "--to",
    "cloudformation-json",
  );
  expect(JSON.parse(stdout)).toMatchObject({ Resources: { Pipeline: { Properties: { Name: "shop" } } } });
  expect(stderr).toContain("Note: CloudFormation has no place for version.");
});

it("judges a pipeline that does not even have a declaration's structure", () => {
  const { status, stdout } = run("validate", '{"pipeline": {"name": "shop", "stages": []}}');
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject([
    { pipeline: "shop", problems: [{ code: "member-missing", awsError: "ValidationException", path: ["roleArn"] }] },
  ]);
  expect(run("validate", "a: 1").status).toBe(2);
});
