import { execFileSync } from "node:child_process";
import { rename } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStoredObjects } from "../buckets/stored-objects";
import type { LocalResource, LocalResources, LocalResourceType } from "../local-resources";
import { pause } from "../runners/processes/process-group";
import { ActionHarness } from "../runners/testing/action-harness";
import { memorySeenRefs } from "../store/memory-seen-refs";
import { createSourceWatch, type SourceWatch } from "./source-watch";
import type { DetectedRevision, SeenRevision, WatchedSource } from "./watched-source";

const SOURCE: WatchedSource = {
  pipelineName: "shop",
  actionName: "Checkout",
  actionTypeId: { category: "Source", owner: "AWS", provider: "CodeCommit", version: "1" },
  configuration: { RepositoryName: "shop", BranchName: "main" },
  isInTriggeredPipeline: false,
};

let harness: ActionHarness;
let watch: SourceWatch;
let sources: WatchedSource[];
let detected: DetectedRevision[];
let faults: string[];
let seen: Map<string, SeenRevision>;
let refuse: boolean;

beforeEach(async () => {
  harness = await ActionHarness.create();
  [sources, detected, faults, seen, refuse] = [[SOURCE], [], [], new Map(), false];
});
afterEach(async () => {
  await watch.stop();
  await harness.dispose();
});

function watching(): void {
  watch = createSourceWatch({
    clock: systemClock,
    resources: resourcesOf(harness.resources),
    mirrors: harness.mirrors,
    objects: createStoredObjects([path.join(harness.directory, "data", "s3")]),
    onFault: (message) => void faults.push(message),
    port: {
      listSources: async () => sources,
      async onRevision(revision) {
        if (refuse) throw new Error("too many executions");
        detected.push(revision);
      },
      onTrigger: async () => null,
      refs: memorySeenRefs(),
      seen: {
        find: async (pipelineName, actionName) => seen.get(`${pipelineName}/${actionName}`) ?? null,
        save: async (pipelineName, actionName, revision) => void seen.set(`${pipelineName}/${actionName}`, revision),
      },
    },
  });
  watch.start();
}

function resourcesOf(list: readonly LocalResource[]): LocalResources {
  return {
    async find<T extends LocalResourceType>(type: T, name: string) {
      const found = list.find((resource) => resource.type === type && resource.name === name);
      // The type was just compared.
      return (found ?? null) as Extract<LocalResource, { type: T }> | null;
    },
    async list<T extends LocalResourceType>(type: T) {
      const isOfType = (resource: LocalResource): resource is Extract<LocalResource, { type: T }> =>
        resource.type === type;
      return list.filter(isOfType);
    },
  };
}

async function firstSight(): Promise<void> {
  await expect.poll(() => seen.get("shop/Checkout")?.source).toBeDefined();
}

it("tells of a push once, and not of the first sight", async () => {
  const repository = await harness.repository("shop", { a: "1" });
  watching();
  await firstSight();
  const commitId = await harness.commit(repository, { a: "2" }, "Two");
  await expect
    .poll(() => detected)
    .toEqual([{ pipelineName: "shop", actionName: "Checkout", revisionType: "COMMIT_ID", revisionId: commitId }]);
  await pause(systemClock, 1_500);
  expect(detected).toHaveLength(1);
});

it("sees commits when Git has packed its refs", async () => {
  const repository = await harness.repository("shop", { a: "1" });
  watching();
  await firstSight();
  const commitId = await harness.commit(repository, { a: "2" }, "Two");
  execFileSync("git", ["-C", repository, "pack-refs", "--all"]);
  await expect.poll(() => detected.map(({ revisionId }) => revisionId)).toEqual([commitId]);
});

it("notices what was pushed while nobody looked, also when only the source action had", async () => {
  const repository = await harness.repository("shop", { a: "1" });
  const first = await harness.commit(repository, {}, "First seen");
  seen.set("shop/Checkout", { revisionId: first });
  const second = await harness.commit(repository, {}, "While down");
  watching();
  await expect.poll(() => detected.map(({ revisionId }) => revisionId)).toEqual([second]);
});

it("starts nothing when the action was edited to follow another branch", async () => {
  const repository = await harness.repository("shop", { a: "1" });
  seen.set("shop/Checkout", { source: `${repository}#develop`, revisionId: "0".repeat(40) });
  watching();
  await expect.poll(() => seen.get("shop/Checkout")?.source).toBe(`${repository}#main`);
  expect(detected).toEqual([]);
});

it("tells again what the engine could not take, and says why once", async () => {
  const repository = await harness.repository("shop", { a: "1" });
  watching();
  await firstSight();
  refuse = true;
  const commitId = await harness.commit(repository, {}, "Two");
  await expect.poll(() => faults).toHaveLength(1);
  await pause(systemClock, 1_200);
  refuse = false;
  await expect.poll(() => detected.map(({ revisionId }) => revisionId)).toEqual([commitId]);
  expect(faults).toHaveLength(1);
});

it("leaves alone what does not detect changes or is not registered", async () => {
  await harness.repository("shop", { a: "1" });
  sources = [
    { ...SOURCE, configuration: { ...SOURCE.configuration, PollForSourceChanges: "false" } },
    { ...SOURCE, configuration: { ...SOURCE.configuration, RepositoryName: "unknown" } },
    { ...SOURCE, configuration: {} },
  ];
  watching();
  await pause(systemClock, 300);
  expect([seen.size, detected.length, faults.length]).toEqual([0, 0, 0]);
});

it("says once that a repository cannot be read, and goes on when it can", async () => {
  const repository = await harness.repository("shop", { a: "1" });
  await rename(repository, `${repository}-away`);
  watching();
  await expect.poll(() => faults).toEqual([expect.stringContaining(`Changes of ${repository} cannot be looked for`)]);
  await rename(`${repository}-away`, repository);
  await expect.poll(() => seen.get("shop/Checkout")?.source).toBeDefined();
  expect(faults).toHaveLength(1);
});
