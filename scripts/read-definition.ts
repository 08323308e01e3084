import { readFileSync } from "node:fs";
import { importPipelines, type ImportedPipeline } from "@/lib/pipeline/formats/import-pipelines";

/** Exit code for a file that cannot be read as a definition, and for a wrong call. */
export const UNREADABLE = 2;

/** The pipelines of a file. What is wrong with it goes to standard error as `file:line:column: message`, and ends the process. */
export function readDefinition(file: string): readonly ImportedPipeline[] {
  const result = importPipelines(readText(file), file);
  if (result.ok) return result.pipelines;
  for (const { line, column, message } of result.issues) console.error(`${file}:${line}:${column}: ${message}`);
  process.exit(UNREADABLE);
}

export function stop(message: string): never {
  console.error(message);
  process.exit(UNREADABLE);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    return stop(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
