import { describe, expect, it } from "vitest";
import { variablesOfBuildspec } from "./build-variables";
import { notesOnSpec, parseBuildspec } from "./buildspec";

const read = (text: string) => parseBuildspec(text, "buildspec.yml");

describe("a buildspec as people write them", () => {
  it("has its variables under environment_variables in version 0.1, and only there", () => {
    const text =
      'environment_variables: { plaintext: { STAGE: test, PORT: 80 } }\nphases: { build: { commands: "true" } }';
    const old = read(`version: 0.1\n${text}`);
    expect(variablesOfBuildspec(old)).toEqual([
      { name: "STAGE", value: "test", type: "PLAINTEXT" },
      { name: "PORT", value: "80", type: "PLAINTEXT" },
    ]);
    expect(notesOnSpec(old)).toEqual([]);
    const now = read(`version: 0.2\n${text}`);
    expect(variablesOfBuildspec(now)).toEqual([]);
    expect(notesOnSpec(now)).toEqual([expect.stringContaining("write env.variables")]);
  });

  it("merges what an anchor names into a mapping", () => {
    const { phases } = read(`
version: 0.2
phases:
  install: &steps
    run-as: nobody
    commands: [make deps]
  build:
    <<: *steps
    commands: [make]
`);
    expect(phases.build).toEqual({ "run-as": "nobody", commands: ["make"] });
  });

  it("may write its keys in any case, but not the names that are its own", () => {
    const { phases, env, artifacts } = read(`
Version: 0.2
Env: { Variables: { Stage: test } }
Phases:
  Build:
    Commands: [make]
Artifacts:
  Files: [a]
  Secondary-Artifacts: { Docs: { Files: b } }
`);
    expect(phases).toEqual({ build: { commands: ["make"] } });
    expect(env?.variables).toEqual({ Stage: "test" });
    expect(artifacts).toEqual({ files: ["a"], "secondary-artifacts": { Docs: { files: ["b"] } } });
  });

  it.each(["bash", "/bin/bash", "/bin/sh"])("may ask for the shell %s", (shell) => {
    expect(read(`version: 0.2\nenv: { shell: ${shell} }\nphases: {}`).env?.shell).toBe(shell);
  });

  it("may leave every key empty", () => {
    const { phases, artifacts, cache } = read(`
version: 0.2
env:
phases:
  install:
  build:
    commands:
artifacts:
  files: [a]
  discard-paths:
  enable-symlinks:
cache:
  paths:
`);
    expect(phases).toEqual({ install: {}, build: { commands: [] } });
    expect(artifacts).toEqual({ files: ["a"] });
    expect(cache).toEqual({ paths: [] });
  });

  it.each([
    [
      "version: 0.2\nphases: {}\nartifacts:\n  files:\n    - **/*",
      /line 5, column 7: .*Put quotes around text that begins with \*$/,
    ],
    [
      "version: 0.2\nphases: { pre-build: { commands: a } }",
      /phases has a key that is not known: pre-build. There are install, pre_build, build and post_build$/,
    ],
    ["version: 0.2\nphases:\n  build: { <<: [1] }", /is not YAML that can be read: Merge sources must be maps/],
  ])("tells what %j lacks", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
