import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parseBuildspec } from "../buildspec";
import { processReports } from "./process-reports";
import type { ReportFormat } from "./report";
import { summaryOfReports } from "./summarize-reports";

let directory: string;
let notes: string[];
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "reports-"));
  notes = [];
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function process(format: ReportFormat, ...texts: string[]) {
  for (const [index, text] of texts.entries()) await writeFile(path.join(directory, `${index}.report`), text);
  const spec = parseBuildspec(
    `version: 0.2\nphases: {}\nreports: { unit: { files: ["*.report"], file-format: ${format.toLowerCase()} } }`,
    "buildspec.yml",
  );
  const reports = await processReports(spec, {
    projectName: "Shop",
    directory,
    boundary: directory,
    now: 5,
    note: (text) => notes.push(text),
    mask: (text) => text.replaceAll("hunter22", "***"),
    expand: (name) => name,
  });
  return reports[0];
}

const JUNIT =
  '<?xml version="1.0"?><testsuites><testsuite name="a"><testcase name="adds" classname="Sum" time="1.5"/>' +
  '<testcase name="divides by hunter22" classname="Sum"><failure message="by zero"><![CDATA[<testcase>]]></failure></testcase>' +
  '<testcase name="later"><skipped/></testcase><testcase name="breaks"><error/></testcase></testsuite></testsuites>';

it.each([
  ["JUNITXML", JUNIT, [1, 1, 1, 1, 0], 1500],
  [
    "CUCUMBERJSON",
    JSON.stringify([
      {
        name: "Cart",
        elements: [
          { type: "background", name: "", steps: [{ result: { status: "failed" } }] },
          { type: "scenario", name: "empty", steps: [{ result: { status: "passed", duration: 2_000_000 } }] },
          { name: "full", steps: [{ result: { status: "passed" } }, { result: { status: "failed" } }] },
          { name: "some day", steps: [{ result: { status: "pending" } }] },
          { name: "unknown step", steps: [{ result: { status: "undefined" } }] },
        ],
      },
    ]),
    [1, 1, 0, 1, 1],
    2,
  ],
  [
    "NUNITXML",
    '<test-results><test-suite><results><test-case name="A" executed="True" result="Success" time="0.25"/>' +
      '<test-case name="B" result="Failure"/><test-case name="C" executed="False" result="Ignored"/>' +
      '<test-case name="D" executed="True" success="True"/></results></test-suite></test-results>',
    [2, 1, 0, 1, 0],
    250,
  ],
  [
    "NUNIT3XML",
    '<test-run><test-suite><test-case fullname="N.A" result="Passed" duration="0.5"/>' +
      '<test-case name="B" result="Failed"/><test-case name="C" result="Failed" label="Error"/>' +
      '<test-case name="D" result="Inconclusive"/></test-suite></test-run>',
    [1, 1, 1, 0, 1],
    500,
  ],
  [
    "TESTNGXML",
    '<testng-results><suite><test><class name="C"><test-method is-config="true" status="FAIL" name="setUp"/>' +
      '<test-method status="PASS" name="a" duration-ms="7"/><test-method status="SKIP" name="b"/></class></test></suite></testng-results>',
    [1, 0, 0, 1, 0],
    7,
  ],
  [
    "VISUALSTUDIOTRX",
    '\uFEFF<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>' +
      '<UnitTestResult testName="A" outcome="Passed" duration="00:01:00.5000000"/>' +
      '<UnitTestResult testName="B" outcome="NotExecuted"/></Results></TestRun>',
    [1, 0, 0, 1, 0],
    60_500,
  ],
] as const)("counts the test cases of %s", async (format, text, [succeeded, failed, error, skipped, unknown], time) => {
  const report = await process(format, text);
  expect(report?.tests?.statusCounts).toEqual({
    SUCCEEDED: succeeded,
    FAILED: failed,
    ERROR: error,
    SKIPPED: skipped,
    UNKNOWN: unknown,
  });
  expect(report?.tests?.durationMs).toBe(time);
  expect(report).toMatchObject({ groupName: "Shop-unit", format, status: failed + error > 0 ? "FAILED" : "SUCCEEDED" });
});

