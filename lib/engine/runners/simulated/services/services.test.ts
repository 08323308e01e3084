import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failureOf, SimulationHarness } from "../../testing/simulation-harness";

let harness: SimulationHarness;
beforeEach(async () => {
  harness = await SimulationHarness.create();
});
afterEach(() => harness.dispose());

type Configuration = Record<string, string>;
type Files = Record<string, string>;

const DEVICE_FARM = {
  AppType: "Android",
  ProjectId: "p",
  App: "app.apk",
  AppiumVersion: "1",
  DevicePoolArn: "arn:aws:devicefarm:us-west-2::devicepool:1",
  TestType: "BUILTIN_FUZZ",
};
const PRODUCT = {
  ProductId: "prod-1",
  TemplateFilePath: "t.yml",
  ProductVersionName: "2",
  ProductType: "CLOUD_FORMATION_TEMPLATE",
};
const TEMPLATE = "Resources: { A: { Type: AWS::S3::Bucket } }";
const FROM_FILE = JSON.stringify({
  SchemaVersion: "1.0",
  ProductVersionName: "3",
  ProductType: "CLOUD_FORMATION_TEMPLATE",
  Properties: { TemplateFilePath: "/t.yml" },
});

describe("inputs are checked as the provider would", () => {
  it.each<[string, Configuration, Files, RegExp]>([
    [
      "ElasticBeanstalk",
      { ApplicationName: "shop", EnvironmentName: "shop-live" },
      {},
      /version code-pipeline-\d+-Source-.* of shop was deployed to environment shop-live/,
    ],
    [
      "ElasticBeanstalk",
      { ApplicationName: "shop", EnvironmentName: "-a" },
      {},
      /EnvironmentName -a must have 4 to 40/,
    ],
    [
      "AppConfig",
      {
        Application: "shop",
        Environment: "live",
        ConfigurationProfile: "flags",
        InputArtifactConfigurationPath: "f.json",
      },
      { "f.json": "{}" },
      /f.json \(2 bytes\) was deployed as flags/,
    ],
    [
      "AppConfig",
      {
        Application: "shop",
        Environment: "live",
        ConfigurationProfile: "flags",
        InputArtifactConfigurationPath: "f.json",
      },
      {},
      /File \[f.json\] does not exist/,
    ],
    ["ServiceCatalog", PRODUCT, { "t.yml": TEMPLATE }, /version 2 of product prod-1 was made from t.yml/],
    ["ServiceCatalog", PRODUCT, { "t.yml": "Outputs: {}" }, /At least one Resources member/],
    [
      "ServiceCatalog",
      { ProductId: "prod-1", ConfigurationFilePath: "c.json" },
      { "c.json": FROM_FILE, "t.yml": TEMPLATE },
      /version 3 of product prod-1/,
    ],
    [
      "ServiceCatalog",
      { ProductId: "prod-1", ConfigurationFilePath: "c.json" },
      { "c.json": "{}" },
      /must be a JSON object with ProductVersionName/,
    ],
    ["OpsWorks", { Stack: "s", App: "a", Layer: "web" }, {}, /deployed as app a to stack s, layer web/],
    ["DeviceFarm", DEVICE_FARM, { "app.apk": "x" }, /Android app app.apk was tested with BUILTIN_FUZZ/],
    ["DeviceFarm", DEVICE_FARM, {}, /File \[app.apk\] does not exist in artifact \[Source\]. App names it/],
    [
      "DeviceFarm",
      { ...DEVICE_FARM, TestType: "XCTEST" },
      { "app.apk": "x" },
      /Test is missing: XCTEST needs a test file/,
    ],
    [
      "DeviceFarm",
      { ...DEVICE_FARM, FuzzEventCount: "10001" },
      { "app.apk": "x" },
      /FuzzEventCount 10001 must be a whole number from 1 to 10000/,
    ],
    [
      "AlexaSkillsKit",
      { ClientId: "c", ClientSecret: "hidden", RefreshToken: "hidden", SkillId: "amzn1" },
      { "skill.json": "{}" },
      /skill amzn1 was updated from skill.json/,
    ],
    [
      "AlexaSkillsKit",
      { ClientId: "c", ClientSecret: "hidden", RefreshToken: "hidden", SkillId: "amzn1" },
      {},
      /holds no skill/,
    ],
  ])("%s with %j and %j", async (provider, configuration, files, expected) => {
    const category = provider === "DeviceFarm" ? ("Test" as const) : ("Deploy" as const);
    const owner = provider === "AlexaSkillsKit" ? ("ThirdParty" as const) : ("AWS" as const);
    const ran = await harness.run(
      { category, owner, provider },
      { configuration, inputs: { Source: { "readme.txt": "a", ...files } } },
    );
    expect(failureOf(ran) || ran.outcome.summary).toMatch(expected);
    expect(ran.lines.join()).not.toContain("hidden");
  });
});

describe("InspectorScan", () => {
  const SCAN = { category: "Invoke", owner: "AWS", provider: "InspectorScan" } as const;
  const source = {
    configuration: { InspectorRunMode: "SourceCodeScan", HighThreshold: "1" },
    inputs: { Source: { a: "" } },
  };

  it("finds nothing by itself, and writes that down as simulated", async () => {
    const { outcome, output } = await harness.run(SCAN, source);
    expect(outcome).toMatchObject({ status: "Succeeded", outputVariables: {} });
    expect(JSON.parse(output["inspector-scan.json"] ?? "")).toMatchObject({
      simulated: true,
      findings: { critical: 0 },
    });
  });

  it("finds what a simulation says, and fails above a threshold", async () => {
    harness.bind({ name: "InspectorScan/*", outcome: "Succeeded", outputs: { High: "1", Low: "9" } });
    expect((await harness.run(SCAN, source)).outcome).toMatchObject({
      outputVariables: { HighestScannedSeverity: "high" },
    });
    harness.bind({ name: "InspectorScan/*", outcome: "Succeeded", outputs: { High: "2" } });
    expect(failureOf(await harness.run(SCAN, source))).toBe(
      "Simulated locally: 2 high finding(s) in artifact Source, HighThreshold accepts 1.",
    );
  });

  it.each([
    [{ InspectorRunMode: "ECRImageScan", ECRRepositoryName: "shop" }, /needs ECRRepositoryName and ImageTag/],
    [{ InspectorRunMode: "SourceCodeScan", LowThreshold: "-1" }, /LowThreshold -1 must be a whole number/],
  ])("refuses %j", async (configuration, message) => {
    expect(failureOf(await harness.run(SCAN, { ...source, configuration }))).toMatch(message);
  });
});
