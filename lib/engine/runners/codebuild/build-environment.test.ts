import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ActionJob } from "../runner";
import { ActionHarness } from "../testing/action-harness";

const BUILD = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } as const;
const COMMANDS = { category: "Compute", owner: "AWS", provider: "Commands", version: "1" } as const;
const PROJECT = { ProjectName: "ShopBuild" };
const SECRET_ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:shop/db-AbCdEf";

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create({ executionUrl: (job) => `http://localhost/${job.pipelineName}` });
  await mkdir(path.join(harness.directory, "data"), { recursive: true });
  await writeFile(
    path.join(harness.directory, "data", "secrets.json"),
    JSON.stringify({
      "parameter-store": { "/shop/pin": "correct horse", "/shop/cert": "line one\nline two\nline three" },
      "secrets-manager": { "shop/db": { password: "battery staple", port: 5432 }, plain: "only text" },
    }),
  );
});
afterEach(() => harness.dispose());

async function build(spec: string, job: Partial<ActionJob> = {}) {
  const input = await harness.input("SourceOut", { "buildspec.yml": `version: 0.2\n${spec}` });
  const inputArtifacts = job.inputArtifacts ?? [input];
  return harness.run({ actionTypeId: BUILD, configuration: PROJECT, ...job, inputArtifacts });
}

