import { expect, it } from "vitest";
import { checkVariable } from "./check-variable";

const check = (Variable: string, Operator: string, Value: string) => checkVariable({ Variable, Operator, Value });

it.each<[string, string, string, boolean]>([
  ["main", "EQ", "main", true],
  ["Main", "EQ", "main", false],
  ["main", "NE", "release", true],
  ["main", "NE", "main", false],
  ["feature/login", "CONTAINS", "/log", true],
  ["feature/login", "CONTAINS", "^f", false],
  ["release-1.2", "MATCHES", "release-\\d+\\.\\d+", true],
  ["pre-release-1.2", "MATCHES", "release-\\d+\\.\\d+", false],
  ["RELEASE", "MATCHES", "(?i)release", true],
])("compares %s %s %s as a rule does: %s", (variable, operator, value, holds) => {
  expect(check(variable, operator, value).status).toBe(holds ? "Succeeded" : "Failed");
});

it("says what cannot be compared", () => {
  expect(check("a", "LIKE", "a")).toMatchObject({
    error: { code: "ConfigurationError", message: 'The operator "LIKE" is not one of EQ, NE, CONTAINS, MATCHES.' },
  });
  expect(check("a", "toString", "a")).toMatchObject({ error: { code: "ConfigurationError" } });
  expect(check("a", "MATCHES", "(")).toMatchObject({
    error: { message: expect.stringContaining("a group is not closed") },
  });
});

it("is not held up by a pattern made to be slow", () => {
  expect(check("a".repeat(1_000), "MATCHES", "(a+)+b").status).toBe("Failed");
});
