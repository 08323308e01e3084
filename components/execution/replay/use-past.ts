"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { executionPastQuery, ruleExecutionsQuery } from "@/lib/queries/executions";
import { NOTHING_RECORDED, type Past, type ruleSourceOf } from "./past";

interface PastOptions {
  /** Nothing is read before. */
  readonly isOpen: boolean;
  readonly ruleSource: ReturnType<typeof ruleSourceOf>;
}

/** What is on record beside the attempts, read once somebody looks at it. */
export function usePast(address: ExecutionAddress, { isOpen, ruleSource }: PastOptions): Past {
  const { data: done } = useQuery({
    ...executionPastQuery(address),
    enabled: isOpen,
  });
  const { data: asked } = useQuery({
    ...ruleExecutionsQuery(address),
    enabled: isOpen && ruleSource === "connection",
    retry: false,
  });
  const rules = ruleSource === "definition" ? NONE_ASKED : (asked?.ruleExecutions ?? null);
  return useMemo(() => ({ ...(done ?? NOTHING_RECORDED), rules }), [done, rules]);
}

const NONE_ASKED: NonNullable<Past["rules"]> = [];
