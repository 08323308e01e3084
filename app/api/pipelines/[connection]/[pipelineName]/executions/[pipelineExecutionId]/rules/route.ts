import { executionAddress } from "@/lib/contracts/pipeline-address";
import { ruleExecutions } from "@/lib/contracts/stage-condition";
import { listRuleExecutions } from "@/lib/server/executions/list-rule-executions";
import { route } from "@/lib/server/route";

export const GET = route({
  params: executionAddress,
  output: ruleExecutions,
  handle: ({ viewer, params }) => listRuleExecutions(viewer, params),
});
