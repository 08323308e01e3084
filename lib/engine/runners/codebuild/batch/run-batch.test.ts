import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ActionJob } from "../../runner";
import { ActionHarness } from "../../testing/action-harness";
import { createFileBuildRecords } from "../records/build-records";

const BUILD = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } as const;
const BATCH = { ProjectName: "Shop", BatchEnabled: "true" };

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
});
afterEach(() => harness.dispose());

async function batch(
  spec: string,
  job: Partial<ActionJob> = {},
  { signal, files = {} }: { signal?: AbortSignal; files?: Record<string, string> } = {},
) {
  const input = await harness.input("SourceOut", { "buildspec.yml": `version: 0.2\n${spec}`, ...files });
  return harness.run({ actionTypeId: BUILD, configuration: BATCH, inputArtifacts: [input], ...job }, signal);
}

/** What the builds themselves have printed. */
function printed(lines: readonly string[]): string[] {
  return lines.filter((line) => !line.startsWith("[Container]"));
}

const SAY =
  "phases: { build: { commands: ['echo \"$CODEBUILD_BATCH_BUILD_IDENTIFIER: $A $CODEBUILD_BUILD_IMAGE\"'] } }";

it("runs a list of builds with the environment and the buildspec of each", async () => {
  const { outcome, lines } = await batch(
    `
env: { variables: { A: spec } }
batch:
  build-list:
    - identifier: linux
      env: { variables: { A: linux }, image: "aws/codebuild/standard:7.0", type: ARM_CONTAINER, privileged-mode: true }
    - identifier: other
      buildspec: ci/other.yml
    - { identifier: plain, depend-on: [linux] }
${SAY}`,
    { configuration: { ...BATCH, EnvironmentVariables: '[{"name":"A","value":"action"}]' } },
    { files: { "ci/other.yml": `version: 0.2\n${SAY.replace("echo", "echo other")}` } },
  );
  expect(outcome.status).toBe("Succeeded");
  expect(printed(lines).toSorted()).toEqual([
    "linux: linux aws/codebuild/standard:7.0",
    "other other: action local",
    "plain: action local",
  ]);
  expect(lines.join("\n")).toContain("Not applied, as every build runs on this machine: privileged-mode, type");
  expect(lines.join("\n")).toContain("plain of build-list has depend-on, which counts in build-graph alone");
});

it("gives each build its own record, which names the batch", async () => {
  const { outcome, lines } = await batch(`batch: { build-list: [{ identifier: one }] }\n${SAY}`);
  const [, id = ""] = /Build one has started: (Shop:\S+)/.exec(lines.join("\n")) ?? [];
  const records = createFileBuildRecords(path.join(harness.directory, "data", "codebuild", "builds"));
  expect(await records.find(id)).toMatchObject({
    status: "SUCCEEDED",
    logs: { groupName: "/aws/codebuild/Shop", streamName: id.split(":")[1] },
    batch: {
      arn: `arn:aws:codebuild:us-east-1:000000000000:build-batch/${outcome.externalExecutionId}`,
      identifier: "one",
    },
  });
});

it("runs a graph in the order of its dependencies, and nothing behind a failure that counts", async () => {
  const { outcome, lines } = await batch(`
batch:
  build-graph:
    - { identifier: last, depend-on: [second, tolerated] }
    - { identifier: second, depend-on: [first] }
    - { identifier: first }
    - { identifier: tolerated, ignore-failure: true, env: { variables: { EXIT: 1 } } }
    - { identifier: broken, env: { variables: { EXIT: 3 } } }
    - { identifier: behind, depend-on: [broken] }
phases: { build: { commands: ['echo "$CODEBUILD_BATCH_BUILD_IDENTIFIER"', '(exit \${EXIT:-0})'] } }`);
  const order = printed(lines);
  expect(order.toSorted()).toEqual(["broken", "first", "last", "second", "tolerated"]);
  expect(order.indexOf("first")).toBeLessThan(order.indexOf("second"));
  expect(order.indexOf("second")).toBeLessThan(order.indexOf("last"));
  expect(outcome).toMatchObject({
    status: "Failed",
    message:
      "Batch build failed: broken: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, " +
      "Message: Error while executing command: (exit ${EXIT:-0}). Reason: exit status 3",
  });
  expect(lines.join("\n")).toContain("Build behind was not run");
});

