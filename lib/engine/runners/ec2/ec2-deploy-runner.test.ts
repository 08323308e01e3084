import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ActionJob } from "../runner";
import { ActionHarness, type RanAction } from "../testing/action-harness";
import { statusesOf, targetOf } from "../testing/deployment-harness";

const EC2 = { category: "Deploy", owner: "AWS", provider: "EC2", version: "1" } as const;
const WEB = { InstanceTagKey: "Role", InstanceTagValue: "web", InstanceType: "EC2" };
const INLINE = { ...WEB, TargetDirectory: "/srv/app", PostScript: "scripts/after.sh" };

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
});
afterEach(() => harness.dispose());

function register(...names: string[]): void {
  for (const name of names) {
    const rootDirectory = path.join(harness.directory, name);
    harness.resources.push({ type: "instance", name, rootDirectory, tags: [{ key: "Role", value: "web" }] });
  }
}

async function deploy(configuration: Record<string, string>, files: Record<string, string>): Promise<RanAction> {
  return deployArtifact(configuration, await harness.input("BuildOut", files));
}

async function deployArtifact(
  configuration: Record<string, string>,
  input: ActionJob["inputArtifacts"][number],
): Promise<RanAction> {
  return harness.run({ actionTypeId: EC2, configuration, inputArtifacts: [input] });
}

const on = (instance: string, file: string): Promise<string> =>
  readFile(path.join(harness.directory, instance, file), "utf8").catch(() => "none");

/** The script after the copy fails on the instances that are named. */
function app(version: string, ...failing: string[]): Record<string, string> {
  return {
    version,
    "scripts/before.sh": '#!/bin/sh\necho "before in $(pwd): $(cat version 2>/dev/null)"\n',
    "scripts/after.sh": `#!/bin/sh\necho "$LIFECYCLE_EVENT $(cat version)"\ncase $PENSTOCK_TARGET_NAME in ${failing.join("|") || "none"}) exit 2;; esac\n`,
  };
}

describe("a target directory with scripts", () => {
  it("receives the whole artifact between the two scripts, which run in it", async () => {
    register("i-1");
    const ran = await deploy({ ...INLINE, PreScript: "scripts/before.sh" }, app("1"));
    expect(ran.outcome).toMatchObject({ status: "Succeeded", summary: "Deployed to 1 of 1 instance(s)" });
    expect(ran.lines).toContain(`[i-1] before in ${path.join(harness.directory, "i-1/srv/app")}: `);
    expect(ran.lines).toContain("[i-1] AFTER_DEPLOY 1");
    expect(await on("i-1", "srv/app/scripts/after.sh")).toContain("LIFECYCLE_EVENT");
    expect(targetOf(ran, "i-1")).toMatchObject({
      type: "EC2",
      status: "Succeeded",
      events: [{ name: "BEFORE_DEPLOY" }, { name: "DEPLOY" }, { name: "AFTER_DEPLOY", endedAt: expect.any(Number) }],
    });
  });

  it("says in its summary that no target group was touched", async () => {
    register("i-1");
    const { outcome } = await deploy({ ...INLINE, TargetGroupNameList: "web-a,web-b" }, app("1"));
    expect(outcome.summary).toBe(
      "Deployed to 1 of 1 instance(s). Simulated locally: traffic of web-a, web-b was left as it is",
    );
  });

  it("leaves other files where they are, and replaces its own", async () => {
    register("i-1");
    await deploy(INLINE, { ...app("1"), old: "x" });
    await deploy(INLINE, app("2"));
    expect(await on("i-1", "srv/app/version")).toBe("2");
    expect(await on("i-1", "srv/app/old")).toBe("x");
  });
});

describe("instances", () => {
  it("are found by tag and type; without a value every instance with the key counts", async () => {
    register("i-1");
    const node = path.join(harness.directory, "mi-1");
    harness.resources.push(
      { type: "instance", name: "i-2", rootDirectory: node, tags: [{ key: "Role", value: "batch" }] },
      {
        type: "instance",
        name: "mi-1",
        rootDirectory: node,
        tags: [{ key: "Role", value: "web" }],
        instanceType: "SSM_MANAGED_NODE",
      },
    );
    expect(Object.keys(statusesOf(await deploy(INLINE, app("1"))))).toEqual(["i-1"]);
    const { InstanceTagValue: _value, ...anyValue } = INLINE;
    expect(Object.keys(statusesOf(await deploy(anyValue, app("2"))))).toEqual(["i-1", "i-2"]);
    const nodes = await deploy({ ...INLINE, InstanceType: "SSM_MANAGED_NODE" }, app("3"));
    expect(targetOf(nodes, "mi-1")?.type).toBe("SSM_MANAGED_NODE");
  });

  it("that have the artifact already are skipped, and those that failed come first", async () => {
    register("i-1", "i-2", "i-3");
    const artifact = await harness.input("BuildOut", app("1", "i-2"));
    const first = await deployArtifact({ ...INLINE, MaxBatch: "1" }, artifact);
    expect(first.outcome).toMatchObject({
      status: "Failed",
      message: expect.stringMatching(/MaxError allows 0\. Failed on i-2 in AFTER_DEPLOY: ScriptFailed: .*exit code 2/),
    });
    expect(statusesOf(first)).toEqual({ "i-1": "Succeeded", "i-2": "Failed", "i-3": "Skipped" });
    expect(targetOf(first, "i-3")?.events[0]?.message).toBe("Not reached: too many instances had failed.");

    const again = await deployArtifact({ ...INLINE, MaxBatch: "1" }, artifact);
    expect(statusesOf(again)).toEqual({ "i-1": "Skipped", "i-2": "Failed", "i-3": "Skipped" });
    expect(targetOf(again, "i-1")?.events[0]?.message).toBe("It has this artifact already.");

    const fixed = await deploy({ ...INLINE, MaxBatch: "1" }, app("2"));
    const begun = fixed.lines.filter((line) => line.endsWith("BEFORE_DEPLOY"));
    expect(begun).toEqual(["[i-2] BEFORE_DEPLOY", "[i-1] BEFORE_DEPLOY", "[i-3] BEFORE_DEPLOY"]);
  });

  it.each([
    [{ MaxError: "1" }, ["i-1"], "Succeeded"],
    [{ MaxError: "1" }, ["i-1", "i-2"], "Failed"],
    [{ MaxError: "50%" }, ["i-1", "i-4"], "Succeeded"],
    [{ MaxBatch: "25%", MaxError: "0%" }, ["i-4"], "Failed"],
  ])("under %j, with %j failing, the action has %s", async (limits, failing, status) => {
    register("i-1", "i-2", "i-3", "i-4");
    const ran = await deploy({ ...INLINE, ...limits }, app("1", ...failing));
    expect(ran.outcome.status).toBe(status);
    expect(await on("i-3", "srv/app/version")).toBe("1");
  });
});

