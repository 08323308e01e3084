"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import type { RetryStageInput } from "@/lib/contracts/retry-stage";
import type { StopExecutionInput } from "@/lib/contracts/stop-execution";
import type { OverrideStageConditionInput } from "@/lib/contracts/stage-condition";
import { overrideStageCondition, retryStage, stopExecution } from "@/lib/queries/executions";

/** The first eight characters of an execution id, as people say it. */
export function shortExecutionId(pipelineExecutionId: string): string {
  return pipelineExecutionId.slice(0, 8);
}

/** Stop, retry and override of one execution. Whatever comes of it, the pipeline's data is fetched again. */
export function useExecutionCommands(address: ExecutionAddress) {
  const { connection, pipelineName, pipelineExecutionId } = address;
  const client = useQueryClient();
  const refetch = () => client.invalidateQueries({ queryKey: ["pipelines", connection, pipelineName] });
  const id = shortExecutionId(pipelineExecutionId);

  const stop = useMutation({
    mutationFn: (input: StopExecutionInput) => stopExecution(address, input),
    onSuccess: (_answer, { abandon }) =>
      toast.done(abandon ? `Execution ${id} is stopped` : `Execution ${id} stops when its running actions end`),
    onSettled: refetch,
  });
  const retry = useMutation({
    mutationFn: (input: RetryStageInput) => retryStage(address, input),
    onSuccess: (_answer, { stageName }) => toast.done(`Retrying ${stageName}`),
    onSettled: refetch,
  });
  const override = useMutation({
    mutationFn: ({ stageName, conditionType }: OverrideStageConditionInput & { readonly stageName: string }) =>
      overrideStageCondition(address, stageName, { conditionType }),
    onSuccess: (_answer, { stageName }) => toast.done(`The condition of ${stageName} is overridden`),
    onSettled: refetch,
  });
  return { stop, retry, override };
}
