import { describe, expect, it } from "vitest";
import { checkParameters } from "./check-parameters";
import { readTemplate } from "./read-template";

function check(parameter: object, value: string) {
  const template = readTemplate(
    JSON.stringify({
      Parameters: { P: { Type: "String", ...parameter } },
      Resources: { T: { Type: "AWS::SNS::Topic" } },
    }),
  );
  return checkParameters(template, { P: value });
}

describe("a parameter", () => {
  it.each<[object, string, string]>([
    [{ AllowedValues: ["a", "b"] }, "c", "Parameter 'P' must be one of AllowedValues"],
    [{ Type: "CommaDelimitedList", AllowedValues: ["a", "b"] }, "a, c", "must be one of AllowedValues"],
    [{ AllowedPattern: "[a-z]+" }, "a1", "Parameter 'P' must match pattern [a-z]+"],
    [{ AllowedPattern: "a|b" }, "ab", "must match pattern a|b"],
    [{ MinLength: "3" }, "ab", "must contain at least 3 characters"],
    [{ MaxLength: 1 }, "ab", "must contain at most 1 characters"],
    [{ Type: "Number" }, "ab", "must be a number."],
    [{ Type: "List<Number>" }, "1,b", "must be a number."],
    [{ Type: "Number", MinValue: 2 }, "1", "must be a number not less than 2"],
    [{ Type: "Number", MaxValue: "2" }, "3", "must be a number not greater than 2"],
    [
      { AllowedPattern: "[a-z]+", ConstraintDescription: "only letters" },
      "s3cret",
      "Parameter 'P' failed to satisfy constraint: only letters",
    ],
    [{ AllowedPattern: "(" }, "a", "AllowedPattern of parameter P cannot be used: "],
    [{ AllowedPattern: "(a+)+b" }, "a".repeat(40), "must match pattern (a+)+b"],
    [{ AllowedPattern: "(a*)*\\1b" }, "a".repeat(40), "cannot be used: it takes too many steps to check."],
    [
      { Type: "CommaDelimitedList", AllowedPattern: "(a|b|c){1,50}" },
      "abcabcabcabc,".repeat(40_000) + "a",
      "cannot be used: it takes too many steps to check.",
    ],
  ])("of %j is not %s", (parameter, value, message) => {
    expect(() => check(parameter, value)).toThrow(message);
    expect(() => check(parameter, value)).not.toThrow("s3cret");
  });

  it("is what its template allows", () => {
    expect(check({ Type: "CommaDelimitedList", AllowedValues: ["a", "b"] }, "a, b")).toEqual({ P: "a, b" });
    expect(check({ Type: "Number", MinValue: -1, MaxValue: 2.5 }, "2.5")).toEqual({ P: "2.5" });
    expect(check({ AllowedPattern: "^[a-z]*$", MinLength: 0 }, "")).toEqual({ P: "" });
    expect(check({ AllowedPattern: "(?i)[a-z]+" }, "Ab")).toEqual({ P: "Ab" });
  });

  it("may be called as what every object has", () => {
    const Parameters = { constructor: { Type: "String" }, toString: { Type: "String", Default: "x" } };
    const template = readTemplate(JSON.stringify({ Parameters, Resources: { T: { Type: "AWS::SNS::Topic" } } }));
    expect(() => checkParameters(template, {})).toThrow("Parameters: [constructor] must have values");
    expect(checkParameters(template, { constructor: "y" })).toEqual({ constructor: "y", toString: "x" });
  });
});
