import type {
  ListRuleExecutionsInput,
  ListRuleExecutionsOutput,
  RuleExecutionDetail,
} from "../protocol/generated/service-types";
import type { RuleExecutionRecord } from "../records";
import { attemptsPage } from "./attempts-page";
import { epochSeconds } from "./epoch-seconds";
import { artifactDetail } from "./list-action-executions";
import type { Operation } from "./operation";

/** One item per attempt of a condition's rule, newest first. */
export const listRuleExecutions: Operation<ListRuleExecutionsInput, ListRuleExecutionsOutput> = async (
  input,
  context,
) => {
  const { engine } = context;
  const { page, nextToken } = await attemptsPage<RuleExecutionRecord>(input, context, {
    operation: "ListRuleExecutions",
    list: (page, filter) => engine.store.listRuleExecutions(input.pipelineName, page, filter),
    subjectOf: ({ stageName, ruleName }) => JSON.stringify([stageName, ruleName]),
  });
  return { ruleExecutionDetails: page.map(detailOf), ...(nextToken !== undefined && { nextToken }) };
};

function detailOf(rule: RuleExecutionRecord): RuleExecutionDetail {
  const { input } = rule;
  const { category, provider, owner, version } = input.ruleTypeId;
  return {
    pipelineExecutionId: rule.pipelineExecutionId,
    ruleExecutionId: rule.ruleExecutionId,
    pipelineVersion: rule.pipelineVersion,
    stageName: rule.stageName,
    ruleName: rule.ruleName,
    startTime: epochSeconds(rule.startedAt),
    lastUpdateTime: epochSeconds(rule.lastUpdatedAt),
    updatedBy: rule.updatedBy,
    status: rule.status,
    input: {
      ruleTypeId: {
        category: category === "Rule" ? category : "Rule",
        provider,
        version,
        ...(owner === "AWS" && { owner }),
      },
      configuration: input.configuration,
      resolvedConfiguration: input.resolvedConfiguration,
      roleArn: input.roleArn,
      region: input.region,
      inputArtifacts: input.inputArtifacts.map(artifactDetail),
    },
    output: {
      executionResult: {
        externalExecutionId: rule.externalExecutionId,
        externalExecutionSummary: rule.summary,
        externalExecutionUrl: rule.externalExecutionUrl,
        ...(rule.status === "Failed" && { errorDetails: rule.error }),
      },
    },
  };
}
