import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ActionJob } from "../runner";
import { ActionHarness } from "../testing/action-harness";

const BUILD = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } as const;
const PROJECT = { ProjectName: "ShopBuild" };

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
});
afterEach(() => harness.dispose());

async function build(files: Record<string, string>, job: Partial<ActionJob> = {}, signal?: AbortSignal) {
  const input = await harness.input("SourceOut", files);
  return harness.run({ actionTypeId: BUILD, configuration: PROJECT, inputArtifacts: [input], ...job }, signal);
}

/** The log without the time of day. */
function withoutTimes(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/^\[Container\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, "> "));
}

describe("a build", () => {
  it("runs all phases in one shell, exports variables and packs the artifact", async () => {
    const output = harness.output("BuildOut");
    const { outcome, lines, logName, reports } = await build(
      {
        "buildspec.yml": `
version: 0.2
env:
  variables: { GREETING: hello }
  exported-variables: [RELEASE, UNSET]
phases:
  install:
    commands: [mkdir dist, cd dist]
  build:
    commands:
      - export RELEASE=r-$CODEBUILD_BUILD_NUMBER
      - echo "$GREETING $CODEBUILD_BUILD_SUCCEEDING" | tee greeting.txt
artifacts:
  base-directory: dist
  files: ["**/*"]
`,
      },
      { outputArtifacts: [output] },
    );
    expect(outcome).toMatchObject({ status: "Succeeded", outputVariables: { RELEASE: "r-1" } });
    expect(await readFile(path.join(await harness.unpack(output), "greeting.txt"), "utf8")).toBe("hello 1\n");
    expect(logName).toMatch(/^\/aws\/codebuild\/ShopBuild:0{8}-/);
    expect(reports[0]?.logStreamArn).toContain(":log-group:/aws/codebuild/ShopBuild:log-stream:0000");
    expect(withoutTimes(lines)).toEqual(
      expect.arrayContaining([
        "> Entering phase INSTALL",
        "> Running command cd dist",
        "> Phase complete: BUILD State: SUCCEEDED",
        "> Phase context status code:  Message: ",
        "hello 1",
        "> Found 1 file(s) for BuildOut",
      ]),
    );
  });

  it("exports variables whatever its shell has become, and shows nothing of it", async () => {
    const { outcome, lines } = await build({
      "buildspec.yml": `
version: 0.2
env: { exported-variables: [RELEASE] }
phases:
  build:
    commands: ["RELEASE='r 1'; IFS=1; printf() { :; }; set -xuC"]
`,
    });
    expect(outcome).toMatchObject({ status: "Succeeded", outputVariables: { RELEASE: "r 1" } });
    expect(lines.filter((line) => line.startsWith("+"))).toEqual([]);
  });

  it("tells the failing command, still runs post_build, and fails", async () => {
    const { outcome, lines } = await build({
      "buildspec.yml": `
version: 0.2
phases:
  build:
    commands: [echo testing, (exit 3), echo skipped]
    finally: [echo cleaning]
  post_build:
    commands: [echo "succeeding=$CODEBUILD_BUILD_SUCCEEDING"]
`,
    });
    expect(outcome).toMatchObject({
      status: "Failed",
      errorCode: "JobFailed",
      message:
        "Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, " +
        "Message: Error while executing command: (exit 3). Reason: exit status 3",
    });
    const said = withoutTimes(lines);
    expect(said).toContain("cleaning");
    expect(said).toContain("succeeding=0");
    expect(said).not.toContain("> Running command echo skipped");
    expect(said).toContain("> Phase complete: BUILD State: FAILED");
    expect(said).toContain(
      "> Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: (exit 3). Reason: exit status 3",
    );
  });

  it.each([
    ["install", "", []],
    ["pre_build", "", []],
    ["build", "", ["post_build"]],
    ["build", "on-failure: ABORT", []],
    ["pre_build", "on-failure: CONTINUE", ["build", "post_build"]],
  ])("after a failed %s phase %s runs %j", async (failing, onFailure, expected) => {
    const phases = ["install", "pre_build", "build", "post_build"].map(
      (name) =>
        `  ${name}:\n    ${name === failing && onFailure ? onFailure : "run-as: root"}\n    commands:\n      - echo ran-${name}; ${name === failing ? "false" : "true"}\n`,
    );
    const { outcome, lines } = await build({ "buildspec.yml": `version: 0.2\nphases:\n${phases.join("")}` });
    expect(outcome.status).toBe("Failed");
    const after = ["install", "pre_build", "build", "post_build"].filter((name) => lines.includes(`ran-${name}`));
    expect(after.slice(after.indexOf(failing) + 1)).toEqual(expected);
  });

  it("repeats the whole build as on-failure RETRY asks, from fresh source", async () => {
    const counter = path.join(harness.directory, "counter");
    const { outcome, lines } = await build({
      "buildspec.yml": `
version: 0.2
phases:
  build:
    on-failure: RETRY-2-exit status 9
    commands:
      - echo again >> ${counter}; touch leftover; ls
      - test $(wc -l < ${counter}) -ge 3 || (exit 9)
`,
    });
    expect(outcome.status).toBe("Succeeded");
    expect(lines.filter((line) => line === "leftover")).toHaveLength(3);
    expect(withoutTimes(lines)).toContain("> Retrying the build: attempt 3 of 3");
  });

  it("takes one text for a list of one, and says what is not set up", async () => {
    const output = harness.output("Out");
    const spec =
      "version: 0.2\nenv: { git-credential-helper: yes }\nproxy: { logs: yes }\n" +
      "phases: { build: { commands: echo made > a.txt, finally: echo lastly } }\nartifacts: { files: a.txt }";
    const { outcome, lines } = await build({ "buildspec.yml": spec }, { outputArtifacts: [output] });
    expect(outcome.status).toBe("Succeeded");
    expect(lines).toContain("lastly");
    expect(await readdir(await harness.unpack(output))).toEqual(["a.txt"]);
    expect(lines.join("\n")).toMatch(/git-credential-helper is not set up: .*[^]*proxy is not applied: /);
  });

  it("says which keys of the buildspec it does not know", async () => {
    const spec =
      "version: 0.2\nphases: { build: { commands: ls } }\nartifact: { files: a.txt }\nsecondary-artifacts: {}\nbatch: {}";
    const { outcome, lines } = await build({ "buildspec.yml": spec });
    expect(outcome.status).toBe("Succeeded");
    expect(lines.join("\n")).toContain(
      "The buildspec has keys that are not known, and nothing is done for them: artifact, secondary-artifacts",
    );
    expect(lines.join("\n")).not.toContain("secondary-artifacts, batch");
  });

  it("gives each command its own shell in version 0.1", async () => {
    const { lines } = await build({
      "buildspec.yml": "version: 0.1\nphases: { build: { commands: ['cd /; export A=1', 'echo \"A=$A\"; ls'] } }",
    });
    expect(lines).toContain("A=");
    expect(lines).toContain("buildspec.yml");
  });

  it("shows extra inputs and the commit, and nothing of the engine", async () => {
    process.env["PENSTOCK_OWNER_PASSWORD"] = "leaked";
    const inputs = [
      await harness.input("App", { "buildspec.yml": "not this one" }),
      await harness.input("Tools", {
        "buildspec.yml": `version: 0.2\nphases: { build: { commands: ["ls $CODEBUILD_SRC_DIR_App", "env"] } }`,
      }),
    ];
    const { outcome, lines } = await harness.run({
      actionTypeId: BUILD,
      configuration: { ...PROJECT, PrimarySource: "Tools" },
      inputArtifacts: inputs,
      resolvedSourceVersion: "abc123",
    });
    delete process.env["PENSTOCK_OWNER_PASSWORD"];
    expect(outcome.status).toBe("Succeeded");
    expect(lines).toContain("buildspec.yml");
    expect(lines).toContain("CODEBUILD_RESOLVED_SOURCE_VERSION=abc123");
    expect(lines).toContain("CODEBUILD_INITIATOR=codepipeline/shop");
    expect(lines.join("\n")).not.toMatch(/leaked|PENSTOCK_|VITEST|NODE_ENV|npm_/);
  });

  it("lets the action's variables win over the project's and the buildspec's, and masks secrets", async () => {
    await mkdir(path.join(harness.directory, "data"), { recursive: true });
    await writeFile(
      path.join(harness.directory, "data", "secrets.json"),
      JSON.stringify({
        "parameter-store": { "/shop/password": "correct horse" },
        "secrets-manager": { api: { key: "battery staple" } },
      }),
    );
    harness.resources.push({
      type: "build-project",
      name: "ShopBuild",
      environmentVariables: [
        { name: "A", value: "project" },
        { name: "B", value: "project" },
      ],
    });
    const { lines } = await build(
      {
        "buildspec.yml": `
version: 0.2
env:
  variables: { A: spec, B: spec, C: spec }
  parameter-store: { PASSWORD: /shop/password }
  secrets-manager: { KEY: "api:key" }
phases: { build: { commands: ['echo $A $B $C', 'echo "$PASSWORD|$KEY"; test "$KEY" = "battery staple" && echo equal'] } }
`,
      },
      { configuration: { ...PROJECT, EnvironmentVariables: '[{"name":"A","value":"action"}]' } },
    );
    expect(lines).toContain("action project spec");
    expect(lines).toContain("***|***");
    expect(lines).toContain("equal");
  });
});