it.each([
  [
    "CLOVERXML",
    '<coverage><project><file name="a" path="/a"><line num="1" type="stmt" count="2"/><line num="2" type="stmt" count="0"/>' +
      '<line num="3" type="cond" truecount="1" falsecount="0"/></file></project></coverage>',
    { linesCovered: 2, linesMissed: 1, branchesCovered: 1, branchesMissed: 1 },
  ],
  [
    "COBERTURAXML",
    '<coverage line-rate="0.5"><packages><package><classes><class filename="a.py"><methods><method><lines><line number="1" hits="1"/></lines></method></methods>' +
      '<lines><line number="1" hits="1"/><line number="2" hits="0" branch="true" condition-coverage="50% (1/2)"/></lines></class></classes></package></packages></coverage>',
    { linesCovered: 1, linesMissed: 1, branchesCovered: 1, branchesMissed: 1 },
  ],
  [
    "JACOCOXML",
    '<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="x"><package><counter type="LINE" missed="9" covered="9"/></package>' +
      '<counter type="LINE" missed="3" covered="7"/><counter type="BRANCH" missed="1" covered="2"/></report>',
    { linesCovered: 7, linesMissed: 3, branchesCovered: 2, branchesMissed: 1 },
  ],
  [
    "SIMPLECOV",
    JSON.stringify({
      RSpec: {
        coverage: { "/a.rb": { lines: [1, 0, null], branches: { "[:if, 0]": { "[:then]": 1, "[:else]": 0 } } } },
        timestamp: 1,
      },
      Minitest: { coverage: { "/a.rb": { lines: [0, 1, null] }, "/b.rb": [1] }, timestamp: 1 },
    }),
    { linesCovered: 3, linesMissed: 0, branchesCovered: 1, branchesMissed: 1 },
  ],
] as const)("sums up the coverage of %s", async (format, text, coverage) => {
  expect(await process(format, text)).toMatchObject({ status: "SUCCEEDED", coverage });
});

it("adds the files of a group up, names the failed tests without secrets, and says it in words", async () => {
  const report = await process("JUNITXML", JUNIT, JUNIT, "<broken");
  expect(report?.tests?.failedNames).toContain("Sum › divides by ***");
  expect(report && summaryOfReports([report])).toBe("Tests: 2 passed, 4 failed, 2 skipped");
  expect(notes).toContain("Report group Shop-unit: 2 passed, 4 failed, 2 skipped");
  expect(notes.join("\n")).toMatch(/2\.report cannot be read: it is not XML: line 1/);
});

const LAUGHS = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("");

it.each([
  ["an entity bomb", `<!DOCTYPE a [<!ENTITY l0 "ha">${LAUGHS}]><testsuite><testcase name="&l9;"/></testsuite>`],
  ["an external entity", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><testcase name="a">&x;</testcase>'],
  ["elements without end", "<a>".repeat(100_000)],
  ["text that is no XML", "hello"],
  ["nothing", ""],
])("leaves a report incomplete that is %s", async (_what, text) => {
  expect(await process("JUNITXML", text)).toEqual({
    groupName: "Shop-unit",
    format: "JUNITXML",
    status: "INCOMPLETE",
    createdAt: 5,
  });
  expect(notes.join()).toMatch(/0\.report cannot be read/);
});

it.each([
  ["CUCUMBERJSON", '{"a": 1}'],
  ["SIMPLECOV", "[1"],
  ["JACOCOXML", "<html/>"],
] as const)("says why %s cannot be read", async (format, text) => {
  expect(await process(format, text)).toMatchObject({ status: "INCOMPLETE" });
  expect(notes.join()).toMatch(/cannot be read: it/);
});

it("refuses more groups than AWS takes, and formats it does not know", () => {
  const groups = Array.from({ length: 6 }, (_, index) => `g${index}: { files: [a] }`).join(", ");
  const parse = (reports: string) => () => parseBuildspec(`version: 0.2\nphases: {}\nreports: { ${reports} }`, "b.yml");
  expect(parse(groups)).toThrow("has more than 5 groups");
  expect(parse("a: { files: [x], file-format: TAP }")).toThrow("reports.a.file-format must be JUNITXML or");
});
