import type { CoverageSummary, Report, TestCase, TestCaseStatus, TestSummary } from "./report";

/** More names than these tell nobody more. */
const MOST_NAMES = 20;
const LONGEST_NAME = 200;

/** The sum of all reports in words, for the action's summary; null without one that could be read. */
export function summaryOfReports(reports: readonly Report[]): string | null {
  const tests = reports.flatMap((report) => report.tests ?? []);
  const coverages = reports.flatMap((report) => report.coverage ?? []);
  const parts = [
    ...(tests.length > 0 ? [`Tests: ${testsInWords(tests.reduce(addTests))}`] : []),
    ...(coverages.length > 0 ? [`Coverage: ${coverageInWords(coverages.reduce(addCoverage))}`] : []),
  ];
  return parts.length === 0 ? null : parts.join(". ");
}

/** @param mask hides secrets in the names of tests */
export function summarizeTests(cases: readonly TestCase[], mask: (text: string) => string): TestSummary {
  const countOf = (status: TestCaseStatus): number => cases.filter((test) => test.status === status).length;
  const failed = cases.filter(({ status }) => status === "FAILED" || status === "ERROR");
  return {
    total: cases.length,
    statusCounts: {
      SUCCEEDED: countOf("SUCCEEDED"),
      FAILED: countOf("FAILED"),
      ERROR: countOf("ERROR"),
      SKIPPED: countOf("SKIPPED"),
      UNKNOWN: countOf("UNKNOWN"),
    },
    durationMs: Math.round(cases.reduce((sum, { durationMs }) => sum + durationMs, 0)),
    failedNames: failed
      .slice(0, MOST_NAMES)
      .map(({ name }) => mask(name).slice(0, LONGEST_NAME) || "a test without a name"),
  };
}

export function addCoverage(one: CoverageSummary, other: CoverageSummary): CoverageSummary {
  return {
    linesCovered: one.linesCovered + other.linesCovered,
    linesMissed: one.linesMissed + other.linesMissed,
    branchesCovered: one.branchesCovered + other.branchesCovered,
    branchesMissed: one.branchesMissed + other.branchesMissed,
  };
}

export function failedCount({ statusCounts }: TestSummary): number {
  return statusCounts.FAILED + statusCounts.ERROR;
}

export function testsInWords(tests: TestSummary): string {
  const { SUCCEEDED, SKIPPED, UNKNOWN } = tests.statusCounts;
  const unknown = UNKNOWN > 0 ? `, ${UNKNOWN} unknown` : "";
  return `${SUCCEEDED} passed, ${failedCount(tests)} failed, ${SKIPPED} skipped${unknown}`;
}

export function coverageInWords({
  linesCovered,
  linesMissed,
  branchesCovered,
  branchesMissed,
}: CoverageSummary): string {
  const share = (covered: number, missed: number): string =>
    covered + missed === 0
      ? "none"
      : `${((100 * covered) / (covered + missed)).toFixed(1)} % (${covered} of ${covered + missed})`;
  return `lines covered ${share(linesCovered, linesMissed)}, branches covered ${share(branchesCovered, branchesMissed)}`;
}

function addTests(one: TestSummary, other: TestSummary): TestSummary {
  const sum = (status: TestCaseStatus): number => one.statusCounts[status] + other.statusCounts[status];
  return {
    total: one.total + other.total,
    statusCounts: {
      SUCCEEDED: sum("SUCCEEDED"),
      FAILED: sum("FAILED"),
      ERROR: sum("ERROR"),
      SKIPPED: sum("SKIPPED"),
      UNKNOWN: sum("UNKNOWN"),
    },
    durationMs: one.durationMs + other.durationMs,
    failedNames: [...one.failedNames, ...other.failedNames].slice(0, MOST_NAMES),
  };
}
