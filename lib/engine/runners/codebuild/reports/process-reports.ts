import { readFile, stat } from "node:fs/promises";
import type { Buildspec, ReportGroup } from "../buildspec";
import { selectFiles } from "../select-files";
import { readCoverage } from "./coverage";
import { ReportError } from "./report-error";
import { COVERAGE_REPORT_FORMATS, type CoverageReportFormat, type Report, type ReportFormat } from "./report";
import { addCoverage, coverageInWords, failedCount, summarizeTests, testsInWords } from "./summarize-reports";
import { readTestCases } from "./test-cases";

const LARGEST_REPORT_BYTES = 16 * 1024 ** 2;

export interface ReportContext {
  readonly projectName: string;
  readonly directory: string;
  readonly boundary: string;
  readonly now: number;
  readonly note: (text: string) => void;
  /** Hides secrets, for what is kept. */
  readonly mask: (text: string) => string;
  /** Puts variables of the build into the name of a group. */
  readonly expand: (name: string) => string;
}

/**
 * Reads the reports that a buildspec names and notes what they say. A failed test does not fail the build: the command
 * that ran it does.
 */
export async function processReports(spec: Buildspec, context: ReportContext): Promise<readonly Report[]> {
  const reports: Report[] = [];
  for (const [key, group] of Object.entries(spec.reports ?? {})) {
    const name = context.mask(context.expand(key));
    const groupName = name.startsWith("arn:") ? (name.split("/").at(-1) ?? name) : `${context.projectName}-${name}`;
    reports.push(await processGroup(groupName, group, context));
  }
  return reports;
}

async function processGroup(groupName: string, group: ReportGroup, context: ReportContext): Promise<Report> {
  const say = (text: string): void => context.note(`Report group ${groupName}: ${text}`);
  const format = group["file-format"];
  const known = { groupName, format, createdAt: context.now };
  const files = await readFiles(group, context, say);
  if (isCoverage(format)) {
    const found = files.flatMap(({ path, text }) => attempt(path, () => readCoverage(format, text), say));
    if (found.length === 0) return { ...known, status: "INCOMPLETE" };
    const coverage = found.reduce(addCoverage);
    say(coverageInWords(coverage));
    return { ...known, status: "SUCCEEDED", coverage };
  }
  const found = files.flatMap(({ path, text }) => attempt(path, () => readTestCases(format, text), say));
  if (found.length === 0) return { ...known, status: "INCOMPLETE" };
  const tests = summarizeTests(found.flat(), context.mask);
  say(testsInWords(tests));
  for (const failed of tests.failedNames) say(`failed: ${failed}`);
  return { ...known, status: failedCount(tests) > 0 ? "FAILED" : "SUCCEEDED", tests };
}

async function readFiles(
  { files, "base-directory": base }: ReportGroup,
  context: ReportContext,
  say: (text: string) => void,
) {
  const { directory, boundary } = context;
  const rule = { files, ...(base !== undefined && { "base-directory": base }) };
  const { entries } = await selectFiles({ directory, boundary, rule });
  if (entries.length === 0) say("no report file was found");
  const found: { readonly path: string; readonly text: string }[] = [];
  for (const { path, file } of entries) {
    if ((await stat(file)).size > LARGEST_REPORT_BYTES)
      say(`${path} is larger than ${LARGEST_REPORT_BYTES} bytes and not read`);
    else found.push({ path, text: (await readFile(file, "utf8")).replace(/^\uFEFF/, "") });
  }
  return found;
}

/** Nothing, said why, for a file that cannot be read. */
function attempt<T>(path: string, read: () => T, say: (text: string) => void): T[] {
  try {
    return [read()];
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    say(`${path} cannot be read: ${error.message}`);
    return [];
  }
}

function isCoverage(format: ReportFormat): format is CoverageReportFormat {
  return COVERAGE_REPORT_FORMATS.some((coverage) => coverage === format);
}
