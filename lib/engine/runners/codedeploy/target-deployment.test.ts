import { chmod, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock, type Clock } from "@/lib/clock";
import { isGroupRunning, signalGroup } from "../processes/process-group";
import { DeploymentHarness } from "../testing/deployment-harness";

const HEAD = "version: 0.0\nos: linux\n";

let harness: DeploymentHarness;
let root: string;
// The modes of what is installed are those that a deployment has under the usual umask.
beforeAll(() => void process.umask(0o022));
beforeEach(async () => {
  harness = await DeploymentHarness.create();
  root = harness.pathOf("one");
  harness.register(harness.targets("one"));
});
afterEach(() => harness.dispose());

describe("hooks", () => {
  it("run in order, from the revision, with CodeDeploy's environment and nothing of the engine's", async () => {
    process.env["DATABASE_URL"] = "postgres://leaked";
    const names = ["BeforeInstall", "AfterInstall", "ApplicationStart", "ValidateService"];
    const hooks = names.map((name) => `  ${name}:\n    - { location: hook.sh }\n`).join("");
    const { outcome, lines } = await harness.deploy({
      "appspec.yml": `${HEAD}files:\n  - { source: data.txt, destination: /srv }\nhooks:\n${hooks}`,
      "data.txt": "x",
      "hook.sh": `#!/bin/sh\necho "$LIFECYCLE_EVENT $APPLICATION_NAME $DEPLOYMENT_GROUP_NAME $(ls $PENSTOCK_TARGET_ROOT/srv 2>/dev/null)"\ncat data.txt; env > /dev/stderr`,
    });
    delete process.env["DATABASE_URL"];
    expect(outcome.status).toBe("Succeeded");
    expect(lines.filter((line) => / Shop Production/.test(line))).toEqual([
      "[one] BeforeInstall Shop Production ",
      "[one] AfterInstall Shop Production data.txt",
      "[one] ApplicationStart Shop Production data.txt",
      "[one] ValidateService Shop Production data.txt",
    ]);
    expect(lines.join("\n")).not.toMatch(/leaked|VITEST/);
    const values = new Map(lines.map((line) => line.replace("[one] ", "").split("=") as [string, string]));
    expect(values.get("DEPLOYMENT_ID")).toBe(outcome.externalExecutionId);
    expect(values.get("DEPLOYMENT_GROUP_ID")).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(values.get("BUNDLE_BUCKET")).toBe("artifacts");
    expect(values.get("BUNDLE_KEY")).toMatch(/^shop\/BuildOut\//);
    expect(values.get("BUNDLE_ETAG")).toMatch(/^[0-9a-f]{32}$/);
    expect(values.get("BUNDLE_VERSION")).toMatch(/^[0-9a-f]{32}$/);
  });

  it("stop the previous successful revision with its own script", async () => {
    const revision = (name: string, status: number) => ({
      "appspec.yml": `${HEAD}hooks:\n  ApplicationStop: [{ location: stop.sh }]\n  ApplicationStart: [{ location: start.sh }]\n`,
      "stop.sh": `#!/bin/sh\necho stopping ${name}`,
      "start.sh": `#!/bin/sh\nexit ${status}`,
    });
    const first = await harness.deploy(revision("one", 0));
    const second = await harness.deploy(revision("two", 1));
    const third = await harness.deploy(revision("three", 0));
    expect(first.lines.join()).not.toContain("stopping");
    expect(second.lines).toContain("[one] stopping one");
    expect(second.outcome.status).toBe("Failed");
    expect(third.lines).toContain("[one] stopping one");
    expect(third.outcome.status).toBe("Succeeded");
  });

  it("may start daemons, which live on and do not hold the action up", async () => {
    const { outcome } = await harness.deploy({
      "appspec.yml": `${HEAD}hooks:\n  ApplicationStart: [{ location: start.sh }]\n`,
      "start.sh": `#!/bin/sh\necho $$ > "$PENSTOCK_TARGET_ROOT/pid"\n(while :; do echo alive; sleep 0.1; done) &\n`,
    });
    const group = Number(await readFile(path.join(root, "pid"), "utf8"));
    const isAlive = await isGroupRunning(group);
    signalGroup(group, "SIGKILL");
    expect(outcome.status).toBe("Succeeded");
    expect(isAlive).toBe(true);
  });

  it("have all told that they print, however long it takes to come through", async () => {
    const programs = await harness.actions.folder("programs", { "cat.sh": "#!/bin/sh\nsleep 1\nexec /bin/cat\n" });
    await rename(path.join(programs, "cat.sh"), path.join(programs, "cat"));
    vi.stubEnv("PATH", `${programs}:${process.env["PATH"]}`);
    const { lines } = await harness.deploy({
      "appspec.yml": `${HEAD}hooks:\n  AfterInstall: [{ location: say.sh }]\n`,
      "say.sh": "#!/bin/sh\necho last words\n",
    });
    vi.unstubAllEnvs();
    expect(lines).toContain("[one] last words");
  });

  it("fail the deployment, name the script and what it said, and skip the rest", async () => {
    const { outcome, reports } = await harness.deploy({
      "appspec.yml": `${HEAD}hooks:\n  BeforeInstall: [{ location: check.sh }]\n  AfterInstall: [{ location: check.sh }]\n`,
      "check.sh": "#!/bin/sh\necho port 80 is taken\nexit 4",
    });
    expect(outcome).toMatchObject({
      status: "Failed",
      errorCode: "JobFailed",
      message: expect.stringMatching(
        /Failed on target one in BeforeInstall: ScriptFailed: Script at specified location: check.sh failed with exit code 4; it last printed: port 80 is taken/,
      ),
    });
    expect(reports.at(-1)?.targets?.[0]?.events.map(({ status }) => status)).toEqual([
      "Succeeded",
      "Succeeded",
      "Failed",
      "Skipped",
      "Skipped",
      "Skipped",
      "Skipped",
    ]);
  });

  it("end with everything they started when their time is over or the action is stopped", async () => {
    const files = {
      "appspec.yml": `${HEAD}hooks:\n  AfterInstall: [{ location: slow.sh, timeout: 77 }]\n`,
      "slow.sh": `#!/bin/sh\necho $$ > "$PENSTOCK_TARGET_ROOT/pid"\nsleep 1000 & sleep 1000\n`,
    };
    const pidFile = path.join(root, "pid");
    let timeIsUp: () => void = () => undefined;
    const clock: Clock = {
      ...systemClock,
      setTimer(delayMs, callback) {
        if (delayMs !== 77_000) return systemClock.setTimer(delayMs, callback);
        timeIsUp = callback;
        return () => undefined;
      },
    };
    const timedOut = harness.deploy(files, { clock });
    await expect.poll(() => readFile(pidFile, "utf8")).toMatch(/\d\n/);
    timeIsUp();
    expect((await timedOut).outcome).toMatchObject({
      message: expect.stringContaining(
        "ScriptTimedOut: Script at specified location: slow.sh failed to complete in 77 seconds",
      ),
    });
    expect(await isGroupRunning(Number(await readFile(pidFile, "utf8")))).toBe(false);

    await rm(pidFile);
    const abort = new AbortController();
    const stopped = harness.deploy(files, { signal: abort.signal });
    await expect.poll(() => readFile(pidFile, "utf8")).toMatch(/\d\n/);
    abort.abort();
    expect((await stopped).outcome.status).toBe("Failed");
    expect(await isGroupRunning(Number(await readFile(pidFile, "utf8")))).toBe(false);
  });

  it.runIf(process.getuid?.() === 0)("run as the user they ask for, where the engine may", async () => {
    await chmod(harness.actions.directory, 0o755);
    const { outcome, lines } = await harness.deploy({
      "appspec.yml": `${HEAD}hooks:\n  AfterInstall: [{ location: who.sh, runas: nobody }]\n`,
      "who.sh": "#!/bin/sh\nid -un\n",
    });
    expect(outcome.status).toBe("Succeeded");
    expect(lines).toContain("[one] nobody");
  });

  it("run all the same when this machine does not know the user, and files keep their owner; the log says so", async () => {
    const { outcome, lines } = await harness.deploy({
      "appspec.yml":
        `${HEAD}files: [{ source: hook.sh, destination: /srv }]\npermissions: [{ object: /srv, owner: no-such-user, acls: ["u:a:r"] }]\n` +
        "hooks:\n  AfterInstall: [{ location: hook.sh, runas: no-such-user }]\n  BeforeInstall:\n",
      "hook.sh": "#!/bin/sh\necho ran",
    });
    expect(outcome.status).toBe("Succeeded");
    expect(lines).toContain("[one] ran");
    expect(lines.join("\n")).toMatch(/runas no-such-user is not applied, because/);
    expect(lines.join("\n")).toMatch(/acls and context of \/srv are not applied here/);
  });

  it("of events that run no scripts are passed over, as the agent does, and the log says so", async () => {
    const { outcome, lines } = await harness.deploy({
      "appspec.yml": `${HEAD}hooks:\n  Install: [{ location: no.sh }]\n  AfterInstal: [{ location: no.sh }]\n`,
    });
    expect(outcome.status).toBe("Succeeded");
    expect(lines.filter((line) => line.includes("is not an event that runs scripts"))).toHaveLength(2);
  });

  it("run without a shebang or an executable bit", async () => {
    const { outcome, lines } = await harness.deploy({
      "appspec.yml": `${HEAD}hooks:\n  AfterInstall: [{ location: plain }]\n`,
      plain: "echo from plain text",
    });
    expect(outcome.status).toBe("Succeeded");
    expect(lines).toContain("[one] from plain text");
  });
});
