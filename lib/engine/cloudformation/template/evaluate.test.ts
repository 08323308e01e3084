import { describe, expect, it } from "vitest";
import { conditionHolds, evaluate, SIMULATED, type ReferredResource, type Surroundings } from "./evaluate";
import { readTemplate } from "./read-template";
import { TextBudget } from "./text-budget";

const TEMPLATE = readTemplate(`
Parameters:
  Stage: { Type: String }
  Zones: { Type: CommaDelimitedList }
  Image: { Type: "AWS::SSM::Parameter::Value<String>" }
Mappings:
  Hosts: { live: { Name: shop.example.com } }
Conditions:
  IsLive: !Equals [!Ref Stage, live]
  IsTest: !Not [Condition: IsLive]
  Both: !And [Condition: IsLive, Condition: IsTest]
  Either: !Or [Condition: IsLive, Condition: IsTest]
  Round: !Not [Condition: Round]
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Pipeline: { Type: AWS::CodePipeline::Pipeline }
`);

const AT: Omit<Surroundings, "budget" | "decided"> = {
  template: TEMPLATE,
  parameters: { Stage: "live", Zones: "a, b", Image: "ami-1" },
  stackName: "shop",
  stackId: "arn:aws:cloudformation:us-east-1:000000000001:stack/shop/1",
  region: "us-east-1",
  accountId: "000000000001",
  findExport: (name) => (name === "vpc" ? "vpc-1" : null),
  findResource(logicalId): ReferredResource | null {
    if (logicalId === "Bucket")
      return { ref: "shop-bucket", attributes: { Arn: "arn:b" }, unknownAttribute: SIMULATED };
    return logicalId === "Pipeline" ? { ref: "shop-pipeline", attributes: { Version: "3" } } : null;
  },
};

const TOO_MUCH = "more text than a stack can hold";

function at(parts: Partial<Surroundings> = {}): Surroundings {
  return { ...AT, budget: new TextBudget(), decided: new Map(), ...parts };
}

