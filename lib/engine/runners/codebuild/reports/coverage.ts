import { z } from "zod";
import { readJson } from "./read-json";
import { numberOf, readXml, type XmlElement } from "./read-xml";
import { ReportError } from "./report-error";
import type { CoverageReportFormat, CoverageSummary } from "./report";

const NOTHING: CoverageSummary = { linesCovered: 0, linesMissed: 0, branchesCovered: 0, branchesMissed: 0 };

/** What a report file says about coverage. @throws ReportError */
export function readCoverage(format: CoverageReportFormat, text: string): CoverageSummary {
  switch (format) {
    case "CLOVERXML":
      return readClover(text);
    case "COBERTURAXML":
      return readCobertura(text);
    case "JACOCOXML":
      return readJacoco(text);
    case "SIMPLECOV":
      return readSimpleCov(text);
  }
}

/** Counts lines and, of conditions, both ways to go. */
class Counter {
  readonly #lines = new Map<string, boolean>();
  #branchesCovered = 0;
  #branchesMissed = 0;

  line(file: string, line: string, isCovered: boolean): void {
    const key = `${file}:${line}`;
    this.#lines.set(key, isCovered || this.#lines.get(key) === true);
  }

  branches(covered: number, total: number): void {
    this.#branchesCovered += Math.min(covered, total);
    this.#branchesMissed += Math.max(0, total - covered);
  }

  get summary(): CoverageSummary {
    const linesCovered = [...this.#lines.values()].filter(Boolean).length;
    return {
      linesCovered,
      linesMissed: this.#lines.size - linesCovered,
      branchesCovered: this.#branchesCovered,
      branchesMissed: this.#branchesMissed,
    };
  }
}

function readClover(text: string): CoverageSummary {
  const counter = new Counter();
  let file = "";
  requireRoot(text, "coverage", (element) => {
    if (element.name === "file") file = element.attribute("path") ?? element.attribute("name") ?? "";
    if (element.name !== "line") return;
    const counts = ["truecount", "falsecount"].map((name) => numberOf(element.attribute(name)) ?? 0);
    const isCondition = element.attribute("type") === "cond";
    const hits = isCondition ? Math.max(...counts) : (numberOf(element.attribute("count")) ?? 0);
    counter.line(file, element.attribute("num") ?? "", hits > 0);
    if (isCondition) counter.branches(counts.filter((count) => count > 0).length, counts.length);
  });
  return counter.summary;
}

/** Lines stand in a class twice: within their method, and for the class as a whole. */
function readCobertura(text: string): CoverageSummary {
  const counter = new Counter();
  let file = "";
  requireRoot(text, "coverage", (element, ancestors) => {
    if (element.name === "class") file = element.attribute("filename") ?? element.attribute("name") ?? "";
    if (element.name !== "line" || ancestors.some(({ name }) => name === "method")) return;
    counter.line(file, element.attribute("number") ?? "", (numberOf(element.attribute("hits")) ?? 0) > 0);
    const [, covered, total] = /\((\d+)\/(\d+)\)/.exec(element.attribute("condition-coverage") ?? "") ?? [];
    if (covered !== undefined && total !== undefined) counter.branches(Number(covered), Number(total));
  });
  return counter.summary;
}

/** The counters of the whole report are the root's own children. */
function readJacoco(text: string): CoverageSummary {
  let summary = NOTHING;
  requireRoot(text, "report", (element, ancestors) => {
    if (element.name !== "counter" || ancestors.length !== 1) return;
    const covered = numberOf(element.attribute("covered")) ?? 0;
    const missed = numberOf(element.attribute("missed")) ?? 0;
    if (element.attribute("type") === "LINE") summary = { ...summary, linesCovered: covered, linesMissed: missed };
    if (element.attribute("type") === "BRANCH") {
      summary = { ...summary, branchesCovered: covered, branchesMissed: missed };
    }
  });
  return summary;
}

function requireRoot(
  text: string,
  rootName: string,
  open: (element: XmlElement, ancestors: readonly XmlElement[]) => void,
): void {
  readXml(text, {
    open(element, ancestors) {
      if (ancestors.length === 0 && element.name !== rootName) {
        throw new ReportError(`its root element is ${element.name}, not ${rootName}`);
      }
      open(element, ancestors);
    },
  });
}

const hits = z.union([z.number(), z.null(), z.literal("ignored")]);
const branches = z.record(z.string(), z.record(z.string(), hits));
const fileCoverage = z.union([
  z.array(hits),
  z.object({
    lines: z.array(hits),
    branches: z.union([branches, z.array(z.object({ coverage: hits }))]).default({}),
  }),
]);
const files = z.record(z.string(), fileCoverage);
const simpleCov = z.union([
  /** `coverage.json` */
  z.object({ coverage: files }),
  /** `.resultset.json`, one entry per command that ran tests */
  z.record(z.string(), z.object({ coverage: files })),
]);

function readSimpleCov(text: string): CoverageSummary {
  const read = readJson(simpleCov, text);
  const runs = isWhole(read) ? [read] : Object.values(read);
  const counter = new Counter();
  for (const run of runs) {
    for (const [file, coverage] of Object.entries(run.coverage)) {
      const lines = Array.isArray(coverage) ? coverage : coverage.lines;
      for (const [index, count] of lines.entries()) {
        if (typeof count === "number") counter.line(file, String(index), count > 0);
      }
      for (const count of Array.isArray(coverage) ? [] : branchHits(coverage.branches)) {
        if (typeof count === "number") counter.branches(count > 0 ? 1 : 0, 1);
      }
    }
  }
  return counter.summary;
}

function isWhole(read: z.infer<typeof simpleCov>): read is { coverage: z.infer<typeof files> } {
  return "coverage" in read && !("coverage" in read.coverage);
}

function branchHits(found: z.infer<typeof branches> | readonly { coverage: z.infer<typeof hits> }[]) {
  return Array.isArray(found)
    ? found.map(({ coverage }) => coverage)
    : Object.values(found).flatMap((ways) => Object.values(ways));
}
