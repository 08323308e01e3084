import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { publishConflict } from "@/lib/contracts/publish-pipeline";
import { testDatabase } from "@/lib/db/testing/test-database";
import { PenstockError } from "@/lib/errors";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { createDraft } from "@/lib/server/drafts/create-draft";
import { saveDraft } from "@/lib/server/drafts/save-draft";
import { scriptedEndpoint } from "@/lib/sync/testing/scripted-endpoint";
import { publishPipeline } from "./publish-pipeline";

const { db } = testDatabase();
const editor: Viewer = { id: randomUUID(), email: "mira@example.com", name: "Mira", role: "editor" };
const address = { connection: "test", pipelineName: "shop" };

/** What the connection holds: one pipeline at most, as the service would keep it. */
let live: PipelineDeclaration | null;
let calls: string[];
const service = scriptedEndpoint<{ pipeline?: PipelineDeclaration }>((operation, input) => {
  calls.push(operation);
  return answerOf(operation, input);
});

beforeEach(async () => {
  live = null;
  calls = [];
  await db().connection.deleteMany();
  await service.addConnection(db());
});

test("creates a new pipeline, keeps it as a version and takes the draft away", async () => {
  await createDraft(editor, { connection: "test", declaration: declaration() });
  const result = await publishPipeline(editor, address, { draftRevision: 1, message: "First" });
  expect(result).toMatchObject({ liveVersion: 1, versionNumber: 1 });
  const stored = await db().pipeline.findFirstOrThrow({ include: { draft: true, versions: true } });
  expect(stored).toMatchObject({ liveVersion: 1, draft: null });
  expect(stored.versions).toMatchObject([{ number: 1, liveVersion: 1, message: "First", authorName: "Mira" }]);
  expect(await db().auditEvent.count({ where: { action: "pipeline.publish" } })).toBe(1);
});

test("refuses to replace what somebody else published since, until the person has seen it", async () => {
  await publishFirst();
  await draftOn(1, "later");
  live = { ...declaration(), roleArn: "arn:aws:iam::123456789012:role/elsewhere", version: 2 };

  const refusal = await publishPipeline(editor, address, { draftRevision: 1 }).catch((error: unknown) => error);
  if (!(refusal instanceof PenstockError)) throw new Error("it is refused");
  expect(refusal.code).toBe("conflict");
  expect(publishConflict.parse(refusal.details.data)).toMatchObject({ baseLiveVersion: 1, liveVersion: 2 });
  expect(await db().draft.count()).toBe(1);

  const result = await publishPipeline(editor, address, { draftRevision: 1, overwriteLiveVersion: 2 });
  expect(result.liveVersion).toBe(3);
});

test("does not send again what is live already, so a lost answer makes no second version", async () => {
  await publishFirst();
  await draftOn(1, "later");
  live = { ...declaration("later"), version: 2 };
  const result = await publishPipeline(editor, address, { draftRevision: 1 });
  expect(result.liveVersion).toBe(2);
  expect(calls).not.toContain("UpdatePipeline");
});

test("refuses a draft that changed since the person looked at it", async () => {
  await createDraft(editor, { connection: "test", declaration: declaration() });
  await expect(publishPipeline(editor, address, { draftRevision: 7 })).rejects.toMatchObject({ code: "conflict" });
  expect(calls).toEqual([]);
});

test("keeps the draft when the connection refuses it or does not answer", async () => {
  await createDraft(editor, { connection: "test", declaration: declaration("refused") });
  await expect(publishPipeline(editor, address, { draftRevision: 1 })).rejects.toMatchObject({
    code: "invalid_input",
    details: { awsError: "InvalidStructureException" },
  });
  await db().connection.updateMany({ data: { endpointUrl: "http://127.0.0.1:9" } });
  await expect(publishPipeline(editor, address, { draftRevision: 1 })).rejects.toMatchObject({ code: "upstream" });
  expect(await db().draft.count()).toBe(1);
  expect(await db().pipelineVersion.count()).toBe(0);
});

test("a viewer may not publish", async () => {
  await expect(publishPipeline({ ...editor, role: "viewer" }, address, { draftRevision: 1 })).rejects.toMatchObject({
    code: "forbidden",
  });
});

async function publishFirst(): Promise<void> {
  await createDraft(editor, { connection: "test", declaration: declaration() });
  await publishPipeline(editor, address, { draftRevision: 1 });
}

async function draftOn(baseLiveVersion: number, role: string): Promise<void> {
  await saveDraft(editor, address, { declaration: declaration(role), expectedRevision: 0, baseLiveVersion });
}

function declaration(role = "first"): PipelineDeclaration {
  return { name: "shop", roleArn: `arn:aws:iam::123456789012:role/${role}`, stages: [] };
}

function answerOf(operation: string, input: { pipeline?: PipelineDeclaration }): object {
  switch (operation) {
    case "GetPipeline":
      return live ? { pipeline: live, metadata: {} } : failure("PipelineNotFoundException");
    case "CreatePipeline":
    case "UpdatePipeline":
      if (input.pipeline?.roleArn.endsWith("/refused")) return failure("InvalidStructureException");
      live = { ...declaration(), ...input.pipeline, version: (live?.version ?? 0) + 1 };
      return { pipeline: live };
    case "ListPipelineExecutions":
      return { pipelineExecutionSummaries: [] };
    case "GetPipelineState":
      return { stageStates: [] };
    default:
      return failure("UnknownOperationException");
  }
}

function failure(name: string): object {
  return { __type: name, message: `${name} by the test.` };
}
