import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failureOf, SimulationHarness } from "../testing/simulation-harness";

let harness: SimulationHarness;
beforeEach(async () => {
  harness = await SimulationHarness.create();
});
afterEach(() => harness.dispose());

const UNKNOWN = { category: "Deploy", owner: "AWS", provider: "Newest" } as const;
const ECS = { category: "Deploy", owner: "AWS", provider: "ECS" } as const;
const SERVICE = {
  configuration: { ClusterName: "live", ServiceName: "shop" },
  inputs: { Images: { "imagedefinitions.json": '[{"name":"web","imageUri":"shop:1"}]' } },
};

it("says in summary, log and outputs that nothing was done, and shows no secret", async () => {
  const { outcome, lines, reports, output } = await harness.run(UNKNOWN, {
    configuration: { Target: "moon", ApiToken: "hidden-value" },
  });
  expect(outcome).toMatchObject({ status: "Succeeded", summary: expect.stringMatching(/^Simulated locally: Newest/) });
  expect(lines[0]).toMatch(/^Simulated locally: Newest \(Deploy\) is not run by this engine/);
  expect(lines).toContain("Target: moon");
  expect(lines.join()).not.toContain("hidden-value");
  expect(reports.at(-1)?.summary).toMatch(/^Simulated locally/);
  expect(Object.keys(output)).toEqual(["simulated.txt"]);
});

describe("a bound simulation", () => {
  it("decides how the action ends, how long it takes and what it puts out", async () => {
    harness.bind({
      name: "ECS/live/shop",
      outcome: "Succeeded",
      durationSeconds: 0.3,
      message: "rolled out",
      outputs: { Tasks: "3" },
    });
    const before = Date.now();
    const { outcome, lines } = await harness.run(ECS, SERVICE);
    expect(Date.now() - before).toBeGreaterThanOrEqual(290);
    expect(outcome).toMatchObject({
      status: "Succeeded",
      summary: "Simulated locally: rolled out",
      outputVariables: { Tasks: "3" },
    });
    expect(lines).toContain("Ends as the simulation ECS/live/shop under Local resources says");
  });

  it("fails with its own message and code, and says that it is simulated", async () => {
    harness.bind({ name: "ECS/*", outcome: "Failed", message: "no capacity", errorCode: "SystemUnavailable" });
    expect((await harness.run(ECS, SERVICE)).outcome).toMatchObject({
      status: "Failed",
      errorCode: "SystemUnavailable",
      message: "Simulated locally: no capacity",
    });
  });

  it.each([
    [["ECS/*", "ECS/live/*", "ECS/live/shop"], "ECS/live/shop"],
    [["ECS/*", "ECS/live/*"], "ECS/live/*"],
    [["ECS/Act", "ECS/other"], "ECS/Act"],
    [["EKS/*", "ECS/*/s*p"], "ECS/*/s*p"],
  ])("of %j is %s", async (names, chosen) => {
    harness.bind(...names.map((name) => ({ name, outcome: "Failed" as const, message: name })));
    expect(failureOf(await harness.run(ECS, SERVICE))).toBe(`Simulated locally: ${chosen}`);
  });

  it("changes nothing about inputs that are wrong", async () => {
    harness.bind({ name: "ECS/*", outcome: "Succeeded" });
    expect(failureOf(await harness.run(ECS, { ...SERVICE, inputs: { Images: { a: "" } } }))).toContain(
      "File [imagedefinitions.json] does not exist in artifact [Images]",
    );
  });

  it("plays a partner whose worker nobody runs", async () => {
    harness.bind({ name: "Snyk/*", outcome: "Succeeded", message: "no vulnerable paths" });
    const { outcome } = await harness.run(
      { category: "Invoke", owner: "ThirdParty", provider: "Snyk" },
      { configuration: {}, inputs: { Source: { a: "" } } },
    );
    expect(outcome).toMatchObject({ status: "Succeeded", summary: "Simulated locally: no vulnerable paths" });
  });
});

it("refuses a value of configuration that variables have made wrong", async () => {
  const ran = await harness.run(
    { category: "Deploy", owner: "AWS", provider: "CloudFormation" },
    { configuration: { ActionMode: "CREATE", StackName: "shop" } },
  );
  expect(ran.outcome).toMatchObject({
    status: "Failed",
    errorCode: "ConfigurationError",
    message: expect.stringContaining("ActionMode must be one of CREATE_UPDATE, REPLACE_ON_FAILURE"),
  });
});
