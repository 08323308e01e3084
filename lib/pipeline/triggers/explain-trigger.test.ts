import { describe, expect, it } from "vitest";
import type { TriggerDeclaration } from "../declaration";
import { explainTrigger } from "./explain-trigger";
import { explainTriggers } from "./explain-triggers";
import type { GitEvent } from "./git-event";

type Git = Omit<TriggerDeclaration["gitConfiguration"], "sourceActionName">;

function trigger(git: Git, sourceActionName = "Checkout"): TriggerDeclaration {
  return { providerType: "CodeStarSourceConnection", gitConfiguration: { sourceActionName, ...git } };
}

const push = (branch: string, changedFiles: readonly string[] | null = []): GitEvent => ({
  type: "push",
  branch,
  changedFiles,
});
const tag = (name: string): GitEvent => ({ type: "tag", tag: name });
const pullRequest = (
  event: "OPEN" | "UPDATED" | "CLOSED",
  destinationBranch = "main",
  changedFiles: readonly string[] | null = [],
): GitEvent => ({ type: "pullRequest", event, destinationBranch, changedFiles });

const starts = (git: Git, event: GitEvent) => explainTrigger(trigger(git), event).starts;

describe("a push filter", () => {
  const branches = { includes: ["main", "release/**"], excludes: ["release/old"] };

  it.each([
    ["main", true],
    ["release/1/2", true],
    ["release/old", false],
    ["other", false],
  ])("takes or leaves branch %s", (branch, expected) => {
    expect(starts({ push: [{ branches }] }, push(branch))).toBe(expected);
  });

  it("takes all that is not excluded when it has no includes", () => {
    const git = { push: [{ branches: { excludes: ["wip/*"] } }] };
    expect(starts(git, push("main"))).toBe(true);
    expect(starts(git, push("wip/a"))).toBe(false);
  });

  it("is about tags or about branches", () => {
    expect(starts({ push: [{ tags: { includes: ["v*"] } }] }, tag("v1"))).toBe(true);
    expect(starts({ push: [{ tags: { includes: ["v*"], excludes: ["*-rc*"] } }] }, tag("v1-rc1"))).toBe(false);
    expect(starts({ push: [{ tags: { includes: ["*"] } }] }, push("v1"))).toBe(false);
    expect(starts({ push: [{ branches: { includes: ["**"] } }] }, tag("main"))).toBe(false);
    expect(starts({ push: [{ branches: { includes: ["**"] } }] }, pullRequest("OPEN"))).toBe(false);
  });

  it("looks at the files one by one: one that is included and not excluded is enough", () => {
    const git = {
      push: [{ branches: { includes: ["main"] }, filePaths: { includes: ["src/**"], excludes: ["**.md"] } }],
    };
    expect(starts(git, push("main", ["README.md", "src/a.ts"]))).toBe(true);
    expect(starts(git, push("main", ["src/a.md", "docs/a.ts"]))).toBe(false);
    expect(starts(git, push("other", ["src/a.ts"]))).toBe(false);
  });

  it("looks at the first hundred files, and at none of a new branch", () => {
    const git = { push: [{ branches: { includes: ["main"] }, filePaths: { includes: ["src/**"] } }] };
    const others = Array.from({ length: 99 }, (_, index) => `docs/${index}`);
    expect(starts(git, push("main", [...others, "src/a.ts"]))).toBe(true);
    expect(starts(git, push("main", [...others, "docs/last", "src/a.ts"]))).toBe(false);
    expect(starts(git, push("main", null))).toBe(false);
    expect(starts({ push: [{ branches: { includes: ["main"] } }] }, push("main", null))).toBe(true);
  });
});

