import { existsSync } from "node:fs";
import { readdir, readFile, readlink } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeploymentGroup } from "../../local-resources";
import { DeploymentHarness, statusesOf, targetOf } from "../testing/deployment-harness";

const HEAD = "version: 0.0\nos: linux\n";

let harness: DeploymentHarness;
beforeEach(async () => {
  harness = await DeploymentHarness.create();
});
afterEach(() => harness.dispose());

/** Installs /srv/version; the hook fails on the targets that are named. */
function revision(version: string, ...failing: string[]): Record<string, string> {
  const hooks = ["ApplicationStop", "AfterInstall", "BeforeBlockTraffic", "AfterAllowTraffic"]
    .map((event) => `  ${event}: [{ location: hook.sh }]\n`)
    .join("");
  return {
    "appspec.yml": `${HEAD}files: [{ source: version, destination: /srv }]\nhooks:\n${hooks}`,
    version,
    "hook.sh":
      `#!/bin/sh\necho "$LIFECYCLE_EVENT of ${version}"\n` +
      `case "$LIFECYCLE_EVENT $PENSTOCK_TARGET_NAME" in ${failing.map((name) => `"AfterInstall ${name}"`).join("|") || "none"}) exit 3;; esac\n`,
  };
}

const versionOn = (target: string): Promise<string> =>
  readFile(harness.pathOf(target, "srv/version"), "utf8").catch(() => "none");

describe("several targets", () => {
  it.each<[DeploymentGroup["deploymentConfig"], readonly string[], string, Record<string, string>]>([
    [undefined, ["b"], "Failed", { a: "Succeeded", b: "Failed", c: "Skipped", d: "Skipped" }],
    ["OneAtATime", ["d"], "Succeeded", { a: "Succeeded", b: "Succeeded", c: "Succeeded", d: "Failed" }],
    ["HalfAtATime", ["a", "d"], "Succeeded", { a: "Failed", b: "Succeeded", c: "Succeeded", d: "Failed" }],
    ["HalfAtATime", ["a", "b"], "Failed", { a: "Failed", b: "Failed", c: "Skipped", d: "Skipped" }],
    ["AllAtOnce", ["a", "b", "c"], "Succeeded", { a: "Failed", b: "Failed", c: "Failed", d: "Succeeded" }],
    [
      { type: "FLEET_PERCENT", value: 25 },
      ["a", "b"],
      "Succeeded",
      { a: "Failed", b: "Failed", c: "Succeeded", d: "Succeeded" },
    ],
    [{ type: "HOST_COUNT", value: 3 }, ["a"], "Failed", { a: "Failed", b: "Skipped", c: "Skipped", d: "Skipped" }],
  ])("under %j, with %j failing, end as %s", async (deploymentConfig, failing, status, statuses) => {
    harness.register(harness.targets("a", "b", "c", "d"), { ...(deploymentConfig && { deploymentConfig }) });
    const ran = await harness.deploy(revision("1", ...failing));
    expect(ran.outcome.status).toBe(status);
    expect(statusesOf(ran)).toEqual(statuses);
    for (const [name, targetStatus] of Object.entries(statuses)) {
      expect(existsSync(harness.pathOf(name, "srv/version"))).toBe(targetStatus !== "Skipped");
    }
    const told = JSON.stringify(ran.outcome);
    expect(told.includes("(Error code: HEALTH_CONSTRAINTS)")).toBe(status === "Failed");
    for (const name of failing) expect(told).toContain(`on target ${name} in AfterInstall: ScriptFailed`);
  });

  it("refuse a minimum that leaves no host to deploy to", async () => {
    harness.register(harness.targets("a", "b"), { deploymentConfig: { type: "HOST_COUNT", value: 2 } });
    const ran = await harness.deploy(revision("1"));
    expect(ran.outcome).toMatchObject({
      status: "Failed",
      message: expect.stringMatching(/HEALTH_CONSTRAINTS_INVALID.*lower the minimum healthy hosts, or add targets/),
    });
    expect(statusesOf(ran)).toEqual({ a: "Skipped", b: "Skipped" });
  });

  it("are deployed to in the order of their health: who failed last comes first", async () => {
    harness.register(harness.targets("a", "b", "c"));
    await harness.deploy(revision("1", "c"));
    const { lines } = await harness.deploy(revision("2"));
    const order = lines.filter((line) => line.endsWith("LifecycleEvent - DownloadBundle"));
    expect(order.map((line) => line.slice(1, 2))).toEqual(["c", "a", "b"]);
  });

  it("show each event with its times", async () => {
    harness.register(harness.targets("a"));
    const target = targetOf(await harness.deploy(revision("1", "a")), "a");
    expect(target).toMatchObject({ type: "InstanceTarget", status: "Failed", startedAt: expect.any(Number) });
    expect(target?.endedAt).toBeGreaterThanOrEqual(target?.startedAt ?? Infinity);
    expect(target?.events).toMatchObject([
      { name: "ApplicationStop", status: "Succeeded", startedAt: expect.any(Number), endedAt: expect.any(Number) },
      { name: "DownloadBundle", status: "Succeeded" },
      { name: "BeforeInstall", status: "Succeeded" },
      { name: "Install", status: "Succeeded" },
      { name: "AfterInstall", status: "Failed", message: expect.stringContaining("hook.sh failed with exit code 3") },
      { name: "ApplicationStart", status: "Skipped" },
      { name: "ValidateService", status: "Skipped" },
    ]);
  });
});