describe("artifacts", () => {
  const files = { "dist/app.js": "1", "dist/sub/b.txt": "2", "dist/.hidden": "3", "notes.md": "4" };

  async function pack(artifacts: string, names: string[] = ["Out"]) {
    const outputs = names.map((name) => harness.output(name));
    const spec = `version: 0.2\nphases: { build: { commands: ["true"] } }\nartifacts:\n${artifacts}`;
    const { outcome } = await build({ ...files, "buildspec.yml": spec }, { outputArtifacts: outputs });
    if (outcome.status === "Failed") return outcome.message;
    const unpacked = await Promise.all(outputs.map((output) => harness.unpack(output)));
    return Promise.all(
      unpacked.map(async (directory) =>
        (await readdir(directory, { recursive: true })).toSorted((a, b) => (a < b ? -1 : 1)),
      ),
    );
  }

  it("follows files, base-directory, exclude-paths and discard-paths", async () => {
    expect(await pack("  files: [dist/*, notes.md]")).toEqual([["dist", "dist/.hidden", "dist/app.js", "notes.md"]]);
    expect(await pack("  base-directory: dist\n  files: ['**/*']\n  exclude-paths: ['**/.hidden']")).toEqual([
      ["app.js", "sub", "sub/b.txt"],
    ]);
    expect(
      await pack("  files: ['**/*']\n  exclude-paths: ['**/b.txt/**/*', '**/.*', buildspec.yml, notes.md]"),
    ).toEqual([["dist", "dist/app.js"]]);
    expect(await pack("  files: ['dist/**/*']\n  discard-paths: yes")).toEqual([[".hidden", "app.js", "b.txt"]]);
    expect(await pack("  base-directory: di*\n  files: ['*.js']")).toEqual([["app.js"]]);
  });

  it("makes each of several outputs from the secondary artifact of its name", async () => {
    const secondary =
      "  files: ['x']\n  secondary-artifacts:\n    One: { files: [notes.md] }\n    Two: { files: [dist/app.js] }";
    expect(await pack(secondary, ["One", "Two"])).toEqual([["notes.md"], ["dist", "dist/app.js"]]);
    expect(await pack(secondary, ["One", "Three"])).toContain("no secondary-artifacts entry Three");
  });

  it("fails when nothing matches, and says what to write for a directory", async () => {
    expect(await pack("  files: [nothing/*]")).toContain(
      "no matching artifact paths found: output artifact Out wants nothing/*",
    );
    expect(await pack("  files: ['../../../../etc/passwd']")).toContain("no matching artifact paths found");
    for (const base of ["/etc", "nothing", "n*"]) {
      expect(await pack(`  base-directory: ${base}\n  files: [passwd]`)).toContain(
        `no matching base directory path found for ${base}: output artifact Out wants one within the build's own directory`,
      );
    }
  });

  it("never packs what a link outside the build leads to", async () => {
    const output = harness.output("Out");
    const spec = "phases: { build: { commands: ['ln -s /etc/passwd stolen; ln -s a.txt inner; echo a > a.txt'] } }";
    const { lines } = await build(
      { "buildspec.yml": `version: 0.2\n${spec}\nartifacts: { files: [stolen, inner] }\n` },
      { outputArtifacts: [output] },
    );
    expect(await readdir(await harness.unpack(output))).toEqual(["inner"]);
    expect(withoutTimes(lines)).toContain(
      "> Left out stolen: it is a link to something that is not part of this build",
    );
  });

  it("says so when the buildspec has no artifacts at all", async () => {
    const { outcome } = await build(
      { "buildspec.yml": "version: 0.2\nphases: { build: { commands: ['true'] } }" },
      { outputArtifacts: [harness.output("Out")] },
    );
    expect(outcome).toMatchObject({ message: expect.stringContaining("Add artifacts: files:") });
  });
});

