import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ActionJob } from "../runner";
import { ActionHarness } from "../testing/action-harness";
import type { GitReference } from "./git-reference";

const CODECOMMIT = { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" } as const;
const CONFIGURATION = { RepositoryName: "shop", BranchName: "main" };

let harness: ActionHarness;
beforeEach(async () => {
  harness = await ActionHarness.create();
});
afterEach(() => harness.dispose());

function source(job: Partial<ActionJob> = {}) {
  return harness.run({
    actionTypeId: CODECOMMIT,
    configuration: CONFIGURATION,
    outputArtifacts: [harness.output("SourceOut")],
    ...job,
  });
}

describe("a source action", () => {
  it("takes the newest commit of the branch, as it is in the commit", async () => {
    const repository = await harness.repository("shop", {
      "a.txt": "one",
      "run.sh": "#!/bin/sh\n",
      ".gitattributes": "a.txt export-ignore",
    });
    const first = await source();
    const commitId = await harness.commit(repository, { "a.txt": "two" }, "Say two\n\nBecause.");
    const { outcome } = await source();
    expect(first.outcome.status).toBe("Succeeded");
    expect(outcome).toMatchObject({
      status: "Succeeded",
      summary: "Say two",
      revision: { revisionId: commitId, revisionSummary: "Say two" },
      outputVariables: {
        CommitId: commitId,
        BranchName: "main",
        CommitMessage: "Say two\n\nBecause.",
        RepositoryName: "shop",
      },
    });
    const directory = await harness.unpack(harness.output("SourceOut"));
    expect(await readFile(path.join(directory, "a.txt"), "utf8")).toBe("two");
  });

  it("takes the commit of an override, also one that is not the newest", async () => {
    const repository = await harness.repository("shop", { "a.txt": "one" });
    const wanted = await harness.commit(repository, { "a.txt": "two" }, "Two");
    await harness.commit(repository, { "a.txt": "three" }, "Three");
    const { outcome } = await source({ sourceRevision: { revisionType: "COMMIT_ID", revisionValue: wanted } });
    expect(outcome).toMatchObject({ status: "Succeeded", revision: { revisionId: wanted } });
  });

  it("gives a connection's variables under a connection", async () => {
    await harness.repository("ada/shop", { "a.txt": "" });
    const { outcome } = await source({
      actionTypeId: { ...CODECOMMIT, provider: "CodeStarSourceConnection" },
      configuration: { ConnectionArn: "arn:aws:x", FullRepositoryId: "ada/shop", BranchName: "main" },
    });
    expect(outcome).toMatchObject({
      outputVariables: {
        AuthorDisplayName: "Ada",
        AuthorEmail: "ada@example.com",
        FullRepositoryName: "ada/shop",
        ConnectionArn: "arn:aws:x",
      },
    });
  });

  it("gives a connection's variables by the event that chose the commit", async () => {
    const repository = await harness.repository("ada/shop", { "a.txt": "1" });
    const commitId = await harness.commit(repository, { "a.txt": "2" }, "Two");
    execFileSync("git", ["-C", repository, "tag", "v1"]);
    execFileSync("git", ["-C", repository, "reset", "--quiet", "--hard", "HEAD~1"]);
    const variablesOf = async (reference: GitReference) => {
      const { outcome } = await source({
        actionTypeId: { ...CODECOMMIT, provider: "CodeStarSourceConnection" },
        configuration: { ConnectionArn: "arn:aws:x", FullRepositoryId: "ada/shop", BranchName: "main" },
        sourceRevision: { revisionType: "COMMIT_ID", revisionValue: commitId, reference },
      });
      const { outputVariables = {} } = outcome.status === "Succeeded" ? outcome : {};
      expect(outputVariables).toMatchObject({ CommitId: commitId, CommitMessage: "Two" });
      return Object.fromEntries(Object.entries(outputVariables).filter(([name]) => /Branch|Tag|Pull/.test(name)));
    };
    expect(await variablesOf({ type: "tag", tagName: "v1" })).toEqual({ BranchName: "main", TagName: "v1" });
    expect(await variablesOf({ type: "branch", branchName: "release/1" })).toEqual({ BranchName: "release/1" });
    const pullRequest = {
      type: "pullRequest",
      pullRequestId: "7",
      pullRequestTitle: "Better",
      sourceBranchName: "feature",
      destinationBranchName: "main",
    } as const;
    expect(await variablesOf(pullRequest)).toEqual({
      PullRequestId: "7",
      PullRequestTitle: "Better",
      SourceBranchName: "feature",
      DestinationBranchName: "main",
    });
  });

  it("hands a full clone to CodeBuild under CODEBUILD_CLONE_REF", async () => {
    const repository = await harness.repository("shop", {
      "buildspec.yml":
        "version: 0.2\nphases: { build: { commands: ['git log --format=%s', 'git status -sb', 'git remote -v'] } }",
    });
    await harness.commit(repository, {}, "Second");
    await source({ configuration: { ...CONFIGURATION, OutputArtifactFormat: "CODEBUILD_CLONE_REF" } });
    const { outcome, lines } = await harness.run({
      actionTypeId: { ...CODECOMMIT, category: "Build", provider: "CodeBuild" },
      configuration: { ProjectName: "ShopBuild" },
      inputArtifacts: [harness.output("SourceOut")],
    });
    expect(outcome.status).toBe("Succeeded");
    expect(lines.join("\n")).toContain("Second\nFirst commit");
    expect(lines.some((line) => line.startsWith("## main"))).toBe(true);
    expect(lines).toContain(`origin\t${repository} (fetch)`);
  });

  it("says to others what a reference under CODEBUILD_CLONE_REF is", async () => {
    await harness.repository("shop", { "index.html": "" });
    await source({ configuration: { ...CONFIGURATION, OutputArtifactFormat: "CODEBUILD_CLONE_REF" } });
    const { outcome } = await harness.run({
      actionTypeId: { ...CODECOMMIT, category: "Deploy", provider: "S3" },
      configuration: { BucketName: "site", Extract: "true" },
      inputArtifacts: [harness.output("SourceOut")],
    });
    expect(outcome).toMatchObject({
      errorCode: "JobFailed",
      message: expect.stringMatching(/only refers to a commit, .*: set OutputArtifactFormat .* to CODE_ZIP/),
    });
  });

  it.each(["{", '{"cloneReference":', '{"cloneReference":{}}', '{"name":"shop"}'])(
    "takes %s for no reference",
    async (text) => {
      const file = path.join(harness.directory, "raw");
      await writeFile(file, text);
      const input = harness.output("Raw");
      await harness.artifacts.putFile(input.location, file);
      const { outcome } = await harness.run({
        actionTypeId: { ...CODECOMMIT, category: "Build", provider: "CodeBuild" },
        configuration: { ProjectName: "ShopBuild" },
        inputArtifacts: [input],
      });
      expect(outcome).toMatchObject({ errorCode: "JobFailed" });
    },
  );
});

it.runIf(process.getuid?.() === 0)("reads a local repository that belongs to another user", async () => {
  const repository = await harness.repository("shop", { a: "" });
  execFileSync("chown", ["-R", "nobody", repository]);
  expect((await source()).outcome.status).toBe("Succeeded");
});

describe("what cannot be read", () => {
  it("says what to register when the repository is unknown", async () => {
    const { outcome } = await source();
    expect(outcome).toMatchObject({
      status: "Failed",
      errorCode: "ConfigurationError",
      message: expect.stringMatching(
        /No repository is registered as shop. Register it under Settings, Local resources/,
      ),
    });
  });

  it("names the branches that exist when this one does not", async () => {
    await harness.repository("shop", { a: "" });
    const { outcome } = await source({ configuration: { ...CONFIGURATION, BranchName: "maim" } });
    expect(outcome).toMatchObject({
      errorCode: "RevisionUnavailable",
      message: expect.stringMatching(/has no branch maim. Its branches are: main/),
    });
  });

  it("knows an empty repository", async () => {
    await harness.repository("shop", {});
    const { outcome } = await source();
    expect(outcome).toMatchObject({
      errorCode: "RevisionUnavailable",
      message: expect.stringContaining("has no commits yet"),
    });
  });

  it("takes a branch that stands where another was, and a commit beside such ones", async () => {
    const repository = await harness.repository("shop", { a: "1" });
    const git = (...args: string[]) => execFileSync("git", ["-C", repository, ...args], { encoding: "utf8" }).trim();
    git("branch", "release");
    const branch = (name: string) => source({ configuration: { ...CONFIGURATION, BranchName: name } });
    expect((await branch("release")).outcome.status).toBe("Succeeded");
    git("branch", "--delete", "release");
    git("branch", "release/1");
    expect((await branch("release/1")).outcome.status).toBe("Succeeded");
    git("branch", "--delete", "release/1");
    git("branch", "release");
    const revisionValue = await harness.commit(repository, { a: "2" }, "Two");
    const { outcome } = await source({ sourceRevision: { revisionType: "COMMIT_ID", revisionValue } });
    expect(outcome.status).toBe("Succeeded");
  });

  it("says that a commit does not exist, or is none", async () => {
    await harness.repository("shop", { a: "" });
    const unknown = await source({ sourceRevision: { revisionType: "COMMIT_ID", revisionValue: "0".repeat(40) } });
    expect(unknown.outcome).toMatchObject({
      errorCode: "RevisionUnavailable",
      message: expect.stringContaining("has no commit 0000"),
    });
    const option = await source({ sourceRevision: { revisionType: "COMMIT_ID", revisionValue: "--output=/tmp/x" } });
    expect(option.outcome).toMatchObject({ errorCode: "RevisionUnavailable" });
  });

  it("tells when the path holds no repository", async () => {
    harness.resources.push({ type: "repository", name: "shop", url: path.join(harness.directory, "nowhere") });
    const { outcome } = await source();
    expect(outcome).toMatchObject({
      errorCode: "ConfigurationError",
      message: expect.stringMatching(/nowhere\) cannot be read: .*Local resources/),
    });
  });

  it.each([
    "ext::sh -c touch% /tmp/owned",
    "--upload-pack=touch /tmp/owned",
    "relative/path",
    "https://-oProxyCommand=x/y",
    "a\nb",
  ])("refuses %j as a URL", async (url) => {
    harness.resources.push({ type: "repository", name: "shop", url });
    const { outcome } = await source();
    expect(outcome).toMatchObject({
      errorCode: "ConfigurationError",
      message: expect.stringContaining("neither an absolute path nor a Git URL"),
    });
  });

  it.each(["-x", "a..b", "a b", "refs:x", "x.lock", "*"])("refuses %j as a branch", async (branch) => {
    await harness.repository("shop", { a: "" });
    const { outcome } = await source({ configuration: { ...CONFIGURATION, BranchName: branch } });
    expect(outcome).toMatchObject({
      errorCode: "ConfigurationError",
      message: expect.stringContaining("is not a name of a branch"),
    });
  });
});
