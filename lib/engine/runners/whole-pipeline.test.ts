import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStoredObjects } from "../buckets/stored-objects";
import { createEngine } from "../create-engine";
import type { Engine } from "../engine";
import { localResourcesOf } from "../local-resources-of";
import { createRunAction } from "../run-action";
import { createSourceWatchPort } from "../source-watch/engine-source-watch-port";
import { createSourceWatch, type SourceWatch } from "../source-watch/source-watch";
import { createMemoryStore } from "../store/memory-store";
import { declarePipeline, declareStage } from "../testing/declare-pipeline";
import { ActionHarness } from "./testing/action-harness";
import { startsEarly } from "./starts-early";

let harness: ActionHarness;
let engine: Engine;
let watch: SourceWatch;

beforeEach(async () => {
  harness = await ActionHarness.create();
  const store = createMemoryStore();
  const resources = localResourcesOf(store);
  const ids = { next: () => randomUUID() };
  engine = createEngine({
    store,
    clock: systemClock,
    ids,
    region: "us-east-1",
    accountId: "000000000000",
    jobs: harness.jobs,
    runAction: createRunAction({
      clock: systemClock,
      ids,
      artifacts: harness.artifacts,
      resources,
      workRoot: path.join(harness.directory, "work"),
      findRunner: harness.runnerOf,
      openLog: () => ({ line: () => undefined, flush: async () => undefined }),
    }),
    startsEarly,
  });
  watch = createSourceWatch({
    port: createSourceWatchPort(engine),
    resources,
    mirrors: harness.mirrors,
    objects: createStoredObjects([path.join(harness.directory, "data", "s3")]),
    clock: systemClock,
    onFault: (message) => expect.unreachable(message),
  });
});
afterEach(async () => {
  await watch.stop();
  await engine.stop();
  await harness.dispose();
});

async function statuses(): Promise<readonly string[]> {
  const executions = await engine.store.listExecutions("shop", { limit: 10 });
  return executions.map(({ status }) => status);
}

it("brings each pushed commit to its target, and keeps the last good one when a build breaks", async () => {
  const repository = await harness.repository("shop", {
    "buildspec.yml":
      'version: 0.2\nphases: { build: { commands: ["sh check.sh", "mkdir out; tr a-z A-Z < word.txt > out/word.txt"] } }\n' +
      'artifacts: { files: ["out/*", appspec.yml] }\n',
    "appspec.yml": "version: 0.0\nos: linux\nfiles:\n  - { source: out, destination: /srv/shop }\n",
    "check.sh": "exit 0",
    "word.txt": "one",
  });
  const root = path.join(harness.directory, "web-1");
  await engine.store.putLocalResource({ type: "repository", name: "shop", url: repository });
  await engine.store.putLocalResource({
    type: "deployment-group",
    name: "Shop/Production",
    targets: [{ name: "web-1", rootDirectory: root }],
  });
  const deployed = (): Promise<string> => readFile(path.join(root, "srv/shop/word.txt"), "utf8").catch(() => "");

  await engine.start();
  watch.start();
  const version = "1";
  const declaration = declarePipeline([
    declareStage("Build", [
      {
        name: "Compile",
        actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version },
        configuration: { ProjectName: "ShopBuild" },
        inputArtifacts: [{ name: "CheckoutOutput" }],
        outputArtifacts: [{ name: "BuildOutput" }],
      },
    ]),
    declareStage("Deploy", [
      {
        name: "Install",
        actionTypeId: { category: "Deploy", owner: "AWS", provider: "CodeDeploy", version },
        configuration: { ApplicationName: "Shop", DeploymentGroupName: "Production" },
        inputArtifacts: [{ name: "BuildOutput" }],
      },
    ]),
  ]);
  await engine.createPipeline(declaration, { tags: [], principalArn: "arn:aws:iam::000000000000:root" });
  await expect.poll(statuses).toEqual(["Succeeded"]);
  expect(await deployed()).toBe("ONE");

  await harness.commit(repository, { "word.txt": "two", "check.sh": "exit 1" }, "Break the build");
  await expect.poll(statuses).toEqual(["Failed", "Succeeded"]);
  expect(await deployed()).toBe("ONE");

  await harness.commit(repository, { "check.sh": "exit 0" }, "Mend it");
  await expect.poll(statuses).toEqual(["Succeeded", "Failed", "Succeeded"]);
  expect(await deployed()).toBe("TWO");
});
