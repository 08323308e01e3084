import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { createConnection } from "@/lib/db/connections";
import { testDatabase } from "@/lib/db/testing/test-database";
import { TEST_CONNECTION } from "@/lib/db/testing/test-connection";
import { PenstockError } from "@/lib/errors";
import { importPipelines } from "@/lib/pipeline/formats/import-pipelines";
import { createDraft } from "./create-draft";
import { getEditablePipeline } from "./get-editable-pipeline";
import { keepMetadata } from "./keep-metadata";

const { db } = testDatabase();
const editor: Viewer = { id: randomUUID(), email: "mira@example.com", name: "Mira", role: "editor" };
const address = { connection: "test", pipelineName: "shop" };

const template = `Parameters:
  Token: { Type: String, NoEcho: true, Default: very-secret }
Resources:
  Role: { Type: "AWS::IAM::Role", Properties: { RoleName: !Ref Token } }
  Shop:
    Type: AWS::CodePipeline::Pipeline
    Properties: { Name: shop, RoleArn: !GetAtt Role.Arn, Stages: [] }
`;

beforeEach(async () => {
  await db().connection.deleteMany();
  await createConnection(db(), TEST_CONNECTION);
});

function imported() {
  const result = importPipelines(template);
  const [pipeline] = result.ok ? result.pipelines : [];
  if (!pipeline) throw new Error("The template was not read.");
  return pipeline;
}

test("keeps an import's expressions and template for everyone, and no secret", async () => {
  const { declaration, metadata } = imported();
  await createDraft(editor, { connection: "test", declaration });
  expect((await getEditablePipeline(editor, address)).metadata).toEqual({ expressions: [] });
  await keepMetadata(editor, address, metadata);
  const kept = (await getEditablePipeline(editor, address)).metadata;
  expect(kept.expressions).toEqual(metadata.expressions);
  expect(kept.origin?.sections).toMatchObject({ Parameters: { Token: { NoEcho: true } }, Resources: { Role: {} } });
  expect(JSON.stringify(kept)).not.toContain("very-secret");
  expect(await db().auditEvent.count({ where: { action: "draft.import" } })).toBe(1);
});

test("keeps it from the beginning for a pipeline that begins with an import", async () => {
  const { declaration, metadata } = imported();
  await createDraft(editor, { connection: "test", declaration, metadata });
  expect((await getEditablePipeline(editor, address)).metadata.expressions).toHaveLength(1);
});

test("refuses those who may only look, and pipelines that are not there", async () => {
  const { metadata } = imported();
  const viewer: Viewer = { ...editor, role: "viewer" };
  await expect(keepMetadata(viewer, address, metadata)).rejects.toMatchObject({ code: "forbidden" });
  await expect(keepMetadata(editor, address, metadata)).rejects.toBeInstanceOf(PenstockError);
});
