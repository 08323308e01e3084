import { expect, test } from "vitest";
import type { PipelineDeclaration } from "./declaration";
import { findRollbackObstacle } from "./rollback";

function declared(change: Partial<PipelineDeclaration> = {}): PipelineDeclaration {
  return {
    name: "shop",
    roleArn: "arn:aws:iam::123456789012:role/pipeline",
    pipelineType: "V2",
    stages: [
      { name: "Source", actions: [] },
      { name: "Deploy", actions: [] },
    ],
    ...change,
  };
}

test.each([
  ["a later stage of a V2 pipeline", declared(), "Deploy", /^none$/],
  ["the source stage", declared(), "Source", /source stage/],
  ["a stage that is gone", declared(), "Test", /no such stage/],
  ["PARALLEL mode", declared({ executionMode: "PARALLEL" }), "Deploy", /PARALLEL/],
  ["type V1", declared({ pipelineType: "V1" }), "Deploy", /type V2/],
] as const)("knows whether AWS rolls back %s", (_case, declaration, stageName, obstacle) => {
  expect(findRollbackObstacle(declaration, stageName) ?? "none").toMatch(obstacle);
});
