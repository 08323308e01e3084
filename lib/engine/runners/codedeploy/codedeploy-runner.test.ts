import { existsSync } from "node:fs";
import { chmod, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock, type Clock } from "@/lib/clock";
import type { DeploymentGroup } from "../../local-resources";
import { isGroupRunning, signalGroup } from "../processes/process-group";
import { ActionHarness } from "../testing/action-harness";

const CODEDEPLOY = { category: "Deploy", owner: "AWS", provider: "CodeDeploy", version: "1" } as const;
const CONFIGURATION = { ApplicationName: "Shop", DeploymentGroupName: "Production" };
const HEAD = "version: 0.0\nos: linux\n";

let harness: ActionHarness;
let root: string;
// The modes of what is installed are those that a deployment has under the usual umask.
beforeAll(() => void process.umask(0o022));
beforeEach(async () => {
  harness = await ActionHarness.create();
  root = path.join(harness.directory, "target");
});
afterEach(() => harness.dispose());

function register(targets: Record<string, string> = { one: root }, settings: Partial<DeploymentGroup> = {}): void {
  const list = Object.entries(targets).map(([name, rootDirectory]) => ({ name, rootDirectory }));
  harness.resources.push({ type: "deployment-group", name: "Shop/Production", targets: list, ...settings });
}

async function deploy(
  files: Record<string, string>,
  { signal, clock = systemClock }: { readonly signal?: AbortSignal; readonly clock?: Clock } = {},
) {
  const input = await harness.input("BuildOut", files);
  const job = { actionTypeId: CODEDEPLOY, configuration: CONFIGURATION, inputArtifacts: [input] };
  return harness.run(job, signal, { clock });
}

async function listing(directory: string): Promise<string[]> {
  return (await readdir(directory, { recursive: true })).toSorted((a, b) => (a < b ? -1 : 1));
}

describe("installing", () => {
  it("puts files into directories and the contents of directories, below the target's root", async () => {
    register();
    const { outcome, logName, reports } = await deploy({
      "appspec.yml": `${HEAD}files:\n  - { source: app, destination: /srv/app }\n  - { source: /conf/app.ini, destination: /etc }\n`,
      "app/run.sh": "#!/bin/sh\n",
      "app/lib/a.js": "a",
      "conf/app.ini": "i",
    });
    expect(outcome).toMatchObject({
      status: "Succeeded",
      externalExecutionId: expect.stringMatching(/^d-[0-9A-Z]{9}$/),
    });
    expect(await listing(root)).toEqual([
      "etc",
      "etc/app.ini",
      "srv",
      "srv/app",
      "srv/app/lib",
      "srv/app/lib/a.js",
      "srv/app/run.sh",
    ]);
    expect((await stat(path.join(root, "srv/app/run.sh"))).mode & 0o111).toBe(0o111);
    expect(logName).toMatch(/^\/aws\/codedeploy\/Shop\/Production:d-/);
    expect(reports.at(-1)?.targets).toMatchObject([{ name: "one", status: "Succeeded" }]);
  });

  it("removes what the previous deployment installed, and nothing else", async () => {
    register();
    const spec = `${HEAD}files:\n  - { source: app, destination: /srv/app }\n`;
    await deploy({ "appspec.yml": spec, "app/old/a.txt": "1", "app/b.txt": "1" });
    await writeFile(path.join(root, "srv/app/upload.txt"), "of a person");
    const { outcome } = await deploy({ "appspec.yml": spec, "app/b.txt": "2" });
    expect(outcome.status).toBe("Succeeded");
    expect(await listing(root)).toEqual(["srv", "srv/app", "srv/app/b.txt", "srv/app/upload.txt"]);
    expect(await readFile(path.join(root, "srv/app/b.txt"), "utf8")).toBe("2");
  });

  it.each([
    ["", "The file /srv/a.txt already exists on the target", "theirs"],
    ["file_exists_behavior: OVERWRITE\n", "succeeded on 1 target", "ours"],
    ["file_exists_behavior: RETAIN\n", "succeeded on 1 target", "theirs"],
  ])("treats files of others by %j", async (behavior, result, content) => {
    register();
    await mkdir(path.join(root, "srv"), { recursive: true });
    await writeFile(path.join(root, "srv/a.txt"), "theirs");
    const { outcome } = await deploy({
      "appspec.yml": `${HEAD}${behavior}files:\n  - { source: a.txt, destination: /srv }\n`,
      "a.txt": "ours",
    });
    expect(JSON.stringify(outcome)).toContain(result);
    expect(await readFile(path.join(root, "srv/a.txt"), "utf8")).toBe(content);
  });

  it("applies modes by pattern", async () => {
    register();
    await deploy({
      "appspec.yml": `${HEAD}files:\n  - { source: /, destination: /srv }\npermissions:\n  - { object: /srv, pattern: "*.pem", mode: 400, type: file }\n`,
      "key.pem": "k",
      "other.txt": "o",
    });
    expect((await stat(path.join(root, "srv/key.pem"))).mode & 0o777).toBe(0o400);
    expect((await stat(path.join(root, "srv/other.txt"))).mode & 0o777).toBe(0o644);
  });

  it("never writes through a link that leads out of the target", async () => {
    register();
    const outside = path.join(harness.directory, "outside");
    await mkdir(outside);
    await mkdir(root);
    await symlink(outside, path.join(root, "srv"));
    const { outcome } = await deploy({
      "appspec.yml": `${HEAD}file_exists_behavior: OVERWRITE\nfiles:\n  - { source: a.txt, destination: /srv }\n`,
      "a.txt": "x",
    });
    expect(outcome).toMatchObject({
      status: "Failed",
      message: expect.stringContaining("leads outside the target's root"),
    });
    expect(await readdir(outside)).toEqual([]);
  });
});

