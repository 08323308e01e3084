import { createHash, randomBytes, randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { artifactListing, type ArtifactAddress, artifactInspection } from "@/lib/contracts/artifact";
import { testDatabase } from "@/lib/db/testing/test-database";
import { compareArtifacts, listEarlier } from "./compare-artifacts";
import { compareFile } from "./compare-file";
import { downloadArtifact } from "./download-artifact";
import { getArtifact } from "./get-artifact";
import { inspectArtifact } from "./inspect-artifact";
import { previewFile, revealFile } from "./preview-file";
import { artifactBucket } from "./testing/artifact-bucket";
import { storePipeline, storeRun } from "./testing/stored-run";
import { zipOf } from "./testing/zip-of";

const { db } = testDatabase();
const bucket = artifactBucket();
const signal = new AbortController().signal;
const person = (role: Viewer["role"]): Viewer => ({ id: randomUUID(), email: "noor@example.com", name: "Noor", role });
const operator = person("operator");
const FAKE_KEY = `${"AKIA"}ABCDEFGHIJKLMNOP`;

let pipelineId: string;
let minute = 0;
beforeAll(async () => {
  pipelineId = await storePipeline(db(), bucket.url());
});

async function run(content: Buffer | string | null): Promise<ArtifactAddress> {
  minute += 1;
  const key = `shop/BuildOut/${minute}`;
  if (content !== null) await bucket.put(key, content);
  return storeRun(db(), pipelineId, { minute, key });
}

const list = async (address: ArtifactAddress) => artifactListing.parse(await getArtifact(operator, address, signal));
const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");

async function inspect(address: ArtifactAddress) {
  for (;;) {
    const answer = artifactInspection.parse(await inspectArtifact(operator, address, signal));
    if (answer.status === "done") return answer;
  }
}

describe("a list of files", () => {
  it("tells sizes, kinds and names that hold secrets, from the end of the archive alone", async () => {
    const big = randomBytes(3_000_000);
    const address = await run(
      await zipOf([
        { path: "src/", content: "" },
        { path: "src/app.ts", content: "export {};\n" },
        { path: "big.bin", content: big },
        { path: ".env", content: "TOKEN=x" },
        { path: "current", content: "src/app.ts", mode: 0o120777 },
      ]),
    );
    const before = bucket.ranges.length;
    const listing = await list(address);
    expect(bucket.ranges.slice(before)).toEqual(["bytes=-131072"]);
    expect(listing).toMatchObject({ format: "zip", entryCount: 5, canRead: true });
    expect(listing.entries.map(({ path, kind, sizeBytes }) => [path, kind, sizeBytes])).toEqual([
      ["src/", "folder", 0],
      ["src/app.ts", "file", 11],
      ["big.bin", "file", 3_000_000],
      [".env", "file", 7],
      ["current", "link", 10],
    ]);
    expect(listing.entries.find(({ path }) => path === ".env")?.secret).toContain("environment file");
    expect(listing.object.sizeBytes).toBeGreaterThan(3_000_000);
    await list(address);
    expect(bucket.ranges.slice(before)).toHaveLength(2);
  });

  it("is also there for what is no archive", async () => {
    const reference = { fullRepositoryName: "acme/shop", commitId: "0a1b" };
    const json = await list(await run(JSON.stringify(reference)));
    expect([json.format, json.entries.length, json.findings]).toEqual(["json", 1, []]);
    expect((await list(await run(""))).format).toBe("empty");
    expect((await list(await run(randomBytes(200)))).format).toBe("binary");
  });

  it("says what is gone, and what may not be read", async () => {
    const gone = await run("x");
    await bucket.remove(`shop/BuildOut/${minute}`);
    await expect(list(gone)).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining("life-cycle"),
    });
    const refusal = (code: string, message: string) => () =>
      new Response(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`, { status: 403 });
    const address = await run("x");
    const arn = "arn:aws:kms:us-east-1:123456789012:key/0a1b";
    bucket.intercept(refusal("AccessDenied", `not authorized to perform: kms:Decrypt on resource: ${arn} because`));
    await expect(list(address)).rejects.toMatchObject({
      message: expect.stringContaining(`Allow kms:Decrypt on ${arn},`),
    });
    bucket.intercept(refusal("AccessDenied", "Access Denied"));
    await expect(list(address)).rejects.toMatchObject({ message: expect.stringContaining("Allow s3:GetObject on") });
    bucket.intercept(null);
  });

  it("says that the pipeline is gone as well", async () => {
    const address = await run(null);
    await db().pipeline.update({ where: { id: pipelineId }, data: { deletedAt: new Date() } });
    await expect(list(address)).rejects.toMatchObject({
      message: expect.stringMatching(/shop-api was deleted in Test/),
    });
    await db().pipeline.update({ where: { id: pipelineId }, data: { deletedAt: null } });
  });

  it("is there for a viewer, who may not read the files", async () => {
    const address = await run(await zipOf([{ path: "a", content: "b" }]));
    const viewer = person("viewer");
    expect((await getArtifact(viewer, address, signal)).canRead).toBe(false);
    const wanted = { file: "a", signal };
    const refused = { code: "forbidden" };
    await expect(previewFile(viewer, address, wanted)).rejects.toMatchObject(refused);
    await expect(revealFile(viewer, address, wanted)).rejects.toMatchObject(refused);
    await expect(downloadArtifact(viewer, address, wanted)).rejects.toMatchObject(refused);
    await expect(inspectArtifact(viewer, address, signal)).rejects.toMatchObject(refused);
    const comparison = { ...wanted, against: "previous", isRevealed: false };
    await expect(compareFile(viewer, address, comparison)).rejects.toMatchObject(refused);
  });
});

describe("a file", () => {
  it("is shown as text, picture or what it is", async () => {
    const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), randomBytes(20)]);
    const address = await run(
      await zipOf([
        { path: "a.txt", content: "Größe\n" },
        { path: "latin", content: Buffer.from("Größe", "latin1") },
        { path: "wide", content: Buffer.from("\ufeffGröße", "utf16le") },
        { path: "logo.png", content: png },
        { path: "tool", content: Buffer.from("7f454c4600", "hex") },
        { path: "long", content: "line\n".repeat(200_000) },
        { path: "picture.svg", content: "<svg onload='x()'/>" },
      ]),
    );
    const shown = async (file: string) => (await previewFile(operator, address, { file, signal })).content;
    expect(await shown("a.txt")).toMatchObject({ kind: "text", text: "Größe\n", encoding: "UTF-8", isCut: false });
    expect(await shown("latin")).toMatchObject({ text: "Größe", encoding: "Latin-1" });
    expect(await shown("wide")).toMatchObject({ text: "Größe", encoding: "UTF-16" });
    expect(await shown("logo.png")).toMatchObject({ kind: "image", mediaType: "image/png" });
    expect(await shown("tool")).toEqual({ kind: "binary", what: "a Linux program or library" });
    expect(await shown("long")).toMatchObject({ kind: "text", isCut: true });
    expect(await shown("picture.svg")).toMatchObject({ kind: "text" });
    await expect(shown("other")).rejects.toMatchObject({ code: "not_found" });
  });

  it("is read without the rest of a large artifact", async () => {
    const address = await run(
      await zipOf([
        { path: "big.bin", content: randomBytes(2_000_000) },
        { path: "small.txt", content: "small" },
        { path: "big2.bin", content: randomBytes(2_000_000) },
      ]),
    );
    const before = bucket.ranges.length;
    const { content } = await previewFile(operator, address, { file: "small.txt", signal });
    expect(content).toMatchObject({ text: "small" });
    expect(bucket.ranges.slice(before)).toEqual(["bytes=-131072", "bytes=1835008-2097151"]);
  });

  it("keeps its secrets to itself until somebody asks, which is on record", async () => {
    const address = await run(
      await zipOf([
        { path: ".env", content: "PASSWORD=hunter2" },
        { path: "deploy.sh", content: `export AWS_ACCESS_KEY_ID=${FAKE_KEY}\necho done\n` },
      ]),
    );
    const withheld = await previewFile(operator, address, { file: ".env", signal });
    expect(withheld.content.kind).toBe("withheld");
    const masked = await previewFile(operator, address, { file: "deploy.sh", signal });
    expect(masked.content).toMatchObject({ isMasked: true });
    expect(masked.secrets).toEqual([{ line: 1, what: "an AWS access key" }]);
    expect(JSON.stringify([withheld, masked])).not.toMatch(/hunter2|ABCDEFGHIJKLMNOP/);
    const revealed = await revealFile(operator, address, { file: "deploy.sh", signal });
    expect(revealed.content).toMatchObject({ isMasked: false, text: expect.stringContaining(FAKE_KEY) });
    const events = await db().auditEvent.findMany({ where: { action: "artifact.reveal" } });
    expect(events).toMatchObject([{ actorName: "Noor", detail: { file: "deploy.sh", artifactName: "BuildOut" } }]);
    expect(JSON.stringify(events[0]?.detail)).not.toContain(FAKE_KEY);
  });

  it("is handed over whole, and so is the archive, which is on record", async () => {
    const zip = await zipOf([{ path: "bin/tool", content: "x".repeat(100_000) }]);
    const address = await run(zip);
    const file = await downloadArtifact(operator, address, { file: "bin/tool", signal });
    expect([file.fileName, file.sizeBytes, String(await buffer(file.stream))]).toEqual([
      "tool",
      100_000,
      "x".repeat(100_000),
    ]);
    const whole = await downloadArtifact(operator, address, { file: null, signal });
    expect(whole.fileName).toMatch(/^BuildOut-[0-9a-f]{8}\.zip$/);
    expect(await buffer(whole.stream)).toEqual(zip);
    const events = await db().auditEvent.findMany({ where: { action: "artifact.download" }, orderBy: { id: "asc" } });
    expect(events.map(({ detail }) => detail)).toMatchObject([{ file: "bin/tool" }, { artifactName: "BuildOut" }]);
  });
});

describe("reading an artifact whole", () => {
  it("tells the hash of the archive and of every file, and the secrets in their text", async () => {
    const zip = await zipOf([
      { path: "a.txt", content: "a" },
      { path: "b/", content: "" },
      { path: "b/key.txt", content: `one\n${FAKE_KEY}` },
      { path: "empty", content: "" },
    ]);
    expect(await inspect(await run(zip))).toEqual({
      status: "done",
      sha256: sha256(zip),
      files: [
        { id: "a.txt", sha256: sha256("a"), secret: null },
        { id: "b/key.txt", sha256: sha256(`one\n${FAKE_KEY}`), secret: "Line 2 looks like an AWS access key." },
        { id: "empty", sha256: sha256(""), secret: null },
      ],
      findings: [],
    });
  });

  it("is one reading for all who ask at once", async () => {
    const address = await run(await zipOf([{ path: "a", content: randomBytes(400_000) }]));
    const before = bucket.ranges.length;
    const answers = await Promise.all([inspect(address), inspect(address), inspect(address)]);
    expect(new Set(answers.map(({ sha256: hash }) => hash)).size).toBe(1);
    expect(bucket.ranges.slice(before).filter((range) => range === "")).toHaveLength(1);
  });
});

describe("a comparison with an earlier run", () => {
  it("lists what was added, removed and changed, and the lines that differ", async () => {
    const older = await run(await zipOf([{ path: "only-old", content: "1" }]));
    await run(
      await zipOf([
        { path: "same", content: "s" },
        { path: "gone", content: "g" },
        { path: "app.ts", content: "a\nb\nc\n" },
      ]),
    );
    const now = await run(
      await zipOf([
        { path: "same", content: "s" },
        { path: "new", content: "nn" },
        { path: "app.ts", content: "a\nB\nc\n" },
      ]),
    );
    const comparison = await compareArtifacts(operator, now, { against: "previous", signal });
    expect(comparison.files.map(({ path, change }) => [path, change])).toEqual([
      ["app.ts", "changed"],
      ["gone", "removed"],
      ["new", "added"],
    ]);
    expect(comparison).toMatchObject({ sameCount: 1, comparedBy: "SHA-256", isPartial: false });
    const wanted = { file: "app.ts", against: "previous", isRevealed: false, signal };
    expect((await compareFile(operator, now, wanted)).content).toMatchObject({
      kind: "hunks",
      hunks: [
        {
          beforeLine: 1,
          lines: [
            { change: "same", text: "a" },
            { change: "removed", text: "b" },
            { change: "added", text: "B" },
            { change: "same", text: "c" },
          ],
        },
      ],
    });
    const { runs } = await listEarlier(operator, now);
    expect(runs.slice(0, 2).map((one) => one.pipelineExecutionId)).toContain(older.pipelineExecutionId);
    const against = await compareArtifacts(operator, now, { against: older.pipelineExecutionId, signal });
    expect(against.files.map(({ change }) => change)).toEqual(["added", "added", "removed", "added"]);
  });

  it("says when there is nothing before, or what was before is gone", async () => {
    const first = await storeRun(db(), pipelineId, { minute: -5, key: "shop/BuildOut/first" });
    await bucket.put("shop/BuildOut/first", "x");
    await expect(compareArtifacts(operator, first, { against: "previous", signal })).rejects.toMatchObject({
      message: expect.stringContaining("nothing to compare with"),
    });
    await run(null);
    const later = await run("x");
    await expect(compareArtifacts(operator, later, { against: "previous", signal })).rejects.toMatchObject({
      message: expect.stringMatching(/is gone: .* earlier execution [0-9a-f]{8}\. Choose another/),
    });
  });
});
