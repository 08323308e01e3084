import { describe, expect, it } from "vitest";
import { readTemplate } from "./read-template";
import { resourceOrder } from "./resource-order";

const resources = (count: number) =>
  JSON.stringify({
    Resources: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`R${index}`, { Type: "AWS::SNS::Topic" }]),
    ),
  });

describe("a template", () => {
  it("may have 500 resources, as CloudFormation has it", () => {
    expect(Object.keys(readTemplate(resources(500)).Resources)).toHaveLength(500);
    expect(() => readTemplate(resources(501))).toThrow("Number of resources is greater than maximum allowed, 500");
  });

  it.each([
    ["a member called __proto__", '{"Resources":{"A":{"Type":"T","Properties":{"__proto__":{"x":1}}}}}', "__proto__"],
    ["nesting without end", `Resources: ${"[".repeat(3_000)}`, "nests more than"],
    [
      "aliases that multiply",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${["b", "c", "d", "e", "f", "g", "h"].map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefg".charAt(index)}`).join(",")}]`).join("\n")}\nResources: {}`,
      "aliases",
    ],
    [
      "a loop",
      "Resources:\n  Fn::ForEach::Apps: [App, [a, b], { 'T${App}': { Type: T } }]",
      "Fn::ForEach::Apps (line 2, column 22) is a loop, and loops are not run locally. Deploy what it comes to",
    ],
    [
      "a loop within properties",
      "Resources: { A: { Type: T, Properties: { Fn::ForEach::B: [X, [a], {}] } } }",
      "Fn::ForEach::B",
    ],
    ["a resource twice", "Resources:\n  A: { Type: T }\n  A: { Type: T }", "twice"],
    ["half a character", '{"Resources":{"A":{"Type":"T\\ud800"}}}', "half of a surrogate pair"],
    ["no text at all", "", "unsupported structure"],
  ])("with %s is refused", (_what, text, message) => {
    expect(() => readTemplate(text)).toThrow(message);
  });
});

describe("the order of resources", () => {
  const orderOf = (text: string) => resourceOrder(readTemplate(text), () => true).map(({ logicalId }) => logicalId);

  it("puts what is needed first, and else keeps what was written", () => {
    const text = `
Resources:
  Hook: { Type: W, Properties: { Target: !Ref Pipeline } }
  Other: { Type: T }
  Pipeline: { Type: P, DependsOn: [Type], Properties: { Role: !GetAtt Role.Arn, Bucket: !Sub "\${Bucket}/x" } }
  Type: { Type: C }
  Role: { Type: R }
  Bucket: { Type: B }`;
    expect(orderOf(text)).toEqual(["Type", "Role", "Bucket", "Pipeline", "Hook", "Other"]);
  });

  it("does not exist for resources that need each other", () => {
    const text =
      "Resources: { A: { Type: T, DependsOn: B }, B: { Type: T, Properties: { X: !Ref C } }, C: { Type: T, DependsOn: A } }";
    expect(() => orderOf(text)).toThrow("Circular dependency between resources: [A, B, C]");
  });

  it("is found for a chain as long as a template", () => {
    const chain = Array.from({ length: 500 }, (_, index) => [
      `R${index}`,
      { Type: "T", ...(index < 499 && { DependsOn: `R${index + 1}` }) },
    ]);
    expect(orderOf(JSON.stringify({ Resources: Object.fromEntries(chain) })).at(-1)).toBe("R0");
  });
});
