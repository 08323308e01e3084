/** More names than these tell nobody more. */
const MOST_NAMES = 20;
const LONGEST_NAME = 200;

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The first failed test cases. */
  readonly failedNames: readonly string[];
}

/**
 * Counts the test cases of a JUnit report. Walks over the tags it knows, once, and needs no whole XML: what is not a
 * report gives zeros.
 */
export function countJunitCases(xml: string): TestCounts {
  const results = { passed: 0, failed: 0, skipped: 0 };
  const failedNames: string[] = [];
  let name: string | null = null;
  let result: keyof typeof results = "passed";
  const finish = (): void => {
    if (name === null) return;
    results[result] += 1;
    if (result === "failed" && failedNames.length < MOST_NAMES) failedNames.push(name);
    name = null;
  };
  for (const { tag, attributes, isClosed } of tagsOf(xml)) {
    if (tag === "testcase") {
      finish();
      name = nameOf(attributes);
      result = "passed";
      if (isClosed) finish();
    } else if (tag === "/testcase") finish();
    else if (tag === "failure" || tag === "error") result = "failed";
    else if (tag === "skipped") result = "skipped";
  }
  finish();
  return { ...results, failedNames };
}

function* tagsOf(xml: string) {
  for (let start = xml.indexOf("<"); start >= 0; start = xml.indexOf("<", start + 1)) {
    if (xml.startsWith("<![CDATA[", start)) {
      const end = xml.indexOf("]]>", start);
      if (end < 0) return;
      start = end;
      continue;
    }
    const end = xml.indexOf(">", start);
    if (end < 0) return;
    const inner = xml.slice(start + 1, end);
    const tag = /^\/?[\w:.-]*/.exec(inner)?.[0] ?? "";
    yield { tag, attributes: inner.slice(0, 4 * LONGEST_NAME), isClosed: inner.endsWith("/") };
    start = end;
  }
}

function nameOf(attributes: string): string {
  const [className, name] = ["classname", "name"].map((key) => new RegExp(`\\b${key}="([^"]*)"`).exec(attributes)?.[1]);
  return [className, name].filter(Boolean).join(" › ").slice(0, LONGEST_NAME) || "a test without a name";
}
