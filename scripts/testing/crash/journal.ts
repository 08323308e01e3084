import { openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";

/** What a killed engine did and acknowledged, one line each. A written line outlives the process. */
export type Entry =
  /** A runner began. */
  | { readonly type: "began"; readonly pipelineName: string; readonly attemptId: string }
  /** A log line was flushed. */
  | { readonly type: "logged"; readonly stream: string; readonly line: string }
  /** An operation answered. */
  | { readonly type: "started" | "stopped"; readonly pipelineName: string; readonly pipelineExecutionId: string }
  | { readonly type: "answered"; readonly actionExecutionId: string; readonly approved: boolean }
  | { readonly type: "updated"; readonly pipelineName: string; readonly version: number };

export function openJournal(directory: string): (entry: Entry) => void {
  const file = openSync(fileIn(directory), "a");
  return (entry) => void writeSync(file, `${JSON.stringify(entry)}\n`);
}

export function readJournal(directory: string): readonly Entry[] {
  const lines = readFileSync(fileIn(directory), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Entry); // only `openJournal` writes it
}

function fileIn(directory: string): string {
  return path.join(directory, "journal");
}
