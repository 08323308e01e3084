import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import { createStoredObjects, type StoredObjects } from "../buckets/stored-objects";
import { localResourcesOf } from "../local-resources-of";
import { createMemoryStore, type MemoryStore } from "../store/memory-store";
import { lookAtPolledSource } from "./polled-sources";
import type { DetectedRevision, SeenRevision, WatchedSource } from "./watched-source";

const digest = (character: string) => `sha256:${character.repeat(64)}`;
const S3: WatchedSource = {
  pipelineName: "shop",
  actionName: "Bundle",
  actionTypeId: { category: "Source", owner: "AWS", provider: "S3", version: "1" },
  configuration: { S3Bucket: "releases", S3ObjectKey: "app/app.zip" },
  isInTriggeredPipeline: false,
};
const ECR: WatchedSource = {
  ...S3,
  actionName: "Image",
  actionTypeId: { ...S3.actionTypeId, provider: "ECR" },
  configuration: { RepositoryName: "shop/web" },
};

let directory: string;
let objects: StoredObjects;
let store: MemoryStore;
let clock: FakeClock;
let detected: DetectedRevision[];
let seen: Map<string, SeenRevision>;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "polled-"));
  objects = createStoredObjects([directory]);
  store = createMemoryStore();
  clock = new FakeClock(Date.now() + 60_000);
  [detected, seen] = [[], new Map()];
});
afterEach(() => rm(directory, { recursive: true }));

async function look(source: WatchedSource): Promise<string[]> {
  await lookAtPolledSource(source, {
    port: {
      onRevision: async (revision) => void detected.push(revision),
      seen: {
        find: async (_pipelineName, actionName) => seen.get(actionName) ?? null,
        save: async (_pipelineName, actionName, revision) => void seen.set(actionName, revision),
      },
    },
    objects,
    resources: localResourcesOf(store),
    clock,
  });
  return detected.map(({ revisionId }) => revisionId);
}

async function put(content: string): Promise<string> {
  const file = path.join(directory, "releases", "app", "app.zip");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

it("tells of an object that was replaced, once, and keeps that version of it", async () => {
  expect(await look(S3)).toEqual([]);
  await put("one");
  expect(await look(S3)).toEqual([]);
  await put("two");
  const [versionId = ""] = await look(S3);
  expect(detected).toEqual([
    { pipelineName: "shop", actionName: "Bundle", revisionType: "S3_OBJECT_VERSION_ID", revisionId: versionId },
  ]);
  await put("three");
  expect(await objects.find({ bucket: "releases", key: "app/app.zip" }, versionId)).toMatchObject({ sizeBytes: 3 });
  expect(await look(S3)).toHaveLength(2);
  expect(await look(S3)).toHaveLength(2);
});

it("waits until an object is not written to any more", async () => {
  await put("one");
  await look(S3);
  const file = await put("tw");
  const nowAt = clock.now() / 1000;
  await utimes(file, nowAt, nowAt);
  expect(await look(S3)).toEqual([]);
  clock.advance(2_000);
  expect(await look(S3)).toHaveLength(1);
});

it("leaves alone an object that is not to be polled", async () => {
  const source = { ...S3, configuration: { ...S3.configuration, PollForSourceChanges: "false" } };
  await put("one");
  await look(source);
  await put("two");
  expect(await look(source)).toEqual([]);
  expect(seen.size).toBe(0);
});

it("tells of another image behind a tag", async () => {
  const register = (character: string) =>
    store.putLocalResource({
      type: "image-repository",
      name: "shop/web",
      images: [{ tag: "latest", digest: digest(character) }],
    });
  expect(await look(ECR)).toEqual([]);
  await register("a");
  expect(await look(ECR)).toEqual([]);
  await register("b");
  expect(await look(ECR)).toEqual([digest("b")]);
  expect(detected[0]).toMatchObject({ actionName: "Image", revisionType: "IMAGE_DIGEST" });
  expect(await look({ ...ECR, configuration: { ...ECR.configuration, ImageTag: "v1" } })).toHaveLength(1);
});
