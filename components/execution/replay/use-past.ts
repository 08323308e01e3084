"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { executionPastQuery, ruleExecutionsQuery } from "@/lib/queries/executions";
import { NOTHING_RECORDED, type Past } from "./past";

/** What is on record beside the attempts, read once a replay is open. */
export function usePast({ connection, pipelineName, pipelineExecutionId }: ExecutionAddress, isOpen: boolean): Past {
  const { data: done } = useQuery({
    ...executionPastQuery(connection, pipelineName, pipelineExecutionId),
    enabled: isOpen,
  });
  // A connection that has lost the pipeline tells no rules; the replay then says that they are not known.
  const { data: asked } = useQuery({
    ...ruleExecutionsQuery(connection, pipelineName, pipelineExecutionId),
    enabled: isOpen,
    retry: false,
  });
  return useMemo(() => ({ ...(done ?? NOTHING_RECORDED), rules: asked?.ruleExecutions ?? null }), [done, asked]);
}
