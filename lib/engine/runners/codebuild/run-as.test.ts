import { chmod } from "node:fs/promises";
import { userInfo } from "node:os";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ActionHarness } from "../testing/action-harness";

const BUILD = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } as const;

let harness: ActionHarness;
// A data directory that others may enter, as the usual umask makes it.
beforeAll(() => void process.umask(0o022));
beforeEach(async () => {
  harness = await ActionHarness.create();
  await chmod(harness.directory, 0o755);
});
afterEach(() => harness.dispose());

async function build(spec: string): Promise<readonly string[]> {
  const input = await harness.input("SourceOut", { "buildspec.yml": spec, "own.txt": "" });
  const job = { actionTypeId: BUILD, configuration: { ProjectName: "Shop" }, inputArtifacts: [input] };
  return (await harness.run(job)).lines;
}

describe.runIf(process.getuid?.() === 0)("run-as, where the engine is root", () => {
  it("runs all commands as the user of the buildspec, and those of a phase as the user of that", async () => {
    const lines = await build(`
version: 0.2
run-as: nobody
phases:
  install: { commands: ['echo "install $(id -un)"; export KEPT=kept; mkdir sub; cd sub'] }
  pre_build: { run-as: root, commands: ['echo "pre_build $(id -un) $KEPT $(basename "$PWD")"'] }
  build: { commands: ['echo "build $(id -un) $KEPT $(basename "$PWD")"; touch ../own.txt made.txt'] }
  post_build: { run-as: daemon, commands: ['echo "post_build $(id -un) $(id -Gn) $CODEBUILD_BUILD_SUCCEEDING"'] }
`);
    expect(lines).toEqual(
      expect.arrayContaining([
        "install nobody",
        "pre_build root kept sub",
        "build nobody kept sub",
        "post_build daemon daemon 1",
      ]),
    );
  });

  it("does so in version 0.1 too", async () => {
    const lines = await build("version: 0.1\nrun-as: nobody\nphases: { build: { commands: ['id -un', 'id -un'] } }");
    expect(lines.filter((line) => line === "nobody")).toHaveLength(2);
  });

  it("says why a user is not applied, and goes on", async () => {
    const spec = (user: string) =>
      `version: 0.2\nrun-as: ${user}\nphases: { build: { commands: ['echo as $(id -un)'] } }`;
    const unknown = await build(spec("nobody-at-all"));
    expect(unknown.join("\n")).toContain("run-as nobody-at-all is not applied: this machine has no such user");
    expect(unknown).toContain("as root");
    await chmod(harness.directory, 0o700);
    expect((await build(spec("nobody"))).join("\n")).toContain("that user may not enter");
  });
});

it("takes the engine's own user as a matter of course", async () => {
  const { username } = userInfo();
  const lines = await build(`version: 0.2\nrun-as: ${username}\nphases: { build: { commands: ['id -un'] } }`);
  expect(lines).toContain(username);
  expect(lines.join("\n")).not.toContain("is not applied");
});
