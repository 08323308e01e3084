import { expect, it } from "vitest";
import { completionAt, suggestionsFor } from "./completion";

const variables = ["#{source.CommitId}", "#{source.BranchName}", "#{build.", "#{codepipeline.PipelineExecutionId}"];

it.each([
  ["#{", variables],
  ["Release #{source.c", ["#{source.CommitId}"]],
  ["#{source.CommitId} of #{B", ["#{build."]],
])("offers what fits behind %s", (before, options) => {
  expect(completionAt(before, variables)?.options).toEqual(options);
});

it.each(["", "plain", "#{source.CommitId}", "#{nowhere"])("offers nothing behind %j", (before) => {
  expect(completionAt(before, variables)).toBeNull();
});

it("offers whole values that go on as the text does, and chooses none", () => {
  expect(suggestionsFor("max", ["no-cache", "max-age=300"])).toMatchObject({ options: ["max-age=300"], active: -1 });
  expect(suggestionsFor("max-age=300", ["max-age=300"])).toBeNull();
});
