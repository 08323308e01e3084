import { readdir, readFile, readlink } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import type { BlueGreenDeploymentConfiguration, DeploymentGroup } from "../../local-resources";
import { killOrphanedBuilds } from "../processes/kill-strays";
import { isGroupRunning, pause } from "../processes/process-group";
import { DeploymentHarness, statusesOf, targetOf } from "../testing/deployment-harness";

const EVENTS = [
  "ApplicationStop",
  "ApplicationStart",
  "BeforeAllowTraffic",
  "AfterAllowTraffic",
  "BeforeBlockTraffic",
  "AfterBlockTraffic",
];

let harness: DeploymentHarness;
beforeEach(async () => {
  harness = await DeploymentHarness.create();
});
afterEach(async () => {
  await killOrphanedBuilds(harness.actions.directory);
  await harness.dispose();
});

function register(
  settings: Partial<DeploymentGroup> = {},
  termination?: BlueGreenDeploymentConfiguration["terminateBlueInstancesOnDeploymentSuccess"],
): void {
  harness.register(harness.targets("blue1", "blue2"), {
    loadBalancerInfo: { directory: harness.pathOf("balancer") },
    blueGreenDeploymentConfiguration: {
      replacementTargets: harness.targets("green1", "green2"),
      ...(termination && { terminateBlueInstancesOnDeploymentSuccess: termination }),
    },
    ...settings,
  });
}

/** A daemon starts with the application; `failing` is `<event> <target>`. */
function revision(version: string, failing = "nothing"): Record<string, string> {
  const hooks = EVENTS.map((event) => `  ${event}: [{ location: hook.sh }]\n`).join("");
  return {
    "appspec.yml": `version: 0.0\nos: linux\nfiles: [{ source: version, destination: /srv }]\nhooks:\n${hooks}`,
    version,
    "hook.sh":
      `#!/bin/sh\necho "$LIFECYCLE_EVENT of ${version}"\n[ "$LIFECYCLE_EVENT $PENSTOCK_TARGET_NAME" != "${failing}" ] || exit 1\n` +
      `if [ "$LIFECYCLE_EVENT" = ApplicationStart ]; then echo $$ > "$PENSTOCK_TARGET_ROOT/pid"; sleep 1000 >/dev/null 2>&1 & fi\n`,
  };
}

const inService = async (): Promise<string[]> =>
  (await readdir(harness.pathOf("balancer", "in-service")).catch(() => [])).toSorted((a, b) => (a < b ? -1 : 1));
const groupOn = async (target: string): Promise<number> =>
  Number(await readFile(harness.pathOf(target, "pid"), "utf8"));

describe("blue/green", () => {
  it("installs beside the originals, moves traffic, ends the originals, and comes back the next time", async () => {
    register();
    const first = await harness.deploy(revision("1"));
    expect(first.outcome).toMatchObject({
      status: "Succeeded",
      summary: expect.stringMatching(/^Deployment d-\w+ moved traffic to green1, green2$/),
    });
    expect(await inService()).toEqual(["green1", "green2"]);
    expect(await readlink(harness.pathOf("balancer", "current"))).toBe(harness.pathOf("green1"));
    expect(targetOf(first, "green1")?.events.map(({ name }) => name)).toEqual([
      "ApplicationStop",
      "DownloadBundle",
      "BeforeInstall",
      "Install",
      "AfterInstall",
      "ApplicationStart",
      "ValidateService",
      "BeforeAllowTraffic",
      "AllowTraffic",
      "AfterAllowTraffic",
    ]);
    expect(targetOf(first, "blue1")?.events.map(({ name }) => name)).toEqual([
      "BeforeBlockTraffic",
      "BlockTraffic",
      "AfterBlockTraffic",
    ]);

    const greenGroup = await groupOn("green1");
    expect(await isGroupRunning(greenGroup)).toBe(true);
    const second = await harness.deploy(revision("2"));
    expect(second.outcome.status).toBe("Succeeded");
    expect(await inService()).toEqual(["blue1", "blue2"]);
    // The originals keep traffic away with their own scripts, and are ended with all that runs there.
    expect(second.lines).toContain("[green1] BeforeBlockTraffic of 1");
    expect(second.lines).toContain("[blue1] AfterAllowTraffic of 2");
    await expect.poll(() => isGroupRunning(greenGroup)).toBe(false);
    expect(await harness.listing("green1")).toEqual(["pid"]);
  });

  it("waits before it ends the originals, or keeps them alive", async () => {
    register({}, { action: "TERMINATE", terminationWaitTimeInMinutes: 60 });
    const abort = new AbortController();
    const deployment = harness.deploy(revision("1"), { signal: abort.signal });
    await expect.poll(inService).toEqual(["green1", "green2"]);
    await pause(systemClock, 300);
    const early = await Promise.race([deployment.then(() => "ended"), pause(systemClock, 100).then(() => "waiting")]);
    expect(early).toBe("waiting");
    abort.abort();
    await deployment;

    register({}, { action: "KEEP_ALIVE" });
    const green = await groupOn("green1");
    await harness.deploy(revision("2"));
    expect(await inService()).toEqual(["blue1", "blue2"]);
    expect(await isGroupRunning(green)).toBe(true);
  });

  it("leaves traffic with the originals when a replacement fails to install", async () => {
    register({ deploymentConfig: "OneAtATime" });
    await harness.deploy(revision("1"));
    const second = await harness.deploy(revision("2", "ApplicationStart blue1"));
    expect(second.outcome).toMatchObject({
      status: "Failed",
      message: expect.stringContaining("on target blue1 in ApplicationStart: ScriptFailed"),
    });
    expect(await inService()).toEqual(["green1", "green2"]);
    expect(statusesOf(second)).toMatchObject({ blue1: "Failed", blue2: "Skipped", green1: "Skipped" });
    expect((await harness.deploy(revision("3"))).outcome.status).toBe("Succeeded");
  });

  it("moves traffic back when a failure comes after it has begun to move", async () => {
    register({ deploymentConfig: "AllAtOnce", autoRollbackConfiguration: { enabled: true } });
    await harness.deploy(revision("1", "BeforeBlockTraffic green1"));
    const second = await harness.deploy(revision("2"));
    expect(second.outcome).toMatchObject({
      status: "Failed",
      message: expect.stringMatching(
        /on target green1 in BeforeBlockTraffic: .* Rolled back to the revision of d-\w+ by deployment d-\w+, which moved traffic back to green1, green2\./,
      ),
    });
    expect(await inService()).toEqual(["green1", "green2"]);
    expect(await readlink(harness.pathOf("balancer", "current"))).toBe(harness.pathOf("green1"));
    // The replacements go with the scripts of what was tried on them, the originals return with their own.
    expect(second.lines).toContain("[blue1] AfterBlockTraffic of 2");
    expect(second.lines).toContain("[green2] AfterAllowTraffic of 1");
  });
});