describe("a pull request filter", () => {
  it("compares the destination branch, the event and the files", () => {
    const git = {
      pullRequest: [
        { events: ["OPEN", "UPDATED"], branches: { includes: ["main"] }, filePaths: { includes: ["src/*"] } },
      ],
    };
    expect(starts(git, pullRequest("OPEN", "main", ["src/a"]))).toBe(true);
    expect(starts(git, pullRequest("CLOSED", "main", ["src/a"]))).toBe(false);
    expect(starts(git, pullRequest("OPEN", "develop", ["src/a"]))).toBe(false);
    expect(starts(git, pullRequest("OPEN", "main", ["docs/a"]))).toBe(false);
    expect(starts(git, push("main", ["src/a"]))).toBe(false);
  });

  it("takes every event when it lists none", () => {
    for (const event of ["OPEN", "UPDATED", "CLOSED"] as const) {
      expect(starts({ pullRequest: [{ branches: { includes: ["main"] } }] }, pullRequest(event))).toBe(true);
    }
  });
});

describe("several filters", () => {
  it("are alternatives", () => {
    const git = {
      push: [{ tags: { includes: ["v*"] } }, { branches: { includes: ["main"] } }],
      pullRequest: [{ events: ["CLOSED"], branches: { includes: ["main"] } }],
    };
    expect(
      [push("main"), tag("v1"), pullRequest("CLOSED"), push("x"), pullRequest("OPEN")].map((e) => starts(git, e)),
    ).toEqual([true, true, true, false, false]);
  });
});

describe("the explanation", () => {
  it("names the line that decided", () => {
    const git = {
      push: [
        { tags: { includes: ["v*"] } },
        {
          branches: { includes: ["main", "release/*"], excludes: ["wip", "release/0"] },
          filePaths: { includes: ["a"] },
        },
      ],
    };
    expect(explainTrigger(trigger(git), push("release/0", ["b", "c"]))).toEqual({
      starts: false,
      filters: [
        {
          path: ["gitConfiguration", "push", 0],
          holds: false,
          criteria: [
            {
              criterion: "kind",
              holds: false,
              path: null,
              reason: "The filter is about tags, the event about a branch.",
            },
          ],
        },
        {
          path: ["gitConfiguration", "push", 1],
          holds: false,
          criteria: [
            {
              criterion: "branches",
              holds: false,
              path: ["gitConfiguration", "push", 1, "branches", "excludes", 1],
              reason: "release/0 is excluded by release/0.",
            },
            {
              criterion: "filePaths",
              holds: false,
              path: null,
              reason: "None of the changed files is accepted. No pattern includes b.",
            },
          ],
        },
      ],
    });
    expect(explainTrigger(trigger(git), push("release/1", ["b", "a"])).filters[1]?.criteria).toEqual([
      {
        criterion: "branches",
        holds: true,
        path: ["gitConfiguration", "push", 1, "branches", "includes", 1],
        reason: "release/1 is included by release/*.",
      },
      {
        criterion: "filePaths",
        holds: true,
        path: ["gitConfiguration", "push", 1, "filePaths", "includes", 0],
        reason: "a is included by a.",
      },
    ]);
  });

  it("of a pipeline tells the triggers of other repositories apart", () => {
    const source = (name: string, repository: string) => ({
      name,
      actionTypeId: { category: "Source", owner: "AWS", provider: "CodeStarSourceConnection", version: "1" } as const,
      configuration: { FullRepositoryId: repository },
    });
    const pipeline = {
      stages: [{ name: "Source", actions: [source("App", "acme/app"), source("Infra", "acme/infra")] }],
      triggers: [
        trigger({ push: [{ branches: { includes: ["main"] } }] }, "App"),
        trigger({ push: [{ branches: { includes: ["main"] } }] }, "Infra"),
      ],
    };
    const explained = explainTriggers(pipeline, "Acme/App", push("main"));
    expect(
      explained.map(({ sourceActionName, isSameRepository, starts: doesStart }) => [
        sourceActionName,
        isSameRepository,
        doesStart,
      ]),
    ).toEqual([
      ["App", true, true],
      ["Infra", false, false],
    ]);
    expect(explained[1]?.filters[0]?.holds).toBe(true);
  });
});
