import { expect, it } from "vitest";
import { AwsServiceError } from "../../aws-service-error";
import type { StartPipelineExecutionInput } from "../../protocol/generated/service-types";
import { ActionHarness } from "../testing/action-harness";

const ACTION = { category: "Invoke", owner: "AWS", provider: "CodePipeline", version: "1" } as const;

async function run(configuration: Record<string, string>, refusal?: AwsServiceError) {
  const starts: [StartPipelineExecutionInput, string][] = [];
  const harness = await ActionHarness.create({
    async startPipeline(input, principalArn) {
      if (refusal) throw refusal;
      starts.push([input, principalArn]);
      return "33333333-3333-4333-8333-333333333333";
    },
    executionUrl: ({ pipelineName, pipelineExecutionId }) => `http://here/${pipelineName}/${pipelineExecutionId}`,
  });
  const { outcome } = await harness.run({ actionTypeId: ACTION, configuration });
  await harness.dispose();
  return { outcome, starts };
}

it("starts the pipeline with its variables and revisions, once per attempt, and links to the execution", async () => {
  const revision = { actionName: "Checkout", revisionType: "COMMIT_ID", revisionValue: "0a1b" };
  const { outcome, starts } = await run({
    PipelineName: "release",
    Variables: '[{"name": "Stage", "value": "beta"}]',
    SourceRevisions: JSON.stringify([revision]),
  });
  expect(outcome).toMatchObject({
    status: "Succeeded",
    externalExecutionId: "33333333-3333-4333-8333-333333333333",
    externalExecutionUrl: "http://here/release/33333333-3333-4333-8333-333333333333",
  });
  expect(starts).toEqual([
    [
      {
        name: "release",
        clientRequestToken: "11111111-1111-4111-8111-111111111111",
        variables: [{ name: "Stage", value: "beta" }],
        sourceRevisions: [revision],
      },
      "arn:aws:codepipeline:us-east-1:000000000000:shop",
    ],
  ]);
});

it.each([
  [{ Variables: "{" }, "Variables of action Action is not the JSON list"],
  [{ SourceRevisions: '[{"actionName": "A", "revisionType": "TAG", "revisionValue": "1"}]' }, "0.revisionType"],
])("fails with %j, and says what is wrong", async (configuration, message) => {
  const { outcome, starts } = await run({ PipelineName: "release", ...configuration });
  expect(outcome).toMatchObject({ errorCode: "ConfigurationError", message: expect.stringContaining(message) });
  expect(starts).toEqual([]);
});

it("fails with the reason why the pipeline was not started", async () => {
  const refusal = new AwsServiceError("PipelineNotFoundException", "There is none");
  const { outcome } = await run({ PipelineName: "none" }, refusal);
  expect(outcome).toMatchObject({ status: "Failed", message: "Pipeline none was not started: There is none" });
});
