import fc from "fast-check";
import { expect, test } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import type { ApprovalPolicy } from "@/lib/pipeline/approvals/approval-policy";
import { setApprovalPolicy } from "./approval-policies";
import { listApprovals } from "./list-approvals";
import { putApprovalResult } from "./put-approval-result";
import { resendDecisions } from "./resend-decisions";
import { decisionOf, person, waitingPipeline } from "./testing/waiting-pipeline";

const TWO: ApprovalPolicy = {
  roles: ["approver", "admin"],
  people: [],
  required: 2,
  excludesAuthor: true,
  hours: null,
};

const ana = person("Ana", "approver");
const ben = person("Ben", "approver");
const cleo = person("Cleo", "admin");
const tom = person("Tom", "approver");

const scene = waitingPipeline({ people: [ana, ben, cleo, tom], author: tom, admin: cleo, policy: TWO });
const { db, service, address, letTimePass } = scene;

test("keeps the first of two votes, and sends the decision with the second, naming both", async () => {
  const token = service.token();
  expect(await vote(ana, token, "Approved", "Totals are right.")).toMatchObject({ approvedAt: null, missing: 1 });
  expect(service.sent()).toEqual([]);
  const { approvals } = await listApprovals(ben);
  expect(approvals[0]?.standing).toMatchObject({
    required: 2,
    approvals: 1,
    from: ["approvers", "admins"],
    authors: ["Tom"],
    votes: [{ name: "Ana", comment: "Totals are right.", counts: true, isOwn: false }],
  });
  expect(await vote(ben, token, "Approved")).toMatchObject({ missing: 0 });
  expect(service.sent()).toEqual([
    { token, status: "Approved", summary: "Approved by Ana, Ben via Penstock. Ana: Totals are right." },
  ]);
  expect(await scene.auditedActions()).toEqual([
    "approval-policy.set",
    "approval.vote",
    "approval.vote",
    "approval.approve",
  ]);
});

test("a person counts once, however often they click, and two at the same moment send once", async () => {
  const token = service.token();
  await Promise.all([vote(ana, token, "Approved"), vote(ana, token, "Approved")]);
  expect(service.sent()).toEqual([]);
  expect(await db().approvalVote.count()).toBe(1);
  await Promise.allSettled([vote(ben, token, "Approved"), vote(cleo, token, "Approved")]);
  expect(service.sent()).toHaveLength(1);
});

test("one rejection rejects at once, and the author may not approve but may reject", async () => {
  const token = service.token();
  await expect(vote(tom, token, "Approved")).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("author of this change"),
  });
  expect(await db().approvalVote.count()).toBe(0);
  await vote(ana, token, "Approved");
  await vote(tom, token, "Rejected", "Found a fault.");
  expect(service.sent()).toEqual([
    { token, status: "Rejected", summary: "Rejected by Tom via Penstock. Tom: Found a fault." },
  ]);
});

test("a vote of somebody who lost the right to it no longer counts", async () => {
  const token = service.token();
  await vote(ana, token, "Approved");
  await db().user.update({ where: { id: ana.id }, data: { role: "viewer" } });
  expect(await vote(ben, token, "Approved")).toMatchObject({ missing: 1 });
  await db().user.update({ where: { id: ana.id }, data: { role: "approver" } });
  expect(service.sent()).toEqual([]);
});

test("a new token starts at zero, and the old one is refused without a trace of a vote", async () => {
  const old = service.token();
  await vote(ana, old, "Approved");
  service.renewToken();
  expect(await vote(ben, service.token(), "Approved")).toMatchObject({ missing: 1 });
  await expect(vote(ben, old, "Approved")).rejects.toMatchObject({ code: "conflict" });
  expect(await db().approvalVote.count()).toBe(2);
  expect(service.sent()).toEqual([]);
});

test("a decision that could not be sent is kept, and sent again without anybody", async () => {
  const token = service.token();
  await vote(ana, token, "Approved");
  service.setDown(true);
  await expect(vote(ben, token, "Approved")).rejects.toThrow("sends the decision again by itself");
  service.setDown(false);
  await resendDecisions(db());
  expect(service.sent()).toEqual([]);
  await letTimePass();
  await resendDecisions(db());
  await resendDecisions(db());
  expect(service.sent().map(({ status }) => status)).toEqual(["Approved"]);
  expect(await db().approvalRequest.findFirst()).toMatchObject({ outcome: "sent" });
});

