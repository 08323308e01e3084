import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import type { DelegationToCreate } from "@/lib/contracts/approval-delegation";
import { createDelegation, getDelegations, revokeDelegation } from "./delegations";
import { listApprovals } from "./list-approvals";
import { setApprovalPolicy } from "./approval-policies";
import { person, waitingPipeline } from "./testing/waiting-pipeline";

const HOUR = 3_600_000;
const ana = person("Ana", "approver");
const ben = person("Ben", "approver");
const cleo = person("Cleo", "admin");
const dora = person("Dora", "viewer");
const tom = person("Tom", "approver");
const policy = {
  roles: ["approver" as const],
  people: [],
  required: 2,
  excludesAuthor: true,
  hours: null,
};
const everyStage = { stageName: "Production", actionName: "" };
const { db, service, address, vote, auditedActions } = waitingPipeline({
  people: [ana, ben, cleo, dora, tom],
  author: tom,
  admin: cleo,
  policy,
});

test("a delegate answers with the right of who handed it over, on record here and at AWS", async () => {
  await handOver(ana, dora);
  const [request] = (await listApprovals(dora)).approvals;
  expect(request).toMatchObject({ token: service.token(), onBehalfOf: { id: ana.id, name: "Ana", reason: "Holiday" } });
  expect(await vote(dora, { comment: "Fine.", onBehalfOf: ana.id })).toMatchObject({ missing: 1 });
  const [seen] = (await listApprovals(ben)).approvals;
  expect(seen?.standing?.votes).toMatchObject([{ name: "Dora", onBehalfOf: "Ana", counts: true }]);
  await vote(ben);
  expect(service.sent()).toMatchObject([
    { summary: "Approved by Dora (on behalf of Ana), Ben via Penstock. Dora (on behalf of Ana): Fine." },
  ]);
  expect(await auditedActions()).toEqual([
    "approval-policy.set",
    "approval-delegation.create",
    "approval.vote",
    "approval.vote",
    "approval.approve",
  ]);
  const trace = await db().auditEvent.findFirst({ where: { action: "approval.vote", actorId: dora.id } });
  expect(trace?.detail).toMatchObject({ onBehalfOf: { id: ana.id, name: "Ana" } });
});

test("the right counts once, with its owner's own vote and with that of another delegate", async () => {
  await handOver(ana, dora);
  await handOver(ana, ben);
  await vote(dora);
  expect(await vote(ana)).toMatchObject({ missing: 1 });
  expect(await vote(ben, { onBehalfOf: ana.id })).toMatchObject({ missing: 1 });
  expect(service.received()).toEqual([]);
  expect(await vote(ben, { onBehalfOf: null })).toMatchObject({ missing: 0 });
});

test("neither the author nor who answers for the author approves, and there are no chains", async () => {
  await handOver(tom, dora);
  await expect(vote(dora)).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("Tom, on whose"),
  });
  await handOver(ana, tom);
  await expect(vote(tom, { onBehalfOf: ana.id })).rejects.toMatchObject({
    message: expect.stringContaining("You are the author"),
  });
  await expect(handOver(dora, cleo)).rejects.toMatchObject({ code: "forbidden" });
  await handOver(ben, tom);
  await expect(vote(dora, { onBehalfOf: ben.id })).rejects.toMatchObject({ code: "conflict" });
  expect(await db().approvalVote.count()).toBe(0);
});

test("gives no more than its owner has at that moment, in the pipelines and hours it is for", async () => {
  await handOver(ana, dora);
  await vote(dora);
  await db().user.update({ where: { id: ana.id }, data: { role: "viewer" } });
  expect(await vote(ben)).toMatchObject({ missing: 1 });
  await expect(vote(dora, { status: "Rejected" })).rejects.toMatchObject({ code: "forbidden" });
  await db().user.update({ where: { id: ana.id }, data: { role: "approver" } });
  await db().approvalDelegation.updateMany({ data: { coversAll: false, pipelineIds: [randomUUID()] } });
  await expect(vote(dora)).rejects.toMatchObject({ code: "forbidden" });
  await db().approvalDelegation.updateMany({ data: { coversAll: true, untilAt: new Date() } });
  await expect(vote(dora)).rejects.toMatchObject({ code: "forbidden" });
  expect((await listApprovals(dora)).approvals[0]).toMatchObject({ token: null, onBehalfOf: null });
  expect(service.received()).toEqual([]);
});

test("either side and an admin take it back; then its undecided votes no longer count", async () => {
  for (const by of [ana, dora, cleo]) {
    await handOver(ana, dora);
    await vote(dora);
    const [open] = (await getDelegations(by)).delegations;
    await expect(revokeDelegation(ben, open?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
    const left = await revokeDelegation(by, open?.id ?? "");
    expect(left.delegations[0]).toMatchObject({ status: "revoked", revokedByName: by.name, canRevoke: false });
    await expect(revokeDelegation(by, open?.id ?? "")).rejects.toMatchObject({ code: "conflict" });
    const [request] = (await listApprovals(ben)).approvals;
    expect(request?.standing).toMatchObject({ approvals: 0, votes: [{ counts: false }] });
    await db().approvalDelegation.deleteMany();
  }
  await expect(vote(dora, { onBehalfOf: ana.id })).rejects.toMatchObject({ code: "forbidden" });
  expect(await auditedActions()).toContain("approval-delegation.revoke");
});

test("without a policy a delegate decides alone, and the summary keeps both names within what AWS takes", async () => {
  await setApprovalPolicy(cleo, address, { ...everyStage, policy: null });
  await expect(vote(dora)).rejects.toMatchObject({ code: "forbidden" });
  await handOver(ana, dora);
  const { commentLength = 0 } = (await listApprovals(dora)).approvals[0] ?? {};
  await expect(vote(dora, { comment: "x".repeat(commentLength + 1) })).rejects.toMatchObject({ code: "invalid_input" });
  const comment = "x".repeat(commentLength);
  await vote(dora, { comment, onBehalfOf: ana.id });
  const [sent] = service.sent();
  expect(sent?.summary).toBe(`${comment} — Dora (on behalf of Ana) via Penstock`);
  expect(sent?.summary).toHaveLength(512);
});

test.each([
  [{ delegateId: ana.id }, "Choose somebody else"],
  [{ delegateId: randomUUID() }, "not in the workspace any more"],
  [{ pipelineIds: [randomUUID()] }, "not live any more"],
  [{ until: new Date(Date.now() - HOUR).toISOString() }, "must end after it begins"],
  [{ reason: "" }, "Say why"],
])("refuses to hand over on terms such as %j, without a trace", async (change, message) => {
  await expect(handOver(ana, dora, change)).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringContaining(message),
  });
  expect(await db().approvalDelegation.count()).toBe(0);
  expect(await auditedActions()).toEqual(["approval-policy.set"]);
});

test("each sees what concerns them, and admins see everything", async () => {
  await handOver(ana, dora);
  const counts = [ana, dora, cleo, ben].map(async (viewer) => (await getDelegations(viewer)).delegations.length);
  expect(await Promise.all(counts)).toEqual([1, 1, 1, 0]);
  expect(await getDelegations(dora)).toMatchObject({ mayDelegate: false, people: [] });
});

function handOver(from: Viewer, to: Viewer, change: Partial<DelegationToCreate> = {}) {
  return createDelegation(from, {
    delegateId: to.id,
    pipelineIds: null,
    from: new Date().toISOString(),
    until: new Date(Date.now() + HOUR).toISOString(),
    reason: "Holiday",
    ...change,
  });
}