describe("bad input", () => {
  it.each([
    [
      { "readme.md": "" },
      /YAML file does not exist: the source of CodeBuild project ShopBuild has no file buildspec.yml\. Add it/,
    ],
    [{ "buildspec.yml": "version: 0.2\nphases: [" }, /buildspec.yml is not YAML: line 2, column \d+/],
    [{ "buildspec.yml": "version: 0.3\nphases: {}" }, /line 1, column 10: version must be 0.2 or 0.1/],
    [{ "buildspec.yml": "version: 0.2" }, /phases is missing/],
    [{ "buildspec.yml": "phases: {}" }, /version is missing/],
    [{ "buildspec.yml": "version: 0.2\nphases: {}\n---\nversion: 0.2" }, /remove the --- in line 3/],
    [{ "buildspec.yml": "version: 0.2\nphases: { build: *steps }" }, /has no anchor &steps in front of \*steps/],
    [
      { "buildspec.yml": "version: 0.2\nenv: { shell: cmd.exe }\nphases: {}" },
      /env.shell must be bash or \/bin\/sh: this machine plays Linux images/,
    ],
    [{ "buildspec.yml": "version: 0.2\nproxy: { logs: maybe }\nphases: {}" }, /proxy.logs must be yes or no/],
    [
      { "buildspec.yml": "version: 0.2\nphases: {}\nartifacts: { secondary-artifacts: { web-app: { files: [a] } } }" },
      /secondary-artifacts: has an identifier that is not letters, digits and underscores/,
    ],
    [{ "buildspec.yml": "version: 0.2\nphases: { deploy: {} }" }, /phases has a key that is not known: deploy/],
    [
      { "buildspec.yml": "version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b" },
      /line 5, column 9: phases.build.commands.0 must be text. Put quotes around/,
    ],
    [
      { "buildspec.yml": "version: 0.2\nphases: { build: { on-failure: MAYBE } }" },
      /on-failure must be ABORT, CONTINUE/,
    ],
    [
      { "buildspec.yml": "version: 0.2\nphases: { post_build: { comands: [make test] } }" },
      /phases.post_build.commands is missing/,
    ],
    [
      {
        "buildspec.yml":
          "a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]",
      },
      /more aliases/,
    ],
  ])("%j is told with the place and the way out", async (files, message) => {
    const { outcome, lines } = await build(files);
    expect(outcome).toMatchObject({ status: "Failed", message: expect.stringMatching(message) });
    expect(withoutTimes(lines)).toContain("> Phase complete: DOWNLOAD_SOURCE State: FAILED");
  });

  it.each([
    [{ ProjectName: "../../etc" }, /is not a name of a CodeBuild project/],
    [{ ...PROJECT, CombineArtifacts: "true" }, /CombineArtifacts of Action needs BatchEnabled to be true/],
    [{ ...PROJECT, EnvironmentVariables: "A=1" }, /must be a JSON array/],
    [{ ...PROJECT, EnvironmentVariables: '[{"name":"A B","value":""}]' }, /"A B" cannot be the name/],
    [{ ...PROJECT, PrimarySource: "Other" }, /PrimarySource Other is not an input artifact of Action/],
  ])("configuration %j fails with %s", async (configuration, message) => {
    const files = { "buildspec.yml": "version: 0.2\nphases: { build: { commands: ['true'] } }" };
    const { outcome } = await build(files, { configuration });
    expect(outcome).toMatchObject({
      status: "Failed",
      errorCode: "ConfigurationError",
      message: expect.stringMatching(message),
    });
  });

  it("takes an inline buildspec, one at another path and one in a bucket", async () => {
    const spec = "version: 0.2\nphases: { build: { commands: ['echo other'] } }";
    const inline = await build({ a: "" }, { configuration: { ...PROJECT, BuildspecOverride: spec } });
    const elsewhere = await build(
      { "ci/spec.yml": spec },
      { configuration: { ...PROJECT, BuildspecOverride: "ci/spec.yml" } },
    );
    const bucket = path.join(harness.directory, "data/s3/specs");
    await mkdir(bucket, { recursive: true });
    await writeFile(path.join(bucket, "spec.yml"), spec);
    const inBucket = { ...PROJECT, BuildspecOverride: "arn:aws:s3:::specs/spec.yml" };
    expect((await build({ a: "" }, { configuration: inBucket })).lines).toContain("other");
    const missing = { ...PROJECT, BuildspecOverride: "arn:aws:s3:::specs/no.yml" };
    expect((await build({ a: "" }, { configuration: missing })).outcome).toMatchObject({
      message: expect.stringContaining(
        "Code: YAML_FILE_ERROR, Message: YAML file does not exist: There is no object no.yml",
      ),
    });
    const json = '{"version":0.2,"phases":{"build":{"commands":"echo from JSON"}}}';
    const inJson = await build({ a: "" }, { configuration: { ...PROJECT, BuildspecOverride: json } });
    expect(inJson.lines).toContain("from JSON");
    const outside = await build({ a: "" }, { configuration: { ...PROJECT, BuildspecOverride: "../../x.yml" } });
    expect(inline.lines).toContain("other");
    expect(elsewhere.lines).toContain("other");
    expect(outside.outcome).toMatchObject({ message: expect.stringContaining("has no file ../../x.yml") });
  });
});