test("a decision whose answer was lost in a crash is sent again safely", async () => {
  const token = service.token();
  await vote(ana, token, "Approved");
  await vote(ben, token, "Approved");
  await db().approvalRequest.updateMany({ data: { settledAt: null, outcome: null, attemptedAt: null } });
  await resendDecisions(db());
  expect(await db().approvalRequest.findFirst()).toMatchObject({ outcome: "ApprovalAlreadyCompletedException" });
});

test("a token counts only for the execution, stage and action it waits in", async () => {
  const elsewhere = { ...address, pipelineExecutionId: service.otherExecutionId };
  const answers = [
    putApprovalResult(ana, elsewhere, decisionOf({ token: service.token() })),
    putApprovalResult(ana, address, { ...decisionOf({ token: service.token() }), actionName: "Sign" }),
  ];
  for (const answer of await Promise.allSettled(answers)) {
    expect(answer).toMatchObject({ status: "rejected", reason: { code: "conflict" } });
  }
  expect(await db().approvalVote.count()).toBe(0);
});

test("without a policy too, a token answers only where it was asked for, and a deleted pipeline asks nobody", async () => {
  await setApprovalPolicy(cleo, address, { stageName: "Production", actionName: "", policy: null });
  const token = service.token();
  const elsewhere = { ...address, pipelineExecutionId: service.otherExecutionId };
  await expect(putApprovalResult(ana, elsewhere, decisionOf({ token }))).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Nothing was recorded or sent"),
  });
  expect(service.received()).toEqual([]);
  expect((await listApprovals(ana)).approvals).toHaveLength(1);
  await db().pipeline.updateMany({ data: { deletedAt: new Date(), liveVersion: null } });
  expect((await listApprovals(ana)).approvals).toEqual([]);
  await expect(putApprovalResult(ana, address, decisionOf({ token }))).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("was deleted"),
  });
  expect(service.received()).toEqual([]);
  await db().pipeline.updateMany({ data: { deletedAt: null, liveVersion: 1 } });
  expect(await putApprovalResult(ana, address, decisionOf({ token }))).toMatchObject({ missing: 0 });
  expect(service.sent()).toEqual([{ token, status: "Approved", summary: "Approved by Ana via Penstock" }]);
});

test("no interleaving of votes, new tokens, outages and crashes applies a decision to another token", async () => {
  const people = [ana, ben, cleo, tom];
  const step = fc.oneof(
    fc.record({
      kind: fc.constant("vote" as const),
      voter: fc.nat(3),
      age: fc.nat(1),
      status: fc.constantFrom("Approved" as const, "Approved" as const, "Rejected" as const),
    }),
    fc.record({ kind: fc.constant("both" as const), voter: fc.nat(3), other: fc.nat(3) }),
    fc.record({ kind: fc.constantFrom("renew" as const, "resend" as const, "forget" as const, "outage" as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
      service.setDown(false);
      service.renewToken();
      await db().approvalRequest.deleteMany();
      const tokens = [service.token()];
      const cast: { token: string; id: string; status: string }[] = [];
      const sentBefore = service.received().length;
      const attempt = async (voter: Viewer, token: string, status: "Approved" | "Rejected") => {
        cast.push({ token, id: voter.id, status });
        await vote(voter, token, status).catch(() => undefined);
      };
      for (const one of steps) {
        if (one.kind === "vote") {
          await attempt(people[one.voter] ?? ana, tokens.at(-1 - one.age) ?? service.token(), one.status);
        } else if (one.kind === "both") {
          const token = service.token();
          await Promise.all([
            attempt(people[one.voter] ?? ana, token, "Approved"),
            attempt(people[one.other] ?? ben, token, "Approved"),
          ]);
        } else if (one.kind === "renew") {
          service.renewToken();
          tokens.push(service.token());
        } else if (one.kind === "outage") service.setDown(!service.isDown());
        else if (one.kind === "resend") {
          await letTimePass();
          await resendDecisions(db());
        } else await db().approvalRequest.updateMany({ data: { settledAt: null, outcome: null, attemptedAt: null } });
      }
      service.setDown(false);
      await letTimePass();
      await resendDecisions(db());
      for (const { token, status, waiting, taken } of service.received().slice(sentBefore)) {
        const voters = cast.filter((one) => one.token === token && one.status === status && mayVote(one.id, status));
        expect(new Set(voters.map(({ id }) => id)).size).toBeGreaterThanOrEqual(status === "Approved" ? 2 : 1);
        expect(taken ? token : waiting).toBe(waiting);
      }
    }),
    { numRuns: 12 },
  );
});

function mayVote(id: string, status: string): boolean {
  return status === "Rejected" || id !== tom.id;
}

function vote(voter: Viewer, token: string, status: "Approved" | "Rejected", comment = "") {
  return scene.vote(voter, { token, status, comment });
}
