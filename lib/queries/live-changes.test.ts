import { expect, test } from "vitest";
import { isMeant } from "./live-changes";

const pipeline = ["pipelines", "local", "web"];

test("news of a pipeline concern the pipeline, not its draft or its executions", () => {
  expect(isMeant(pipeline, pipeline)).toBe(true);
  expect(isMeant([...pipeline, "draft"], pipeline)).toBe(false);
  expect(isMeant([...pipeline, "executions", "1"], pipeline)).toBe(false);
  expect(isMeant(["pipelines", "local", "api"], pipeline)).toBe(false);
});

test("news of a list concern it under any filters", () => {
  expect(isMeant(["pipelines", { filters: { status: ["failed"] } }], ["pipelines"])).toBe(true);
  expect(isMeant([...pipeline, "executions", { filters: {} }], [...pipeline, "executions"])).toBe(true);
  expect(isMeant(pipeline, ["pipelines"])).toBe(false);
});

test("a star stands for everything below", () => {
  expect(isMeant([...pipeline, "executions", "1"], [...pipeline, "executions", "*"])).toBe(true);
  expect(isMeant(["analytics", "", "", "2026-01-01", "2026-01-31"], ["analytics", "*"])).toBe(true);
  expect(isMeant(["connections"], ["*"])).toBe(true);
  expect(isMeant(["connections"], ["analytics", "*"])).toBe(false);
});
