import { expect, it } from "vitest";
import { pipelineLogGroup } from "./pipeline-log-group";

it("names a group that CloudWatch Logs takes for every name that a pipeline can have", () => {
  expect(pipelineLogGroup("shop-api")).toBe("/aws/codepipeline/shop-api");
  expect(pipelineLogGroup("release@eu.v1_a-b")).toMatch(/^[.\-_/#A-Za-z0-9]{1,512}$/);
});

it("gives two pipelines no group in common", () => {
  expect(pipelineLogGroup("a@b")).not.toBe(pipelineLogGroup("a_b"));
});