describe("a rollback", () => {
  const rollsBack = { autoRollbackConfiguration: { enabled: true } };

  it("deploys the last good revision again under an id of its own, and the action stays failed", async () => {
    harness.register(harness.targets("a", "b", "c"), rollsBack);
    const first = await harness.deploy(revision("1"));
    const second = await harness.deploy(revision("2", "b"));
    const message = second.outcome.status === "Failed" ? second.outcome.message : "";
    expect(message).toMatch(
      new RegExp(
        `^Deployment (d-[0-9A-Z]{9}) failed: .*Rolled back to the revision of ${first.outcome.externalExecutionId} by deployment (?!\\1)d-[0-9A-Z]{9}, which succeeded on 3 targets\\.$`,
      ),
    );
    expect(await Promise.all(["a", "b", "c"].map(versionOn))).toEqual(["1", "1", "1"]);
    // The rollback stops what runs: revision 2 where it succeeded, revision 1 where it did not.
    expect(second.lines.filter((line) => line.includes("ApplicationStop of 2"))).toEqual(["[a] ApplicationStop of 2"]);
    expect(statusesOf(second)).toEqual({ a: "Succeeded", b: "Failed", c: "Skipped" });
  });

  it("does not happen where it is not enabled, or where nothing was good before", async () => {
    harness.register(harness.targets("a"));
    await harness.deploy(revision("1"));
    expect((await harness.deploy(revision("2", "a"))).outcome).toMatchObject({
      message: expect.not.stringContaining("olled back"),
    });
    expect(await versionOn("a")).toBe("2");

    harness.register(harness.targets("fresh"), { ...rollsBack, name: "Shop/Production" });
    await harness.dispose();
    harness = await DeploymentHarness.create();
    harness.register(harness.targets("fresh"), rollsBack);
    expect((await harness.deploy(revision("1", "fresh"))).outcome).toMatchObject({
      message: expect.stringContaining("It cannot be rolled back: no deployment to the group has succeeded before"),
    });
  });
});

describe("traffic", () => {
  it("is kept from each target while it is deployed to, by the scripts of the revision that was there", async () => {
    const balancer = harness.pathOf("balancer");
    harness.register(harness.targets("a", "b"), { loadBalancerInfo: { directory: balancer } });
    const ran = await harness.deploy(revision("1"));
    expect(targetOf(ran, "a")?.events.map(({ name }) => name)).toEqual([
      "BeforeBlockTraffic",
      "BlockTraffic",
      "AfterBlockTraffic",
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
    expect(await readdir(harness.pathOf("balancer", "in-service"))).toEqual(["a", "b"]);
    expect(await readlink(harness.pathOf("balancer", "current"))).toBe(harness.pathOf("a"));

    const second = await harness.deploy(revision("2", "a"));
    expect(second.lines).toContain("[a] BeforeBlockTraffic of 1");
    expect(second.outcome.status).toBe("Failed");
    // The target that failed stays out of service; the others go on with what they had.
    expect(await readdir(harness.pathOf("balancer", "in-service"))).toEqual(["b"]);
    expect(await readlink(harness.pathOf("balancer", "current"))).toBe(harness.pathOf("b"));
  });
});