describe("a deploy spec", () => {
  it("of its own format copies files, sets permissions and runs scripts", async () => {
    register("i-1");
    const spec =
      'version: 0.1\nfiles: [{ source: version, destination: /etc/app }]\npermissions: [{ object: /etc/app, pattern: "**", mode: "0600", type: [file] }]\n' +
      "scripts:\n  BeforeDeploy: [{ location: scripts/before.sh, timeout: 30 }]\n  AfterDeploy: [{ location: scripts/after.sh }]\n";
    const { outcome, lines } = await deploy({ ...WEB, DeploySpec: "deploy.yml" }, { ...app("1"), "deploy.yml": spec });
    expect(outcome.status).toBe("Succeeded");
    expect(lines).toContain("[i-1] AFTER_DEPLOY 1");
    expect(await on("i-1", "etc/app/version")).toBe("1");
    expect((await stat(path.join(harness.directory, "i-1/etc/app/version"))).mode & 0o777).toBe(0o600);
  });

  it("may be an AppSpec, whose hooks run before and after the files", async () => {
    register("i-1");
    const hooks = ["ValidateService", "ApplicationStop", "AfterInstall", "BeforeInstall", "ApplicationStart"]
      .map((event) => `  ${event}: [{ location: scripts/hook.sh }]\n`)
      .join("");
    const spec = `version: 0.0\nos: linux\nfiles: [{ source: version, destination: /srv }]\nhooks:\n${hooks}`;
    const { lines } = await deploy(
      { ...WEB, DeploySpec: "appspec.yml" },
      {
        ...app("1"),
        "appspec.yml": spec,
        "scripts/hook.sh":
          '#!/bin/sh\necho "hook $LIFECYCLE_EVENT $(cat $PENSTOCK_TARGET_ROOT/srv/version 2>/dev/null)"',
      },
    );
    expect(lines.filter((line) => line.includes("] hook "))).toEqual([
      "[i-1] hook ApplicationStop ",
      "[i-1] hook BeforeInstall ",
      "[i-1] hook AfterInstall 1",
      "[i-1] hook ApplicationStart 1",
      "[i-1] hook ValidateService 1",
    ]);
  });
});

describe("bad input", () => {
  it.each<[Record<string, string>, Record<string, string>, RegExp]>([
    [{ ...INLINE, InstanceTagValue: "db" }, {}, /No instance of type EC2 has the tag Role=db. Register one under/],
    [{ ...INLINE, InstanceType: "ECS" }, {}, /InstanceType must be one of EC2, SSM_MANAGED_NODE, and is "ECS"/],
    [{ ...WEB, TargetDirectory: "/srv" }, {}, /it needs DeploySpec, or else TargetDirectory and PostScript/],
    [{ ...INLINE, TargetDirectory: "/srv/../../etc" }, {}, /must be an absolute path without "\.\."/],
    [{ ...INLINE, MaxBatch: "0" }, {}, /MaxBatch 0 must be a number of instances from 1 on, or a percentage/],
    [{ ...INLINE, MaxError: "120%" }, {}, /MaxError 120% must be a number/],
    [{ ...INLINE, PostScript: "nope.sh" }, {}, /ScriptMissing: Script does not exist at specified location: nope.sh/],
    [{ ...WEB, DeploySpec: "deploy.yml" }, {}, /Artifact BuildOut has no deploy.yml, which DeploySpec names/],
    [{ ...WEB, DeploySpec: "../../x" }, {}, /leads outside artifact BuildOut/],
    [{ ...WEB, DeploySpec: "d.yml" }, { "d.yml": "version: 0.2" }, /d.yml.*version must be 0.1 or 0.0/],
    [
      { ...WEB, DeploySpec: "d.yml" },
      { "d.yml": "version: 0.1\nscripts: { AfterInstall: [] }" },
      /scripts has a key that is not known: AfterInstall/,
    ],
  ])("%j fails the action and says why", async (configuration, files, message) => {
    register("i-1");
    const { outcome } = await deploy(configuration, { ...app("1"), ...files });
    expect(outcome).toMatchObject({ status: "Failed", message: expect.stringMatching(message) });
  });
});