it("runs every combination of a matrix", async () => {
  const { lines } = await batch(`
batch:
  build-matrix:
    static: { ignore-failure: false, env: { variables: { B: fixed } } }
    dynamic:
      env:
        image: [one, two]
        variables: { A: [x, y] }
phases: { build: { commands: ['echo "$CODEBUILD_BUILD_IMAGE $A $B"'] } }`);
  expect(printed(lines).toSorted()).toEqual(["one x fixed", "one y fixed", "two x fixed", "two y fixed"]);
});

it.each(["equal-distribution", "stability"])("shares the tests of a fan-out by %s", async (strategy) => {
  const names = ["a b.js", "b.js", "c.js", "sub/d.js", "sub/e.js"];
  const { outcome, lines } = await batch(
    `
batch: { build-fanout: { parallelism: 2 } }
phases:
  build:
    commands:
      - codebuild-tests-run --test-command "printf '<%s>\\\\n'" --files-search "codebuild-glob-search 'tests/**/*.js'" --sharding-strategy ${strategy}
      - codebuild-tests-run --test-command 'echo "$CODEBUILD_CURRENT_SHARD_FILES" | wc -l > count' --files-search "ls tests/*.js"`,
    {},
    { files: Object.fromEntries(names.map((name) => [`tests/${name}`, ""])) },
  );
  expect(outcome.status).toBe("Succeeded");
  expect(
    printed(lines)
      .filter((line) => line.startsWith("<"))
      .toSorted(),
  ).toEqual(names.map((name) => `<tests/${name}>`).toSorted());
});

it("stops what runs when one build fails and the batch fails fast", async () => {
  const { outcome, lines } = await batch(`
batch:
  fast-fail: true
  build-list:
    - { identifier: slow, env: { variables: { DO: sleep 1000 } } }
    - { identifier: bad, env: { variables: { DO: "false" } } }
    - { identifier: third, env: { variables: { DO: sleep 1000 } } }
phases: { build: { commands: [$DO] } }`);
  expect(outcome).toMatchObject({
    status: "Failed",
    message: expect.stringMatching(/bad: FAILED.*exit status 1/),
  });
  expect(lines.join("\n")).toMatch(/Build slow has ended: STOPPED/);
});

it("runs no more builds at a time than the project may", async () => {
  harness.resources.push({ type: "build-project", name: "Shop", concurrentBuildLimit: 1 });
  const running = path.join(harness.directory, "running");
  const { outcome } = await batch(`
batch: { build-list: [{ identifier: a }, { identifier: b }, { identifier: c }] }
phases: { build: { commands: ['mkdir ${running}; status=$?; sleep 0.1; rmdir ${running}; (exit $status)'] } }`);
  expect(outcome.status).toBe("Succeeded");
});

