import { z } from "zod";
import { readJson } from "./read-json";
import type { TestCase, TestCaseStatus } from "./report";

const NANOSECONDS_PER_MS = 1_000_000;

const step = z.object({
  result: z.object({ status: z.string(), duration: z.number().nonnegative().default(0) }).optional(),
});
const steps = z.array(step).default([]);
const scenario = z.object({
  name: z.string().default(""),
  type: z.string().default("scenario"),
  before: steps,
  steps,
  after: steps,
});
const features = z.array(z.object({ name: z.string().default(""), elements: z.array(scenario).default([]) }));

/** Worst first: what one step is, the scenario is. */
const SEVERITY: readonly (readonly [step: string, scenario: TestCaseStatus])[] = [
  ["failed", "FAILED"],
  ["ambiguous", "ERROR"],
  ["undefined", "UNKNOWN"],
  ["pending", "SKIPPED"],
  ["skipped", "SKIPPED"],
];

/** One test case per scenario of Cucumber's JSON report. */
export function readCucumber(text: string): TestCase[] {
  return readJson(features, text).flatMap((feature) =>
    feature.elements
      .filter(({ type }) => type !== "background")
      .map((element) => {
        const results = [...element.before, ...element.steps, ...element.after].map(({ result }) => result);
        const duration = results.reduce((sum, result) => sum + (result?.duration ?? 0), 0);
        return {
          name: [feature.name, element.name].filter(Boolean).join(" › "),
          status: statusOf(results.map((result) => result?.status.toLowerCase() ?? "skipped")),
          durationMs: duration / NANOSECONDS_PER_MS,
        };
      }),
  );
}

function statusOf(steps: readonly string[]): TestCaseStatus {
  return SEVERITY.find(([status]) => steps.includes(status))?.[1] ?? "SUCCEEDED";
}
