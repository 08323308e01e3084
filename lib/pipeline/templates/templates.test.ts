import { expect, it } from "vitest";
import { MAX_NAME_LENGTH } from "../limits";
import { validatePipeline } from "../validation/validate-pipeline";
import { PIPELINE_TEMPLATES } from "./templates";

const basics = {
  name: "shop-api",
  roleArn: "arn:aws:iam::123456789012:role/CodePipeline",
  artifactBucket: "artifacts",
};

it("offers at least eight ways to start, each with an id and a name of its own", () => {
  expect(PIPELINE_TEMPLATES.length).toBeGreaterThanOrEqual(8);
  expect(new Set(PIPELINE_TEMPLATES.map(({ id }) => id)).size).toBe(PIPELINE_TEMPLATES.length);
  expect(new Set(PIPELINE_TEMPLATES.map(({ name }) => name)).size).toBe(PIPELINE_TEMPLATES.length);
});

it.each(PIPELINE_TEMPLATES)("$name has nothing to complain about", ({ build }) => {
  expect(validatePipeline(build(basics), { region: "us-east-1" })).toEqual([]);
});

it.each(PIPELINE_TEMPLATES)("$name takes the longest and oddest name a pipeline can have", ({ build }) => {
  const name = "A.b@c-d_".padEnd(MAX_NAME_LENGTH, "x");
  const errors = validatePipeline(build({ ...basics, name })).filter(({ severity }) => severity === "error");
  expect(errors).toEqual([]);
});

it("names functions as Lambda takes them, whatever the pipeline is called", () => {
  const longest = "A.b@c-d_".padEnd(MAX_NAME_LENGTH, "x");
  const names = PIPELINE_TEMPLATES.flatMap(({ starter }) => Object.keys(starter(longest).functions ?? {}));
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !/^[A-Za-z0-9_-]{1,64}$/.test(name))).toEqual([]);
});

it.each(PIPELINE_TEMPLATES)("$name says what it needs, and starts from the repository its source names", (template) => {
  expect(template.needs.length).toBeGreaterThan(0);
  const source = template.build(basics).stages[0]?.actions[0]?.configuration ?? {};
  const { repository, files } = template.starter(basics.name);
  expect(source["RepositoryName"] ?? source["FullRepositoryId"]).toBe(repository);
  expect(Object.keys(files)).toContain("README.md");
});
