import { expect, it } from "vitest";
import { severityOf } from "./severity";

it.each([
  ["ERROR GET /basket timed out", "error"],
  ["[Container] Command did not exit successfully npm test exit status 1", "error"],
  ["not ok 3 - adds numbers", "error"],
  ["# fail 0", null],
  ["p95 117ms  errors 0", null],
  ["Found 0 warnings and 0 errors.", null],
  ["WARN retrying", "warning"],
  ["12 passed, 1 failed", "error"],
  ["errorless day", null],
])("reads %j as %s", (line, severity) => {
  expect(severityOf(line)).toBe(severity);
});
