import { beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { testDatabase } from "@/lib/db/testing/test-database";
import { PenstockError } from "@/lib/errors";
import { listAuditEvents } from "./list-audit-events";
import { nothing, sendAudited } from "./send-audited";

const { db } = testDatabase();
const admin: Viewer = {
  id: "5b9c7e0e-7a52-4f0e-9d5c-0d8f4c1f2a10",
  email: "ada@acme.example",
  name: "Ada",
  role: "admin",
};
const entry = { actor: admin, action: "execution.start", subjectType: "pipeline", subjectId: "p1" } as const;

beforeEach(async () => {
  await db().auditEvent.deleteMany();
});

async function trace() {
  const { entries } = await listAuditEvents(admin, undefined);
  return entries.map(({ action, details }) => ({ action, details }));
}

it("has the command on record before it is sent, and its outcome after", async () => {
  const value = await sendAudited(db(), {
    entry,
    async send() {
      expect(await trace()).toEqual([
        {
          action: "execution.start",
          details: ["outcome: not known: Penstock was interrupted while it waited for the answer"],
        },
      ]);
      return "e1";
    },
    keep: (_transaction, id) => ({ value: id, detail: { pipelineExecutionId: id } }),
  });
  expect(value).toBe("e1");
  expect(await trace()).toEqual([{ action: "execution.start", details: ["pipelineExecutionId: e1"] }]);
});

it("records a refusal with AWS's error, and passes it on", async () => {
  const refusal = new PenstockError("conflict", "It is busy.", { details: { awsError: "ConflictException" } });
  await expect(sendAudited(db(), { entry, send: () => Promise.reject(refusal), keep: nothing })).rejects.toBe(refusal);
  expect(await trace()).toEqual([
    { action: "execution.start", details: ["awsError: ConflictException", "code: conflict", "outcome: failed"] },
  ]);
});

it("keeps nothing of an answer whose outcome could not be recorded", async () => {
  await expect(
    sendAudited(db(), {
      entry,
      send: () => Promise.resolve("sent"),
      async keep(transaction) {
        await transaction.auditEvent.create({
          data: { actorName: "x", action: "kept", subjectType: "pipeline", subjectId: "p1" },
        });
        throw new Error("the database is gone");
      },
    }),
  ).rejects.toThrow("the database is gone");
  expect((await trace()).map(({ action }) => action)).toEqual(["execution.start"]);
});