describe("artifacts", () => {
  const SPEC = `
batch: { build-list: [{ identifier: one }, { identifier: two }] }
phases: { build: { commands: ['echo $CODEBUILD_BATCH_BUILD_IDENTIFIER | tee who.txt > $CODEBUILD_BATCH_BUILD_IDENTIFIER.txt; echo d > doc.md'] } }
artifacts:
  files: [who.txt, '*e.txt', two.txt]
  secondary-artifacts: { docs: { files: [doc.md] } }`;

  it("come from the build and the secondary artifact that their names say", async () => {
    const outputs = ["one", "two", "two_docs"].map((name) => harness.output(name));
    const { outcome } = await batch(SPEC, { outputArtifacts: outputs });
    expect(outcome.status).toBe("Succeeded");
    const [one, two, docs] = await Promise.all(outputs.map((output) => harness.unpack(output)));
    expect(await readFile(path.join(one ?? "", "who.txt"), "utf8")).toBe("one\n");
    expect(await readFile(path.join(two ?? "", "who.txt"), "utf8")).toBe("two\n");
    expect(await readdir(docs ?? "")).toEqual(["doc.md"]);
  });

  it("are one with the files of all builds when they are combined", async () => {
    const output = harness.output("All");
    const configuration = { ...BATCH, CombineArtifacts: "true" };
    const { lines } = await batch(SPEC, { configuration, outputArtifacts: [output] });
    const unpacked = await harness.unpack(output);
    expect((await readdir(unpacked)).toSorted()).toEqual(["doc.md", "one.txt", "two.txt", "who.txt"]);
    expect(await readFile(path.join(unpacked, "who.txt"), "utf8")).toBe("one\n");
    expect(lines.join("\n")).toContain("Left out who.txt of build two: another build has made it too");
  });

  it("are refused under a name that no build makes, or as several that are combined", async () => {
    const outputArtifacts = [harness.output("BuildOut"), harness.output("Other")];
    expect((await batch(SPEC, { outputArtifacts })).outcome).toMatchObject({
      errorCode: "ConfigurationError",
      message: expect.stringContaining("Output artifact BuildOut of Action is made by no build of the batch."),
    });
    const configuration = { ...BATCH, CombineArtifacts: "true" };
    expect((await batch(SPEC, { outputArtifacts, configuration })).outcome).toMatchObject({
      message: expect.stringContaining("has 2 output artifacts"),
    });
  });
});

it.each([
  ["build-list: [{ identifier: a }, { identifier: a }]", /two builds have the identifier a/],
  ["build-list: []", /batch.build-list: needs one build at least/],
  ["build-list: [{ identifier: ../x }]", /batch.build-list.0.identifier: must be letters/],
  ["build-graph: [{ identifier: a, depend-on: [b] }]", /build a depends on b, which is no build of the batch/],
  [
    "build-graph: [{ identifier: a, depend-on: [b] }, { identifier: b, depend-on: [a] }, { identifier: c }]",
    /these builds depend on each other in a circle: a, b/,
  ],
  ["build-graph: [{ identifier: a, depend-on: [a] }]", /in a circle: a/],
  ["build-fanout: { parallelism: many }", /batch.build-fanout.parallelism/],
  ["build-fanout: { parallelism: 1000 }", /must be 100 at most/],
  ["fast-fail: true", /needs one of build-list, build-graph/],
  [
    `build-matrix: { dynamic: { env: { variables: { ${["A", "B", "C", "D"].map((n) => `${n}: [1,2,3,4,5,6,7,8,9]`).join(", ")} } } } }`,
    /more than 100 builds, the most accepted/,
  ],
])("refuses the batch %s", async (spec, message) => {
  const { outcome } = await batch(`batch: { ${spec} }\n${SAY}`);
  expect(outcome).toMatchObject({
    status: "Failed",
    message: expect.stringMatching(/^Build terminated with state: FAILED\. Phase: DOWNLOAD_BATCHSPEC/),
  });
  expect(outcome).toMatchObject({ message: expect.stringMatching(message) });
});

it("fails when the buildspec has no batch", async () => {
  expect((await batch(SAY)).outcome).toMatchObject({ message: expect.stringContaining("batch is missing") });
});

it("ends all builds of a batch that is stopped", async () => {
  const abort = new AbortController();
  const running = batch(
    `batch: { build-list: [{ identifier: a }, { identifier: b }] }\nphases: { build: { commands: [touch ${harness.directory}/$CODEBUILD_BATCH_BUILD_IDENTIFIER.started; sleep 1000] } }`,
    {},
    { signal: abort.signal },
  );
  const started = async () => (await readdir(harness.directory)).filter((name) => name.endsWith(".started")).length;
  await expect.poll(started).toBe(2);
  abort.abort();
  expect((await running).outcome).toMatchObject({ message: expect.stringMatching(/a: STOPPED.*b: STOPPED/) });
});
