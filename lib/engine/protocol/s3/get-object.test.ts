import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createStoredObjects, type StoredObject } from "../../buckets/stored-objects";
import { getObject } from "./get-object";

const request = new Request("http://127.0.0.1:4510/site/page");
let directory: string;
let look: () => Promise<StoredObject>;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "penstock-get-"));
  await mkdir(path.join(directory, "site"));
  const stored = createStoredObjects([directory]);
  look = async () => {
    const object = await stored.find({ bucket: "site", key: "page" });
    if (!object) throw new Error("There is no page.");
    return object;
  };
});
afterEach(() => rm(directory, { recursive: true }));

async function replace(text: string): Promise<void> {
  await writeFile(path.join(directory, "new"), text);
  await rename(path.join(directory, "new"), path.join(directory, "site", "page"));
}

it("tells of the object whose bytes it sends, though another takes its place meanwhile", async () => {
  await replace("old");
  let looks = 0;
  const response = await getObject(request, async () => {
    const object = await look();
    looks += 1;
    if (looks === 1) await replace("newer");
    return object;
  });
  expect(await response.text()).toBe("newer");
  expect(response.headers.get("content-length")).toBe("5");
  expect(response.headers.get("etag")).toBe(`"${createHash("md5").update("newer").digest("hex")}"`);
});

it("goes on with the bytes it has begun, though another takes their place", async () => {
  await replace("old".repeat(100_000));
  const response = await getObject(request, look);
  await replace("new");
  expect(await response.text()).toBe("old".repeat(100_000));
});

it("asks to come again when the object never stays", async () => {
  await replace("0");
  let looks = 0;
  const restless = getObject(request, async () => {
    const object = await look();
    looks += 1;
    await replace(String(looks));
    return object;
  });
  await expect(restless).rejects.toMatchObject({ code: "SlowDown" });
});
