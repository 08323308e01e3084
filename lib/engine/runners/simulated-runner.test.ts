import { readdir } from "node:fs/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ActionHarness } from "./testing/action-harness";

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
});
afterEach(() => harness.dispose());

it("says in summary, log and outputs that nothing was done, and shows no secret", async () => {
  const output = harness.output("Out");
  const { outcome, lines, reports } = await harness.run({
    actionTypeId: { category: "Invoke", owner: "AWS", provider: "Lambda", version: "1" },
    configuration: { FunctionName: "notify", ApiToken: "hidden-value" },
    outputArtifacts: [output],
  });
  expect(outcome).toMatchObject({ status: "Succeeded", summary: expect.stringMatching(/^Simulated locally: Lambda/) });
  expect(lines[0]).toMatch(/^Simulated locally: Lambda \(Invoke\) is not run by this engine/);
  expect(lines).toContain("FunctionName: notify");
  expect(lines.join()).not.toContain("hidden-value");
  expect(reports.at(-1)?.summary).toMatch(/^Simulated locally/);
  expect(await readdir(await harness.unpack(output))).toEqual(["simulated.txt"]);
});
