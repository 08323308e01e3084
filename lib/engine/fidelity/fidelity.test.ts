import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { listRuleTypes } from "@/lib/pipeline/action-types/rule-types";
import { findOperation } from "../operations/operations";
import { OPERATIONS } from "../protocol/generated/service-shapes";
import { FIDELITY_SECTIONS, OPERATION_ROWS, renderFidelity } from "./render-fidelity";
import { RULES } from "./rules";

const ENGINE = path.resolve(import.meta.dirname, "..");

it("is published as it is: run `npm run fidelity` after a change", () => {
  expect(readFileSync(path.resolve(ENGINE, "../../docs/fidelity.md"), "utf8")).toBe(renderFidelity());
});

it("has a row for every operation of the service model, and says `missing` of those that are refused only", () => {
  expect(Object.keys(OPERATION_ROWS).toSorted()).toEqual(Object.keys(OPERATIONS).toSorted());
  for (const [name, { grade }] of Object.entries(OPERATION_ROWS)) {
    expect(grade === "missing", `${name} is graded ${grade}`).toBe(findOperation(name) === null);
  }
});

it("has a row for every rule", () => {
  expect(Object.keys(RULES).toSorted()).toEqual(
    listRuleTypes()
      .map(({ id }) => id.provider)
      .toSorted(),
  );
});

const shown = FIDELITY_SECTIONS.flatMap(({ rows }) => Object.entries(rows)).flatMap(([name, row]) =>
  row.grade === "missing" ? [] : Object.entries(row.shownBy).map(([file, tests]) => ({ name, file, tests })),
);

it.each(shown)("names tests of $file that exist for $name", ({ file, tests }) => {
  const source = readFileSync(path.join(ENGINE, file), "utf8");
  for (const test of tests) {
    const isThere = [`"${test}"`, `\`${test}\``].some((name) => source.includes(name));
    expect(isThere, `${file} has a test "${test}"`).toBe(true);
  }
});
