import { parseArgs } from "node:util";
import type { ImportedPipeline } from "@/lib/pipeline/formats/import-pipelines";
import type { ValidationIssue } from "@/lib/pipeline/validation/issue";
import { validateTags } from "@/lib/pipeline/validation/tags";
import { hasErrors, validatePipeline } from "@/lib/pipeline/validation/validate-pipeline";
import { endUnreadable, importFile, stop } from "./read-definition";

/**
 * `npm run -s validate -- FILE`: prints what is wrong with each pipeline of a file; exit code 1 when AWS would refuse
 * one, 2 when there is nothing to judge.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { parameter: { type: "string", multiple: true } },
});
const [file] = positionals;
if (file === undefined) stop("Usage: npm run -s validate -- FILE [--parameter NAME=VALUE]");
const result = importFile(file, values.parameter);
const structural = result.ok ? [] : result.issues.flatMap(({ problem }) => problem ?? []);
if (!result.ok && structural.length === 0) endUnreadable(file, result.issues);
const broken = [...new Set(structural.map(({ pipeline }) => pipeline))].map((name) =>
  report(
    name,
    structural.filter(({ pipeline }) => pipeline === name).map(({ issue }) => issue),
  ),
);
const reports = [...broken, ...result.pipelines.map(judge)];
process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
process.exitCode = reports.some(({ problems }) => hasErrors(problems)) ? 1 : 0;

function judge({ declaration, tags, metadata: { expressions } }: ImportedPipeline) {
  return report(declaration.name, [...validatePipeline(declaration, { expressions }), ...validateTags(tags)]);
}

function report(pipeline: string, issues: readonly ValidationIssue[]) {
  const problems = issues.map(({ code, severity, awsError, path, message }) => ({
    code,
    severity,
    awsError,
    path,
    message,
  }));
  return { pipeline, problems };
}
