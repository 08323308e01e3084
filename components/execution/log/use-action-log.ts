"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { getLogPage } from "@/lib/queries/executions";
import { createLogReader, type LogSnapshot } from "./log-reader";

export interface LogAddress {
  readonly connection: string;
  readonly pipelineName: string;
  readonly pipelineExecutionId: string;
  readonly actionExecutionId: string;
}

/** The log of one attempt, growing while the attempt runs. Give the component a `key` of the attempt's id. */
export function useActionLog(address: LogAddress, isRunning: boolean): LogSnapshot {
  const [reader] = useState(() => createLogReader((token, signal) => getLogPage(address, token, signal)));
  useEffect(() => reader.start(), [reader]);
  useEffect(() => reader.setGrowing(isRunning), [reader, isRunning]);
  return useSyncExternalStore(reader.subscribe, reader.getSnapshot, reader.getSnapshot);
}