describe("hooks", () => {
  it("run in order, from the revision, with CodeDeploy's environment and nothing of the engine's", async () => {
    register();
    process.env["DATABASE_URL"] = "postgres://leaked";
    const names = ["BeforeInstall", "AfterInstall", "ApplicationStart", "ValidateService"];
    const hooks = names.map((name) => `  ${name}:\n    - { location: hook.sh }\n`).join("");
    const { outcome, lines } = await deploy({
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
    register();
    const revision = (name: string, status: number) => ({
      "appspec.yml": `${HEAD}hooks:\n  ApplicationStop: [{ location: stop.sh }]\n  ApplicationStart: [{ location: start.sh }]\n`,
      "stop.sh": `#!/bin/sh\necho stopping ${name}`,
      "start.sh": `#!/bin/sh\nexit ${status}`,
    });
    const first = await deploy(revision("one", 0));
    const second = await deploy(revision("two", 1));
    const third = await deploy(revision("three", 0));
    expect(first.lines.join()).not.toContain("stopping");
    expect(second.lines).toContain("[one] stopping one");
    expect(second.outcome.status).toBe("Failed");
    expect(third.lines).toContain("[one] stopping one");
    expect(third.outcome.status).toBe("Succeeded");
  });

  it("may start daemons, which live on and do not hold the action up", async () => {
    register();
    const { outcome } = await deploy({
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
    register();
    const programs = await harness.folder("programs", { "cat.sh": "#!/bin/sh\nsleep 1\nexec /bin/cat\n" });
    await rename(path.join(programs, "cat.sh"), path.join(programs, "cat"));
    vi.stubEnv("PATH", `${programs}:${process.env["PATH"]}`);
    const { lines } = await deploy({
      "appspec.yml": `${HEAD}hooks:\n  AfterInstall: [{ location: say.sh }]\n`,
      "say.sh": "#!/bin/sh\necho last words\n",
    });
    vi.unstubAllEnvs();
    expect(lines).toContain("[one] last words");
  });

  it("fail the deployment, name the script and what it said, and skip the rest", async () => {
    register();
    const { outcome, reports } = await deploy({
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
    register();
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
    const timedOut = deploy(files, { clock });
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
    const stopped = deploy(files, { signal: abort.signal });
    await expect.poll(() => readFile(pidFile, "utf8")).toMatch(/\d\n/);
    abort.abort();
    expect((await stopped).outcome.status).toBe("Failed");
    expect(await isGroupRunning(Number(await readFile(pidFile, "utf8")))).toBe(false);
  });

  it.runIf(process.getuid?.() === 0)("run as the user they ask for, where the engine may", async () => {
    register();
    await chmod(harness.directory, 0o755);
    const { outcome, lines } = await deploy({
      "appspec.yml": `${HEAD}hooks:\n  AfterInstall: [{ location: who.sh, runas: nobody }]\n`,
      "who.sh": "#!/bin/sh\nid -un\n",
    });
    expect(outcome.status).toBe("Succeeded");
    expect(lines).toContain("[one] nobody");
  });

  it("run all the same when this machine does not know the user, and files keep their owner; the log says so", async () => {
    register();
    const { outcome, lines } = await deploy({
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
    register();
    const { outcome, lines } = await deploy({
      "appspec.yml": `${HEAD}hooks:\n  Install: [{ location: no.sh }]\n  AfterInstal: [{ location: no.sh }]\n`,
    });
    expect(outcome.status).toBe("Succeeded");
    expect(lines.filter((line) => line.includes("is not an event that runs scripts"))).toHaveLength(2);
  });

  it("run without a shebang or an executable bit", async () => {
    register();
    const { outcome, lines } = await deploy({
      "appspec.yml": `${HEAD}hooks:\n  AfterInstall: [{ location: plain }]\n`,
      plain: "echo from plain text",
    });
    expect(outcome.status).toBe("Succeeded");
    expect(lines).toContain("[one] from plain text");
  });
});

describe("bad input", () => {
  it.each([
    [{ a: "" }, /Artifact BuildOut has no appspec.yml at its root. Add it to the repository/],
    [{ "appspec.yaml": HEAD }, /It has appspec.yaml; rename it/],
    [{ "appspec.yml": "version: 0.0\nos: [" }, /appspec.yml is not YAML: line 2/],
    [{ "appspec.yml": "version: 0.0\nos: windows" }, /line 2, column 5: os must be linux: this machine plays Linux/],
    [{ "appspec.yml": "version: 0.0" }, /os is missing/],
    [
      { "appspec.yml": "version: 0.0\nResources:\n  - TargetService: {}" },
      /line 3, column 3: Resources: this appspec is for ECS or Lambda, .* CodeDeployToECS or Lambda/,
    ],
    [{ "appspec.yml": "version: 1\nos: linux" }, /version must be 0.0/],
    [
      { "appspec.yml": `${HEAD}files:\n  - { source: /, destination: /../../etc }` },
      /must be an absolute path without ".."/,
    ],
    [{ "appspec.yml": `${HEAD}hooks:\n  AfterInstall: [{ location: x, timeout: 9999 }]` }, /add up to more than 3600/],
  ])("%j is refused before a target is touched", async (files, message) => {
    register();
    const { outcome } = await deploy(files);
    expect(outcome).toMatchObject({
      status: "Failed",
      errorCode: "JobFailed",
      message: expect.stringMatching(message),
    });
    expect(existsSync(root) ? await readdir(root) : []).toEqual([]);
  });

  it("tells a script whose interpreter is not there, such as one with the line ends of Windows", async () => {
    register();
    const { outcome } = await deploy({
      "appspec.yml": `${HEAD}hooks:\n  AfterInstall: [{ location: start.sh }]\n`,
      "start.sh": "#!/bin/sh\r\necho on\r\n",
    });
    expect(outcome).toMatchObject({
      message: expect.stringContaining(
        'start.sh cannot be run by its interpreter "/bin/sh\\r". Save it with Unix line ends, without carriage returns.',
      ),
    });
  });

  it.each([
    [
      "files:\n  - { source: a, destination: /srv }\n  - { source: a/x, destination: /srv }",
      "Install",
      /Duplicate copy instruction to \/srv\/x: files installs two things there. Let each file have one source\./,
    ],
    [
      "files:\n  - { source: a/x, destination: /srv }\n  - { source: a, destination: /srv/x }",
      "Install",
      /Duplicate copy instruction to \/srv\/x/,
    ],
    [
      "files:\n  - { source: dist, destination: /srv }",
      "Install",
      /dist, named by files, is not in the revision. Add it/,
    ],
    [
      "files:\n  - { source: ../../etc, destination: /srv }",
      "Install",
      /..\/etc, named by files, is not in the revision/,
    ],
    [
      "hooks:\n  AfterInstall: [{ location: no.sh }]",
      "AfterInstall",
      /ScriptMissing: Script does not exist at specified location: no.sh/,
    ],
    [
      "hooks:\n  AfterInstall: [{ location: ../../../../bin/sh }]",
      "AfterInstall",
      /ScriptMissing: Script does not exist at specified location: \.\.\/.*sh/,
    ],
    [
      'files: [{ source: appspec.yml, destination: /srv }]\npermissions: [{ object: /srv/appspec.yml, pattern: "*.yml" }]',
      "Install",
      /object \/srv\/appspec.yml is a file, so pattern and except cannot be used/,
    ],
  ])("%j fails at its event", async (part, event, message) => {
    register();
    const { outcome, reports } = await deploy({ "appspec.yml": `${HEAD}${part}`, "a/x": "" });
    expect(outcome).toMatchObject({ message: expect.stringMatching(message) });
    const failed = reports.at(-1)?.targets?.[0]?.events.find(({ status }) => status === "Failed");
    expect(failed).toMatchObject({ name: event, message: expect.stringMatching(message), endedAt: expect.any(Number) });
  });

  it("says what to register when the group is unknown or its target has no absolute path", async () => {
    const files = { "appspec.yml": HEAD };
    expect((await deploy(files)).outcome).toMatchObject({
      errorCode: "ConfigurationError",
      message: expect.stringMatching(
        /No deployment group is registered as Shop\/Production. Register it under Settings, Local resources/,
      ),
    });
    register({ one: "relative/path" });
    expect((await deploy(files)).outcome).toMatchObject({ message: expect.stringContaining("not an absolute path") });
  });

  it("says whose root directory cannot be made", async () => {
    const file = path.join(harness.directory, "file");
    await writeFile(file, "");
    register({ one: path.join(file, "root") });
    expect((await deploy({ "appspec.yml": HEAD })).outcome).toMatchObject({
      errorCode: "ConfigurationError",
      message: expect.stringMatching(
        /^The root directory .*\/file\/root of target one cannot be made: .* Correct it under/,
      ),
    });
  });
});
