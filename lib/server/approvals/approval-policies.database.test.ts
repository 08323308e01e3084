import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { approvalPolicyToSave } from "@/lib/contracts/approval-policy";
import { testDatabase } from "@/lib/db/testing/test-database";
import type { ApprovalPolicy } from "@/lib/pipeline/approvals/approval-policy";
import { getApprovalPolicies, setApprovalPolicy } from "./approval-policies";

const { db } = testDatabase();
const admin: Viewer = { id: randomUUID(), email: "ada@example.com", name: "Ada", role: "admin" };
const vik: Viewer = { id: randomUUID(), email: "vik@example.com", name: "Vik", role: "viewer" };
const address = { connection: "local", pipelineName: "shop" };
const everywhere = { stageName: "", actionName: "" };
const policy: ApprovalPolicy = { roles: ["admin"], people: [], required: 2, excludesAuthor: false, hours: null };

beforeAll(async () => {
  for (const { id, email, name, role } of [admin, vik]) {
    await db().user.create({ data: { id, email, name, role, passwordHash: "x" } });
  }
  const { id: connectionId } = await db().connection.create({
    data: { slug: "local", name: "Local engine", region: "us-east-1", credentialSource: "local-engine" },
  });
  await db().pipeline.create({ data: { connectionId, name: "shop", liveVersion: 1 } });
});

test("an admin sets, changes and removes a policy, each with its trace", async () => {
  await setApprovalPolicy(admin, address, { ...everywhere, policy });
  await setApprovalPolicy(admin, address, { ...everywhere, policy: { ...policy, required: 3 } });
  const { policies, approvers } = await getApprovalPolicies(admin, address);
  expect(policies).toMatchObject([{ ...everywhere, policy: { required: 3 }, updatedByName: "Ada" }]);
  expect(approvers.map(({ name }) => name)).toEqual(["Ada"]);
  expect((await setApprovalPolicy(admin, address, { ...everywhere, policy: null })).policies).toEqual([]);
  const actions = (await db().auditEvent.findMany({ orderBy: { id: "asc" } })).map(({ action }) => action);
  expect(actions).toEqual(["approval-policy.set", "approval-policy.set", "approval-policy.remove"]);
});

test("refuses whoever does not manage the workspace, and people who may not approve", async () => {
  const save = { ...everywhere, policy };
  await expect(setApprovalPolicy({ ...admin, role: "editor" }, address, save)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(getApprovalPolicies(vik, address)).rejects.toMatchObject({ code: "forbidden" });
  await expect(
    setApprovalPolicy(admin, address, { ...everywhere, policy: { ...policy, people: [vik.id] } }),
  ).rejects.toMatchObject({ code: "invalid_input" });
});

test("an action's policy names its stage", () => {
  expect(approvalPolicyToSave.safeParse({ stageName: "", actionName: "Approve", policy }).success).toBe(false);
});