/** What `env` has printed of these names. */
function values(lines: readonly string[], prefix: string): Record<string, string> {
  const pairs = lines.filter((line) => line.startsWith(prefix) && line.includes("="));
  return Object.fromEntries(pairs.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

it("sets every variable that CodeBuild has under CodePipeline", async () => {
  harness.resources.push({ type: "build-project", name: "ShopBuild", image: "aws/codebuild/standard:7.0" });
  const { lines, outcome, logName } = await build("phases: { build: { commands: [env] } }", {
    resolvedSourceVersion: "abc123",
  });
  const id = outcome.externalExecutionId ?? "";
  const set = values(lines, "CODEBUILD_");
  expect(set).toEqual({
    CODEBUILD_BUILD_ARN: `arn:aws:codebuild:us-east-1:000000000000:build/${id}`,
    CODEBUILD_BUILD_ID: id,
    CODEBUILD_BUILD_IMAGE: "aws/codebuild/standard:7.0",
    CODEBUILD_BUILD_NUMBER: "1",
    CODEBUILD_BUILD_SUCCEEDING: "1",
    CODEBUILD_BUILD_URL: "http://localhost/shop",
    CODEBUILD_INITIATOR: "codepipeline/shop",
    CODEBUILD_KMS_KEY_ID: "arn:aws:kms:us-east-1:000000000000:alias/aws/s3",
    CODEBUILD_LOG_PATH: logName.split(":")[1],
    CODEBUILD_PROJECT_ARN: "arn:aws:codebuild:us-east-1:000000000000:project/ShopBuild",
    CODEBUILD_RESOLVED_SOURCE_VERSION: "abc123",
    CODEBUILD_SOURCE_REPO_URL: "",
    CODEBUILD_SOURCE_VERSION: expect.stringMatching(/^arn:aws:s3:::artifacts\/shop\/SourceOut\//),
    CODEBUILD_SRC_DIR: expect.stringMatching(/\/src$/),
    CODEBUILD_START_TIME: expect.stringMatching(/^\d{13}$/),
  });
  expect(values(lines, "AWS_")).toEqual({ AWS_DEFAULT_REGION: "us-east-1", AWS_REGION: "us-east-1" });
});

it("keeps CodeBuild's own names, and lets a build choose its Region", async () => {
  const { lines } = await build(
    "env: { variables: { CODEBUILD_BUILD_ID: mine, AWS_REGION: eu-west-1, LITERAL: '$HOME ${X}' } }\n" +
      "phases: { build: { commands: [\"env | grep -E '^(CODEBUILD_BUILD_ID|AWS_REGION|LITERAL)'\"] } }",
  );
  expect(lines).toContain("AWS_REGION=eu-west-1");
  expect(lines).toContain("LITERAL=$HOME ${X}");
  expect(values(lines, "CODEBUILD_")["CODEBUILD_BUILD_ID"]).toMatch(/^ShopBuild:/);
  expect(lines.join("\n")).toContain("The environment variable CODEBUILD_BUILD_ID is left out");
});

describe("secrets", () => {
  it.each([
    ["shop/db:password", "battery staple"],
    ["shop/db:password:AWSCURRENT", "battery staple"],
    [`${SECRET_ARN}:password::`, "battery staple"],
    ["shop/db:port", "5432"],
    ["plain", "only text"],
    ["shop/db", '{"password":"battery staple","port":5432}'],
  ])("come from the reference %s and never reach the log", async (reference, value) => {
    const spec = `env: { secrets-manager: { KEY: "${reference}" } }\nphases: { build: { commands: ['echo "got $KEY."', 'printf %s "$KEY" | cksum'] } }`;
    const { lines } = await build(spec);
    const { lines: expected } = await build(
      `env: { variables: { V: '${value}' } }\nphases: { build: { commands: ['printf %s "$V" | cksum'] } }`,
    );
    expect(lines).toContain("got ***.");
    expect(lines).toContain(expected.find((line) => /^\d+ \d+$/.test(line)));
    expect(lines.join("\n")).not.toContain(value);
  });

  it.each([
    ["env: { secrets-manager: { K: 'shop/db:password:AWSCURRENT:1' } }", /exclude each other/],
    [
      "env: { secrets-manager: { K: 'shop/db:password:AWSPREVIOUS' } }",
      /only version stage AWSCURRENT is kept locally/,
    ],
    ["env: { secrets-manager: { K: 'shop/db:user' } }", /Secret shop\/db has no key user/],
    [
      "env: { secrets-manager: { K: constructor } }",
      /Secrets Manager can't find the specified secret: constructor\. Add it to/,
    ],
    [
      "env: { parameter-store: { K: toString } }",
      /Code: Decrypted Variables Error, Message: parameter does not exist: toString\. Add it to/,
    ],
  ])("fail with a reason for %s", async (env, message) => {
    const { outcome } = await build(`${env}\nphases: { build: { commands: [ls] } }`);
    expect(outcome).toMatchObject({
      errorCode: "JobFailed",
      message: expect.stringMatching(
        /^Build terminated with state: FAILED\. Phase: DOWNLOAD_SOURCE, Code: \w+ \w+ Error, /,
      ),
    });
    expect(outcome).toMatchObject({ message: expect.stringMatching(message) });
  });

  it("are masked line by line, in Base64, cut in two, behind 16,384 characters and in the reason of a failure", async () => {
    const { lines, outcome } = await build(
      "env: { parameter-store: { PIN: /shop/pin, CERT: /shop/cert } }\n" +
        "phases: { build: { commands: ['echo \"$CERT\"', 'printf %s \"user:$PIN\" | base64', 'printf correct; sleep 0.1; echo \" horse\"', " +
        "'printf \"%016380d\" 0; echo \"$PIN\"', 'echo correct horse; false'] } }",
    );
    const said = lines.filter((line) => !line.startsWith("[Container]")).join("\n");
    expect(said).not.toMatch(/correct|horse|line (one|two|three)/);
    expect(said).not.toContain(Buffer.from("user:correct horse").toString("base64").slice(8, 20));
    expect(outcome).toMatchObject({
      message: expect.stringContaining("Error while executing command: echo ***; false. Reason: exit status 1"),
    });
  });
});

it("asks for PrimarySource when there are several inputs", async () => {
  const inputs = [await harness.input("App", {}), await harness.input("Tools", {})];
  const { outcome } = await build("phases: {}", { inputArtifacts: inputs });
  expect(outcome).toMatchObject({
    errorCode: "ConfigurationError",
    message: expect.stringMatching(/has 2 input artifacts: set PrimarySource .* Its inputs are: App, Tools/),
  });
});

describe("a Commands action", () => {
  it("works in its first input, sees the others, and takes secrets", async () => {
    const inputs = [await harness.input("App", { "a.txt": "" }), await harness.input("Tools", { "t.txt": "" })];
    const { outcome, lines } = await harness.run({
      actionTypeId: COMMANDS,
      commands: ["ls", 'ls "$CODEBUILD_SRC_DIR_Tools"', 'echo "$KEY"', 'export TOKEN="$KEY" OPEN=1'],
      environmentVariables: [{ name: "KEY", value: "shop/db:password", type: "SECRETS_MANAGER" }],
      outputVariables: ["TOKEN", "OPEN"],
      inputArtifacts: inputs,
    });
    expect(lines).toEqual(expect.arrayContaining(["a.txt", "t.txt", "***"]));
    expect(outcome).toMatchObject({ status: "Succeeded", outputVariables: { OPEN: "1" } });
    expect(JSON.stringify([outcome, lines])).not.toContain("battery staple");
    expect(lines.join("\n")).toContain("TOKEN is not exported: its value holds a secret");
  });

  it.each([
    [{ ComputeType: "HUGE" }, /ComputeType must be one of BUILD_GENERAL1_SMALL, .*, and is "HUGE"/],
    [{ EnvironmentType: "WINDOWS_SERVER_2022_CONTAINER" }, /Windows needs ComputeType BUILD_GENERAL1_MEDIUM/],
  ])("refuses the machine %j", async (configuration, message) => {
    const { outcome } = await harness.run({ actionTypeId: COMMANDS, commands: ["ls"], configuration });
    expect(outcome).toMatchObject({ errorCode: "ConfigurationError", message: expect.stringMatching(message) });
  });

  it("says that Windows is not here", async () => {
    const configuration = {
      EnvironmentType: "WINDOWS_SERVER_2022_CONTAINER",
      ComputeType: "BUILD_GENERAL1_MEDIUM",
    };
    const { lines } = await harness.run({ actionTypeId: COMMANDS, commands: ["ls"], configuration });
    expect(lines.join("\n")).toContain("There is no Windows here: the commands run in Bash");
  });

  it("fails when its output artifact names files that are not there", async () => {
    const { outcome } = await harness.run({
      actionTypeId: COMMANDS,
      commands: ["ls"],
      outputArtifacts: [{ ...harness.output("Out"), files: ["dist/**/*"] }],
    });
    expect(outcome).toMatchObject({
      message: expect.stringContaining("no matching artifact paths found: output artifact Out wants dist/**/*"),
    });
  });
});
