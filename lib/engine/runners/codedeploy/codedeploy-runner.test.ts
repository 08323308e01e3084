import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DeploymentHarness } from "../testing/deployment-harness";

const HEAD = "version: 0.0\nos: linux\n";

let harness: DeploymentHarness;
let root: string;
// The modes of what is installed are those that a deployment has under the usual umask.
beforeAll(() => void process.umask(0o022));
beforeEach(async () => {
  harness = await DeploymentHarness.create();
  root = harness.pathOf("one");
});
afterEach(() => harness.dispose());

function register(): void {
  harness.register(harness.targets("one"));
}

describe("installing", () => {
  it("puts files into directories and the contents of directories, below the target's root", async () => {
    register();
    const { outcome, logName, reports } = await harness.deploy({
      "appspec.yml": `${HEAD}files:\n  - { source: app, destination: /srv/app }\n  - { source: /conf/app.ini, destination: /etc }\n`,
      "app/run.sh": "#!/bin/sh\n",
      "app/lib/a.js": "a",
      "conf/app.ini": "i",
    });
    expect(outcome).toMatchObject({
      status: "Succeeded",
      externalExecutionId: expect.stringMatching(/^d-[0-9A-Z]{9}$/),
    });
    expect(await harness.listing("one")).toEqual([
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
    await harness.deploy({ "appspec.yml": spec, "app/old/a.txt": "1", "app/b.txt": "1" });
    await writeFile(path.join(root, "srv/app/upload.txt"), "of a person");
    const { outcome } = await harness.deploy({ "appspec.yml": spec, "app/b.txt": "2" });
    expect(outcome.status).toBe("Succeeded");
    expect(await harness.listing("one")).toEqual(["srv", "srv/app", "srv/app/b.txt", "srv/app/upload.txt"]);
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
    const { outcome } = await harness.deploy({
      "appspec.yml": `${HEAD}${behavior}files:\n  - { source: a.txt, destination: /srv }\n`,
      "a.txt": "ours",
    });
    expect(JSON.stringify(outcome)).toContain(result);
    expect(await readFile(path.join(root, "srv/a.txt"), "utf8")).toBe(content);
  });

  it("applies modes by pattern", async () => {
    register();
    await harness.deploy({
      "appspec.yml": `${HEAD}files:\n  - { source: /, destination: /srv }\npermissions:\n  - { object: /srv, pattern: "*.pem", mode: 400, type: file }\n`,
      "key.pem": "k",
      "other.txt": "o",
    });
    expect((await stat(path.join(root, "srv/key.pem"))).mode & 0o777).toBe(0o400);
    expect((await stat(path.join(root, "srv/other.txt"))).mode & 0o777).toBe(0o644);
  });

  it("never writes through a link that leads out of the target", async () => {
    register();
    const outside = harness.pathOf("outside");
    await mkdir(outside);
    await mkdir(root);
    await symlink(outside, path.join(root, "srv"));
    const { outcome } = await harness.deploy({
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
    const { outcome } = await harness.deploy(files);
    expect(outcome).toMatchObject({
      status: "Failed",
      errorCode: "JobFailed",
      message: expect.stringMatching(message),
    });
    expect(existsSync(root) ? await readdir(root) : []).toEqual([]);
  });

  it("tells a script whose interpreter is not there, such as one with the line ends of Windows", async () => {
    register();
    const { outcome } = await harness.deploy({
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
    const { outcome, reports } = await harness.deploy({ "appspec.yml": `${HEAD}${part}`, "a/x": "" });
    expect(outcome).toMatchObject({ message: expect.stringMatching(message) });
    const failed = reports.at(-1)?.targets?.[0]?.events.find(({ status }) => status === "Failed");
    expect(failed).toMatchObject({ name: event, message: expect.stringMatching(message), endedAt: expect.any(Number) });
  });

  it("says what to register when the group is unknown or its target has no absolute path", async () => {
    const files = { "appspec.yml": HEAD };
    expect((await harness.deploy(files)).outcome).toMatchObject({
      errorCode: "ConfigurationError",
      message: expect.stringMatching(
        /No deployment group is registered as Shop\/Production. Register it under Settings, Local resources/,
      ),
    });
    harness.register([{ name: "one", rootDirectory: "relative/path" }]);
    expect((await harness.deploy(files)).outcome).toMatchObject({
      message: expect.stringContaining("not an absolute path"),
    });
  });

  it("says whose root directory cannot be made", async () => {
    const file = harness.pathOf("file");
    await writeFile(file, "");
    harness.register([{ name: "one", rootDirectory: path.join(file, "root") }]);
    expect((await harness.deploy({ "appspec.yml": HEAD })).outcome).toMatchObject({
      errorCode: "ConfigurationError",
      message: expect.stringMatching(
        /^The root directory .*\/file\/root of target one cannot be made: .* Correct it under/,
      ),
    });
  });
});
