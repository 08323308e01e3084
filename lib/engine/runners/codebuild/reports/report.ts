import { z } from "zod";

export const TEST_REPORT_FORMATS = [
  "JUNITXML",
  "CUCUMBERJSON",
  "NUNITXML",
  "NUNIT3XML",
  "TESTNGXML",
  "VISUALSTUDIOTRX",
] as const;
export const COVERAGE_REPORT_FORMATS = ["CLOVERXML", "COBERTURAXML", "JACOCOXML", "SIMPLECOV"] as const;

export type TestReportFormat = (typeof TEST_REPORT_FORMATS)[number];
export type CoverageReportFormat = (typeof COVERAGE_REPORT_FORMATS)[number];
export type ReportFormat = TestReportFormat | CoverageReportFormat;

/** @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_TestCase.html */
export const TEST_CASE_STATUSES = ["SUCCEEDED", "FAILED", "ERROR", "SKIPPED", "UNKNOWN"] as const;
export type TestCaseStatus = (typeof TEST_CASE_STATUSES)[number];

/** One test that a report tells of. */
export interface TestCase {
  readonly name: string;
  readonly status: TestCaseStatus;
  readonly durationMs: number;
}

const count = z.number().int().nonnegative();
const testSummary = z.object({
  total: count,
  statusCounts: z.record(z.enum(TEST_CASE_STATUSES), count),
  durationMs: z.number().nonnegative(),
  /** The first tests that failed. */
  failedNames: z.array(z.string()),
});
export type TestSummary = z.infer<typeof testSummary>;

const coverageSummary = z.object({
  linesCovered: count,
  linesMissed: count,
  branchesCovered: count,
  branchesMissed: count,
});
export type CoverageSummary = z.infer<typeof coverageSummary>;

/** What one report group of a build says. INCOMPLETE: no file of it could be read. */
export const report = z.object({
  /** `<project>-<name>` */
  groupName: z.string(),
  format: z.enum([...TEST_REPORT_FORMATS, ...COVERAGE_REPORT_FORMATS]),
  status: z.enum(["SUCCEEDED", "FAILED", "INCOMPLETE"]),
  createdAt: z.number().int(),
  tests: testSummary.optional(),
  coverage: coverageSummary.optional(),
});
export type Report = z.infer<typeof report>;
