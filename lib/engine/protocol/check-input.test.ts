import { describe, expect, it } from "vitest";
import { AwsServiceError } from "../aws-service-error";
import { checkInput } from "./check-input";
import { SHAPES } from "./generated/service-shapes";

const action = {
  name: "Checkout",
  actionTypeId: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
};
const pipeline = {
  name: "shop",
  roleArn: "arn:aws:iam::123456789012:role/CodePipeline",
  stages: [{ name: "Source", actions: [action] }],
};

function violationsOf(declaration: unknown): string[] {
  try {
    checkInput(SHAPES, "CreatePipelineInput", { pipeline: declaration });
  } catch (error) {
    if (error instanceof AwsServiceError && error.exception === "ValidationException") {
      return error.message.replace(/^\d+ validation errors? detected: /, "").split("; ");
    }
    throw error;
  }
  return [];
}

describe("checkInput", () => {
  it("accepts a declaration that keeps every constraint", () => {
    expect(violationsOf(pipeline)).toEqual([]);
  });

  it("names every broken constraint at once, by 1-based path", () => {
    const long = "x".repeat(300);
    const stages = [
      { name: "Source", actions: [{ ...action, name: long, runOrder: 0 }] },
      { name: "b c", actions: [{ ...action, actionTypeId: { ...action.actionTypeId, owner: "Me" } }] },
    ];
    expect(violationsOf({ ...pipeline, stages })).toEqual([
      "Value at 'pipeline.stages.1.member.actions.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 100",
      "Value at 'pipeline.stages.1.member.actions.1.member.runOrder' failed to satisfy constraint: Member must have value greater than or equal to 1",
      "Value at 'pipeline.stages.2.member.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9.@\\-_]+",
      "Value at 'pipeline.stages.2.member.actions.1.member.actionTypeId.owner' failed to satisfy constraint: Member must satisfy enum value set: [AWS, ThirdParty, Custom]",
    ]);
  });

  it("asks for required members", () => {
    expect(violationsOf({ name: "shop", stages: [] })).toEqual([
      "Value at 'pipeline.roleArn' failed to satisfy constraint: Member must not be null",
    ]);
  });

  it("reports a configuration once, at the map, and never shows its values", () => {
    const configuration = { Token: "s3cret".repeat(200), ["k".repeat(60)]: "" };
    const found = violationsOf({ ...pipeline, stages: [{ name: "Source", actions: [{ ...action, configuration }] }] });
    expect(found).toEqual([
      "Value at 'pipeline.stages.1.member.actions.1.member.configuration' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 50, Member must have length greater than or equal to 1]",
      "Value at 'pipeline.stages.1.member.actions.1.member.configuration' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 1000, Member must have length greater than or equal to 1]",
    ]);
    expect(found.join()).not.toContain("s3cret");
  });

  it("holds a pattern against the whole value", () => {
    expect(violationsOf({ ...pipeline, name: "shop\n" })).toHaveLength(1);
    expect(violationsOf({ ...pipeline, name: "shop-1.a@b_c" })).toEqual([]);
  });

  it("counts the characters of a text, not the halves that some are made of", () => {
    const ofLength = (count: number) => [
      { name: "Source", actions: [{ ...action, configuration: { Text: "\u{1f600}".repeat(count) } }] },
    ];
    expect(violationsOf({ ...pipeline, stages: ofLength(1000) })).toEqual([]);
    expect(violationsOf({ ...pipeline, stages: ofLength(1001) })).toHaveLength(1);
  });

  it("bounds lists", () => {
    const commands = Array.from({ length: 51 }, () => "true");
    const stages = [{ name: "Source", actions: [{ ...action, commands }] }];
    expect(violationsOf({ ...pipeline, stages })).toEqual([
      "Value at 'pipeline.stages.1.member.actions.1.member.commands' failed to satisfy constraint: Member must have length less than or equal to 50",
    ]);
  });

  it("ignores what the model does not know and what is null", () => {
    const declaration = { ...pipeline, future: 1, variables: null };
    expect(checkInput(SHAPES, "CreatePipelineInput", { pipeline: declaration, more: [] })).toEqual({ pipeline });
  });

  it.each([
    ["a list where an object belongs", { pipeline: [] }, "START_ARRAY can not be converted to an Object"],
    [
      "an object where a list belongs",
      { pipeline: { ...pipeline, stages: {} } },
      "START_OBJECT can not be converted to a List",
    ],
    [
      "null in a list",
      { pipeline: { ...pipeline, stages: [null] } },
      "1 validation error detected: Value at 'pipeline.stages.1.member' failed to satisfy constraint: Member must not be null",
    ],
    [
      "null in a list of texts",
      { pipeline: { ...pipeline, stages: [{ name: "A", actions: [{ ...action, outputVariables: ["a", null] }] }] } },
      "outputVariables' failed to satisfy constraint: Member must satisfy constraint: [Member must not be null, Member must have",
    ],
    ["null for a body", null, "VALUE_NULL can not be converted to an Object"],
    ["a body that is no object", "text", "STRING_VALUE can not be converted to an Object"],
  ])("refuses %s", (_title, body, message) => {
    expect(() => checkInput(SHAPES, "CreatePipelineInput", body)).toThrow(message);
  });

  it("counts every violation and names the first hundred", () => {
    const stages = Array.from({ length: 20_000 }, () => ({}));
    let message = "";
    try {
      checkInput(SHAPES, "CreatePipelineInput", { pipeline: { ...pipeline, stages } });
    } catch (error) {
      message = error instanceof Error ? error.message : "";
    }
    expect(message).toMatch(/^40000 validation errors detected: /);
    expect(message.split("; ")).toHaveLength(100);
  });

  describe("a time", () => {
    const read = (created: unknown) => {
      const actionRevision = { revisionId: "a", revisionChangeId: "a", created };
      const body = { pipelineName: "shop", stageName: "Source", actionName: "Checkout", actionRevision };
      return checkInput(SHAPES, "PutActionRevisionInput", body);
    };

    it.each([
      [1_790_000_000, 1_790_000_000],
      [1_790_000_000.25, 1_790_000_000.25],
      [-1, -1],
      ["2026-09-21T14:13:20Z", 1_790_000_000],
      ["2026-09-21T16:13:20.250+02:00", 1_790_000_000.25],
      ["Mon, 21 Sep 2026 14:13:20 GMT", 1_790_000_000],
    ])("may be written %s", (written, seconds) => {
      expect(read(written)).toMatchObject({ actionRevision: { created: seconds } });
    });

    it.each(["yesterday", "2026-13-45T99:00:00Z", "1790000000", true, 1e300, {}])(
      "may not be written %s",
      (written) => {
        expect(() => read(written)).toThrow(/can not be converted to milliseconds since epoch/);
      },
    );
  });

  it("is not misled by names that every object inherits", () => {
    const body = JSON.parse('{"pipeline":{"name":"shop","__proto__":{"roleArn":"x"},"stages":[]}}');
    expect(() => checkInput(SHAPES, "CreatePipelineInput", body)).toThrow("'pipeline.roleArn'");
  });
});
