import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { testDatabase } from "@/lib/db/testing/test-database";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { Tag } from "@/lib/pipeline/validation/tags";
import { createDraft } from "@/lib/server/drafts/create-draft";
import { scriptedEndpoint } from "@/lib/sync/testing/scripted-endpoint";
import { getTags } from "./get-tags";
import { publishPipeline } from "./publish-pipeline";
import { setTags } from "./set-tags";

const { db } = testDatabase();
const editor: Viewer = { id: randomUUID(), email: "mira@example.com", name: "Mira", role: "editor" };
const address = { connection: "test", pipelineName: "shop" };
const declaration: PipelineDeclaration = {
  name: "shop",
  roleArn: "arn:aws:iam::123456789012:role/pipeline",
  stages: [],
};
const ARN = "arn:aws:codepipeline:eu-west-1:123456789012:shop";

interface Input {
  readonly pipeline?: PipelineDeclaration;
  readonly tags?: readonly Tag[];
  readonly tagKeys?: readonly string[];
  readonly resourceArn?: string;
}

let live: PipelineDeclaration | null;
let liveTags: readonly Tag[];
let calls: { readonly operation: string; readonly input: Input }[];
const service = scriptedEndpoint<Input>((operation, input) => {
  calls.push({ operation, input });
  return answerOf(operation, input);
});

beforeEach(async () => {
  live = null;
  liveTags = [];
  calls = [];
  await db().connection.deleteMany();
  await service.addConnection(db());
  await createDraft(editor, { connection: "test", declaration });
});

test("keeps the tags of a draft, and creates the pipeline with them", async () => {
  await setTags(editor, address, { tags: [{ key: "team", value: "shop" }] });
  expect(calls).toEqual([]);
  expect(await getTags(editor, address)).toEqual({ tags: [{ key: "team", value: "shop" }], isLive: false });
  await publishPipeline(editor, address, { draftRevision: 1 });
  expect(calls.find(({ operation }) => operation === "CreatePipeline")?.input.tags).toEqual([
    { key: "team", value: "shop" },
  ]);
  expect(await getTags(editor, address)).toEqual({ tags: [{ key: "team", value: "shop" }], isLive: true });
});

test("changes the tags of a live pipeline at once, and no others", async () => {
  await publishPipeline(editor, address, { draftRevision: 1 });
  liveTags = [
    { key: "team", value: "shop" },
    { key: "stage", value: "test" },
    { key: "old", value: "" },
  ];
  calls = [];
  await setTags(editor, address, {
    tags: [
      { key: "team", value: "shop" },
      { key: "stage", value: "live" },
    ],
  });
  const sent = calls.filter(({ operation }) => /^(Unt|T)agResource$/.test(operation));
  expect(sent).toEqual([
    { operation: "UntagResource", input: { resourceArn: ARN, tagKeys: ["old"] } },
    { operation: "TagResource", input: { resourceArn: ARN, tags: [{ key: "stage", value: "live" }] } },
  ]);
  expect(await db().auditEvent.count({ where: { action: "pipeline.tag", isCommand: true } })).toBe(1);
});

test("refuses what AWS would refuse, and people who only look", async () => {
  const reserved = { tags: [{ key: "aws:x", value: "" }] };
  await expect(setTags(editor, address, reserved)).rejects.toMatchObject({ code: "invalid_input" });
  await expect(setTags({ ...editor, role: "viewer" }, address, { tags: [] })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(calls).toEqual([]);
});

function answerOf(operation: string, { pipeline, tags = [], tagKeys = [] }: Input): object {
  switch (operation) {
    case "GetPipeline":
      return live
        ? { pipeline: live, metadata: { pipelineArn: ARN } }
        : { __type: "PipelineNotFoundException", message: "No." };
    case "CreatePipeline":
      live = { ...declaration, ...pipeline, version: 1 };
      liveTags = tags;
      return { pipeline: live };
    case "ListTagsForResource":
      return { tags: liveTags };
    case "TagResource":
      liveTags = [...liveTags.filter(({ key }) => !tags.some((tag) => tag.key === key)), ...tags];
      return {};
    case "UntagResource":
      liveTags = liveTags.filter(({ key }) => !tagKeys.includes(key));
      return {};
    case "ListPipelineExecutions":
      return { pipelineExecutionSummaries: [] };
    case "GetPipelineState":
      return { stageStates: [] };
    default:
      return { __type: "UnknownOperationException", message: operation };
  }
}
