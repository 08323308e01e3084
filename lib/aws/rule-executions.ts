import { ListRuleExecutionsCommand, type RuleExecutionDetail } from "@aws-sdk/client-codepipeline";
import type { RULE_STATUSES } from "@/lib/pipeline/execution";
import { callAws, type ConnectionClients } from "./connection-clients";

/** Once that a rule was asked. Instants are epoch milliseconds. */
export interface RuleExecution {
  readonly ruleExecutionId: string;
  readonly stageName: string;
  readonly ruleName: string;
  readonly status: (typeof RULE_STATUSES)[number];
  readonly startedAt: number;
  readonly lastUpdatedAt: number;
  readonly reason: string | null;
  readonly externalExecutionUrl: string | null;
  readonly resolvedConfiguration: Record<string, string>;
}

const PAGE_SIZE = 100;

/** The last hundred times a rule was asked in an execution, newest first. */
export async function listRuleExecutions(
  clients: ConnectionClients,
  { pipelineName, pipelineExecutionId }: { pipelineName: string; pipelineExecutionId: string },
): Promise<RuleExecution[]> {
  return callAws(clients, async () => {
    const { ruleExecutionDetails = [] } = await clients.codePipeline.send(
      new ListRuleExecutionsCommand({ pipelineName, maxResults: PAGE_SIZE, filter: { pipelineExecutionId } }),
    );
    return ruleExecutionDetails.flatMap(ruleFrom);
  });
}

/** An entry without id, status or start cannot be told from another and is left out. */
function ruleFrom(detail: RuleExecutionDetail): RuleExecution[] {
  const { ruleExecutionId, status, startTime } = detail;
  if (!ruleExecutionId || !status || !startTime) return [];
  const result = detail.output?.executionResult;
  return [
    {
      ruleExecutionId,
      stageName: detail.stageName ?? "",
      ruleName: detail.ruleName ?? "",
      status,
      startedAt: startTime.getTime(),
      lastUpdatedAt: (detail.lastUpdateTime ?? startTime).getTime(),
      reason: result?.errorDetails?.message ?? result?.externalExecutionSummary ?? null,
      externalExecutionUrl: result?.externalExecutionUrl ?? null,
      resolvedConfiguration: detail.input?.resolvedConfiguration ?? {},
    },
  ];
}
