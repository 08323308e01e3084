import { expect, it } from "vitest";
import { PIPELINE_TEMPLATES } from "./templates";
import { validatePipeline } from "./validation/validate-pipeline";

it.each(PIPELINE_TEMPLATES)("$name has nothing to complain about", ({ build }) => {
  const basics = {
    name: "shop-api",
    roleArn: "arn:aws:iam::123456789012:role/CodePipeline",
    artifactBucket: "artifacts",
  };
  expect(validatePipeline(build(basics))).toEqual([]);
});