describe("a function", () => {
  it.each<[unknown, unknown]>([
    [{ Ref: "Stage" }, "live"],
    [{ Ref: "Zones" }, ["a", "b"]],
    [{ Ref: "Image" }, "ami-1"],
    [{ Ref: "Bucket" }, "shop-bucket"],
    [{ Ref: "AWS::Region" }, "us-east-1"],
    [{ Ref: "AWS::StackName" }, "shop"],
    [{ "Fn::GetAtt": ["Bucket", "Arn"] }, "arn:b"],
    [{ "Fn::GetAtt": "Pipeline.Version" }, "3"],
    [{ "Fn::GetAtt": ["Bucket", "WebsiteURL"] }, "simulated:Bucket.WebsiteURL"],
    [{ "Fn::Sub": "${Stage}-${Bucket.Arn}-${AWS::AccountId}-${!Literal}" }, "live-arn:b-000000000001-${Literal}"],
    [{ "Fn::Sub": ["${A}/${Stage}", { A: { "Fn::Select": ["1", { Ref: "Zones" }] } }] }, "b/live"],
    [{ "Fn::Join": ["-", ["x", { Ref: "Stage" }, 2]] }, "x-live-2"],
    [{ "Fn::Join": [",", { Ref: "Zones" }] }, "a,b"],
    [{ "Fn::Select": [1, { "Fn::Split": ["/", "a/b/c"] }] }, "b"],
    [{ "Fn::If": ["IsLive", "paid", "free"] }, "paid"],
    [{ "Fn::If": ["IsTest", "paid", "free"] }, "free"],
    [{ "Fn::FindInMap": ["Hosts", { Ref: "Stage" }, "Name"] }, "shop.example.com"],
    [{ "Fn::FindInMap": ["Hosts", "test", "Name", { DefaultValue: "none" }] }, "none"],
    [{ "Fn::ImportValue": { "Fn::Sub": "vpc" } }, "vpc-1"],
    [{ "Fn::Base64": "abc" }, "YWJj"],
    [{ "Fn::ToJsonString": { a: { Ref: "Stage" } } }, '{"a":"live"}'],
    [{ "Fn::Length": { Ref: "Zones" } }, 2],
    [{ "Fn::Cidr": ["10.0.1.7/16", 3, "8"] }, ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"]],
    [{ "Fn::Select": [1, { "Fn::Cidr": ["10.0.0.0/24", 4, 6] }] }, "10.0.0.64/26"],
    [{ "Fn::Select": [1, { "Fn::Cidr": [{ "Fn::GetAtt": "Bucket.Range" }, 4, 6] }] }, "simulated:Cidr"],
    [{ "Fn::Select": [5, { "Fn::Split": [":", { "Fn::GetAtt": "Bucket.Url" }] }] }, "simulated:Bucket.Url"],
    [{ "Fn::Select": [2, { "Fn::GetAtt": "Bucket.Names" }] }, "simulated:Bucket.Names"],
    [{ "Fn::GetAZs": "" }, ["us-east-1a", "us-east-1b", "us-east-1c"]],
    [
      { a: { Ref: "AWS::NoValue" }, b: [1, { "Fn::If": ["IsTest", 2, { Ref: "AWS::NoValue" }] }], Condition: "IsTest" },
      { b: [1], Condition: "IsTest" },
    ],
  ])("%j is %j", (value, expected) => {
    expect(evaluate(value, at())).toEqual(expected);
  });

  it.each<[unknown, string]>([
    [{ Ref: "Gone" }, "Unresolved resource dependencies [Gone]"],
    [{ Ref: "constructor" }, "Unresolved resource dependencies [constructor]"],
    [{ "Fn::GetAtt": ["Pipeline", "Arn"] }, "resource Pipeline does not support attribute type Arn in Fn::GetAtt"],
    [{ "Fn::GetAtt": ["Pipeline", "__proto__"] }, "does not support attribute type __proto__"],
    [{ "Fn::ImportValue": "subnet" }, "No export named subnet found."],
    [{ "Fn::FindInMap": ["Hosts", "test", "Name"] }, "Unable to get mapping for Hosts::test::Name"],
    [{ "Fn::FindInMap": ["constructor", "name", "x"] }, "Unable to get mapping"],
    [{ "Fn::Select": [7, ["a"]] }, "Fn::Select cannot select nonexistent value at index 7"],
    [{ "Fn::Split": ["", "ab"] }, "every Fn::Split object requires two parameters"],
    [{ "Fn::Cidr": ["10.0.0.0/24", 5, 6] }, "Fn::Cidr cannot make 5 blocks of 6 bits of 10.0.0.0/24"],
    [{ "Fn::Sub": "${HOME:-/root}" }, "Write ${!HOME:-/root} for what is to stay as it is."],
    [{ "Fn::Sub": "${}" }, "variable names in Fn::Sub syntax"],
    [{ "Fn::If": ["Nothing", 1, 2] }, "Unresolved condition dependency Nothing"],
    [{ "Fn::If": ["Round", 1, 2] }, "name each other in a circle"],
  ])("%j is refused", (value, message) => {
    expect(() => evaluate(value, at())).toThrow(message);
  });

  it("cannot nest without end, nor multiply what it is given", () => {
    let deep: unknown = "x";
    for (let level = 0; level < 500; level += 1) deep = { "Fn::Base64": deep };
    expect(() => evaluate(deep, at())).toThrow("nest too deep");
    let wide: unknown = "0123456789";
    for (let level = 0; level < 12; level += 1) wide = { "Fn::Join": ["", [wide, wide, wide, wide]] };
    expect(() => evaluate(wide, at())).toThrow(TOO_MUCH);
  });

  it.each<[string, unknown]>([
    ["references to a list", { Ref: "Zones" }],
    ["a text that is split", { "Fn::Split": ["-", { Ref: "Stage" }] }],
    ["a text that is filled in", { "Fn::Sub": "${Stage}" }],
    ["a text of its own that is filled in", { "Fn::Sub": ["${A}", { A: "x".repeat(100_000) }] }],
    ["what stands between", { "Fn::Join": ["x".repeat(1_000), { Ref: "Zones" }] }],
    ["values of a mapping", { "Fn::FindInMap": ["Long", "a", "b"] }],
    ["what is not known", { "Fn::Nope": { Ref: "Stage" } }],
  ])("cannot give more than a stack can hold by many %s", (_what, value) => {
    const long = "x".repeat(100_000);
    const parameters = { Stage: long, Zones: ",".repeat(100_000) };
    const template = { ...TEMPLATE, Mappings: { Long: { a: { b: [long] } } } };
    const many = Array.from({ length: 50 }, () => value);
    expect(() => evaluate(many, at({ parameters, template }))).toThrow(TOO_MUCH);
  });

  it("cannot give more by being of many resources", () => {
    const surroundings = at({ parameters: { Stage: "x".repeat(1024 ** 2) } });
    for (let index = 0; index < 4; index += 1) evaluate({ Ref: "Stage" }, surroundings);
    expect(() => evaluate({ Ref: "Stage" }, surroundings)).toThrow(TOO_MUCH);
  });
});

it("decides conditions by one another", () => {
  const holds = (name: string) => conditionHolds(name, at());
  expect(["IsLive", "IsTest", "Both", "Either"].map(holds)).toEqual([true, false, false, true]);
  expect(conditionHolds(undefined, at())).toBe(true);
  const doubling = Array.from({ length: 60 }, (_, index) => [
    `C${index}`,
    index === 0
      ? { "Fn::Equals": ["a", "a"] }
      : { "Fn::And": [{ Condition: `C${index - 1}` }, { Condition: `C${index - 1}` }] },
  ]);
  const template = { ...TEMPLATE, Conditions: Object.fromEntries(doubling) as typeof TEMPLATE.Conditions };
  expect(conditionHolds("C59", at({ template }))).toBe(true);
});

it("decides a condition once for all that name it", () => {
  const many = Array.from({ length: 20_000 }, () => ({ "Fn::Equals": ["a", "a"] }));
  const surroundings = at({ template: { ...TEMPLATE, Conditions: { Many: { "Fn::And": many } } } });
  for (let resource = 0; resource < 500; resource += 1) expect(conditionHolds("Many", surroundings)).toBe(true);
});
