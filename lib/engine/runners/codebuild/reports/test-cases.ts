import { readCucumber } from "./cucumber";
import { numberOf, readXml, type XmlElement } from "./read-xml";
import type { TestCase, TestCaseStatus, TestReportFormat } from "./report";

const SECOND_MS = 1_000;

/** The test cases that a report file tells of. @throws ReportError */
export function readTestCases(format: TestReportFormat, text: string): readonly TestCase[] {
  switch (format) {
    case "JUNITXML":
      return readJunit(text);
    case "CUCUMBERJSON":
      return readCucumber(text);
    case "NUNITXML":
      return readFlat(text, "test-case", nunitCase);
    case "NUNIT3XML":
      return readFlat(text, "test-case", nunit3Case);
    case "TESTNGXML":
      return readFlat(text, "test-method", testngCase);
    case "VISUALSTUDIOTRX":
      return readFlat(text, "UnitTestResult", visualStudioCase);
  }
}

/** Only JUnit tells the result by an element within the test case. */
const JUNIT_RESULTS: Readonly<Record<string, TestCaseStatus>> = {
  failure: "FAILED",
  error: "ERROR",
  skipped: "SKIPPED",
};

function readJunit(text: string): TestCase[] {
  const cases: TestCase[] = [];
  readXml(text, {
    open(element, ancestors) {
      if (element.name === "testcase") {
        const names = [element.attribute("classname"), element.attribute("name")];
        cases.push({
          name: names.filter(Boolean).join(" › "),
          status: "SUCCEEDED",
          durationMs: (numberOf(element.attribute("time")) ?? 0) * SECOND_MS,
        });
      }
      const status = JUNIT_RESULTS[element.name];
      const current = cases.at(-1);
      if (status && current && ancestors.at(-1)?.name === "testcase") cases.splice(-1, 1, { ...current, status });
    },
  });
  return cases;
}

function readFlat(text: string, elementName: string, caseOf: (element: XmlElement) => TestCase | null): TestCase[] {
  const cases: TestCase[] = [];
  readXml(text, {
    open(element) {
      const found = element.name === elementName ? caseOf(element) : null;
      if (found) cases.push(found);
    },
  });
  return cases;
}

const NUNIT_RESULTS: Readonly<Record<string, TestCaseStatus>> = {
  Success: "SUCCEEDED",
  Failure: "FAILED",
  Error: "ERROR",
  Cancelled: "ERROR",
  NotRunnable: "ERROR",
  Ignored: "SKIPPED",
  Skipped: "SKIPPED",
  Inconclusive: "UNKNOWN",
};

function nunitCase(element: XmlElement): TestCase {
  return {
    name: element.attribute("name") ?? "",
    status: NUNIT_RESULTS[element.attribute("result") ?? ""] ?? nunitOutcome(element),
    durationMs: (numberOf(element.attribute("time")) ?? 0) * SECOND_MS,
  };
}

/** Before NUnit 2.5 a case had no result, only whether it ran and went well. */
function nunitOutcome(element: XmlElement): TestCaseStatus {
  if (element.attribute("executed") === "False") return "SKIPPED";
  const success = element.attribute("success");
  if (success === undefined) return "UNKNOWN";
  return success === "True" ? "SUCCEEDED" : "FAILED";
}

const NUNIT3_RESULTS: Readonly<Record<string, TestCaseStatus>> = {
  Passed: "SUCCEEDED",
  Failed: "FAILED",
  Skipped: "SKIPPED",
  Warning: "SUCCEEDED",
  Inconclusive: "UNKNOWN",
};

function nunit3Case(element: XmlElement): TestCase {
  const status = NUNIT3_RESULTS[element.attribute("result") ?? ""] ?? "UNKNOWN";
  return {
    name: element.attribute("fullname") ?? element.attribute("name") ?? "",
    status: status === "FAILED" && element.attribute("label") === "Error" ? "ERROR" : status,
    durationMs: (numberOf(element.attribute("duration")) ?? 0) * SECOND_MS,
  };
}

const TESTNG_RESULTS: Readonly<Record<string, TestCaseStatus>> = {
  PASS: "SUCCEEDED",
  FAIL: "FAILED",
  SKIP: "SKIPPED",
};

/** Methods that set up and tear down stand in a report beside the tests. */
function testngCase(element: XmlElement): TestCase | null {
  if (element.attribute("is-config") === "true") return null;
  return {
    name: element.attribute("signature")?.replace(/\[pri:.*$/s, "") ?? element.attribute("name") ?? "",
    status: TESTNG_RESULTS[element.attribute("status") ?? ""] ?? "UNKNOWN",
    durationMs: numberOf(element.attribute("duration-ms")) ?? 0,
  };
}

const VISUAL_STUDIO_RESULTS: Readonly<Record<string, TestCaseStatus>> = {
  Passed: "SUCCEEDED",
  PassedButRunAborted: "SUCCEEDED",
  Warning: "SUCCEEDED",
  Failed: "FAILED",
  Error: "ERROR",
  Timeout: "ERROR",
  Aborted: "ERROR",
  NotExecuted: "SKIPPED",
  NotRunnable: "SKIPPED",
  Disconnected: "SKIPPED",
};

function visualStudioCase(element: XmlElement): TestCase {
  return {
    name: element.attribute("testName") ?? "",
    status: VISUAL_STUDIO_RESULTS[element.attribute("outcome") ?? ""] ?? "UNKNOWN",
    durationMs: clockTimeMs(element.attribute("duration")),
  };
}

/** `hh:mm:ss.fffffff` */
function clockTimeMs(text = ""): number {
  const [hours, minutes, seconds] = text.split(":").map((part) => numberOf(part) ?? 0);
  return (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * SECOND_MS;
}
