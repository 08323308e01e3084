import { readFile, stat } from "node:fs/promises";
import type { Buildspec } from "./buildspec";
import { countJunitCases, type TestCounts } from "./junit-report";
import { selectFiles } from "./select-files";

const LARGEST_REPORT_BYTES = 16 * 1024 ** 2;

export interface ReportContext {
  readonly projectName: string;
  readonly directory: string;
  readonly boundary: string;
  readonly note: (text: string) => void;
}

/**
 * Reads the test reports that a buildspec names and notes what they say. A failed test does not fail the build: the
 * command that ran it does.
 * @returns the sum of all reports in words; null without reports
 */
export async function summarizeReports(spec: Buildspec, context: ReportContext): Promise<string | null> {
  let total: TestCounts | null = null;
  for (const [name, report] of Object.entries(spec.reports ?? {})) {
    const format = report["file-format"]?.toUpperCase() ?? "JUNITXML";
    if (format !== "JUNITXML") {
      context.note(`Report group ${name}: ${format} is not read by this engine, only JUNITXML`);
      continue;
    }
    const counts = await readReport(report, context);
    const group = name.startsWith("arn:") ? name : `${context.projectName}-${name}`;
    context.note(
      counts ? `Report group ${group}: ${inWords(counts)}` : `Report group ${group}: no report file was found`,
    );
    for (const failed of counts?.failedNames ?? []) context.note(`Report group ${group}: failed: ${failed}`);
    if (counts) total = total ? add(total, counts) : counts;
  }
  return total && `Tests: ${inWords(total)}`;
}

async function readReport(
  report: { readonly files?: string[] | undefined; readonly "base-directory"?: string | undefined },
  { directory, boundary, note }: ReportContext,
): Promise<TestCounts | null> {
  const { entries } = await selectFiles({ directory, boundary, rule: report });
  let total: TestCounts | null = null;
  for (const { path, file } of entries) {
    if ((await stat(file)).size > LARGEST_REPORT_BYTES) {
      note(`${path} is too large to be read as a report`);
      continue;
    }
    const counts = countJunitCases(await readFile(file, "utf8"));
    total = total ? add(total, counts) : counts;
  }
  return total;
}

function add(one: TestCounts, other: TestCounts): TestCounts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    failedNames: [...one.failedNames, ...other.failedNames],
  };
}

function inWords({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
