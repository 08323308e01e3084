import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { decodeText } from "@/lib/pipeline/formats/decode-text";
import {
  importPipelines,
  type ImportedPipeline,
  type ImportIssue,
  type ImportResult,
} from "@/lib/pipeline/formats/import-pipelines";

/** Exit code for a file that cannot be read as a definition, and for a wrong call. */
const UNREADABLE = 2;

/** The pipelines of a file. What is wrong with it goes to standard error, and ends the process. */
export function readDefinition(file: string, parameters?: readonly string[]): readonly ImportedPipeline[] {
  const result = importFile(file, parameters);
  return result.ok ? result.pipelines : endUnreadable(file, result.issues);
}

/**
 * Imports a file, or standard input for `-`.
 * @param parameters `NAME=VALUE`, for the parameters or variables of the definition
 */
export function importFile(file: string, parameters: readonly string[] = []): ImportResult {
  const values = Object.fromEntries(parameters.map(splitParameter));
  return importPipelines(readText(file), { filename: file, values });
}

/** Tells what is wrong as `file:line:column: message`, which editors can follow. */
export function endUnreadable(file: string, issues: readonly ImportIssue[]): never {
  for (const { line, column, message } of issues) console.error(`${file}:${line}:${column}: ${message}`);
  process.exit(UNREADABLE);
}

export function stop(message: string): never {
  console.error(message);
  process.exit(UNREADABLE);
}

function splitParameter(parameter: string): readonly [string, string] {
  const sign = parameter.indexOf("=");
  if (sign < 1) return stop(`--parameter takes NAME=VALUE, not ${parameter}.`);
  return [parameter.slice(0, sign), parameter.slice(sign + 1)];
}

function readText(file: string): string {
  try {
    return decodeText(readFileSync(file === "-" ? 0 : whereCalled(file)));
  } catch (error) {
    return stop(`${file}:1:1: The file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** npm runs a script in the package's folder; a relative path means the folder it was called from. */
function whereCalled(file: string): string {
  const path = resolve(process.env["INIT_CWD"] ?? ".", file);
  return existsSync(path) ? path : file;
}
