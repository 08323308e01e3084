import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import { pause } from "../processes/process-group";
import { ActionHarness } from "../testing/action-harness";

const COMMANDS = { category: "Compute", owner: "AWS", provider: "Commands", version: "1" } as const;

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
});
afterEach(() => harness.dispose());

it("runs its commands in one shell, exports variables and packs files", async () => {
  const input = await harness.input("SourceOut", { "a.txt": "a" });
  const output = { ...harness.output("Out"), files: ["*.txt"] };
  const { outcome, logName } = await harness.run({
    actionTypeId: COMMANDS,
    commands: ["export VERSION=$STAGE-7", "cp a.txt b.txt"],
    environmentVariables: [{ name: "STAGE", value: "test" }],
    outputVariables: ["VERSION"],
    inputArtifacts: [input],
    outputArtifacts: [output],
  });
  expect(outcome).toMatchObject({ status: "Succeeded", outputVariables: { VERSION: "test-7" } });
  expect(await readdir(await harness.unpack(output))).toEqual(["a.txt", "b.txt"]);
  expect(logName).toMatch(/^\/aws\/codepipeline\/shop:/);
});

it("stops at the first failing command", async () => {
  const { outcome, lines } = await harness.run({ actionTypeId: COMMANDS, commands: ["false", "echo never"] });
  expect(outcome).toMatchObject({ status: "Failed", errorCode: "JobFailed" });
  expect(lines).not.toContain("never");
});

it("runs no command before its action has begun, and none when it never does", async () => {
  const trace = path.join(harness.directory, "trace");
  const job = { actionTypeId: COMMANDS, commands: [`touch '${trace}'`] };
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const running = harness.run(job, undefined, { begun });
  await pause(systemClock, 300);
  expect(existsSync(trace)).toBe(false);
  begin();
  expect((await running).outcome.status).toBe("Succeeded");
  expect(existsSync(trace)).toBe(true);

  const other = path.join(harness.directory, "other");
  const never = Promise.reject<void>(new Error("The start was not saved."));
  never.catch(() => undefined); // until the runner waits for it
  const { outcome } = await harness.run({ ...job, commands: [`touch '${other}'`] }, undefined, { begun: never });
  expect(outcome).toMatchObject({ status: "Failed" });
  expect(existsSync(other)).toBe(false);
});

it("says what of the machine that was asked for is not here", async () => {
  const configuration = {
    EnvironmentType: "WINDOWS_SERVER_2022_CONTAINER",
    ComputeType: "BUILD_GENERAL1_MEDIUM",
    VpcId: "vpc-1",
  };
  const { lines } = await harness.run({ actionTypeId: COMMANDS, commands: ["true"], configuration });
  expect(lines.join("\n")).toMatch(/VpcId vpc-1 is not applied[\s\S]*There is no Windows here/);
});
