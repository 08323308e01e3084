import { expect, it } from "vitest";
import { pipeline, sourceAction, stage } from "../testing/build-pipeline";
import { parseDeclaration } from "./parse-declaration";
import { serviceRefusal } from "./service-refusal";
import { validateTags } from "./tags";
import { validatePipeline } from "./validate-pipeline";

it("reports every shape constraint in one ValidationException, with places counted from 1", () => {
  const declaration = pipeline([stage("Source", sourceAction("a b", { runOrder: 0 }))]);
  expect(serviceRefusal(validatePipeline(declaration))).toEqual({
    awsError: "ValidationException",
    message:
      "2 validation errors detected: Value at 'pipeline.stages.1.member.actions.1.member.name' failed to satisfy constraint: " +
      "Member must satisfy regular expression pattern: [A-Za-z0-9.@\\-_]+; Value at 'pipeline.stages.1.member.actions.1.member.runOrder' " +
      "failed to satisfy constraint: Member must have value greater than or equal to 1",
  });
});

it("reports the first thing that makes no sense", () => {
  const refusal = serviceRefusal(validatePipeline(pipeline([stage("Source", sourceAction())])));
  expect(refusal?.awsError).toBe("InvalidStructureException");
});

it("refuses nothing for warnings", () => {
  expect(serviceRefusal(validatePipeline(pipeline(undefined, { pipelineType: undefined })))).toBeNull();
});

it.each([
  ["member-missing", "roleArn", { name: "a", stages: [] }, "roleArn is missing"],
  ["member-value", "pipelineType", { ...pipeline(), pipelineType: "V3" }, "Use V1 or V2"],
  ["member-type", "stages", { ...pipeline(), stages: "none" }, "stages has to be a list, not a text"],
  ["member-type", "", "text", "The definition has to be an object"],
])("turns a wrong structure into the issue %s at %s", (code, path, value, message) => {
  const parsed = parseDeclaration(value);
  expect(parsed.ok ? [] : parsed.issues.map((issue) => [issue.code, issue.path.join(".")])).toContainEqual([
    code,
    path,
  ]);
  expect(parsed.ok ? "" : parsed.issues[0]?.message).toContain(message);
});

it.each([
  ["InvalidTagsException", [{ key: "aws:x", value: "" }]],
  ["InvalidTagsException", [{ key: "a", value: "x".repeat(257) }]],
  [
    "InvalidTagsException",
    [
      { key: "a", value: "" },
      { key: "a", value: "" },
    ],
  ],
  ["TooManyTagsException", Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: "" }))],
])("refuses tags with %s", (awsError, tags) => {
  expect(validateTags(tags)[0]?.awsError).toBe(awsError);
});
