import { beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/viewer";
import { recordAuditEvent } from "@/lib/db/audit-events";
import { testDatabase } from "@/lib/db/testing/test-database";
import { auditCsv } from "./audit-csv";

const { db } = testDatabase();
const ADMIN: Viewer = {
  id: "00000000-0000-4000-8000-000000000001",
  email: "ada@acme.example",
  name: "Ada",
  role: "admin",
};

beforeEach(async () => {
  await db().auditEvent.deleteMany();
});

it("holds every event, the newest first, and no formula", async () => {
  for (let number = 1; number <= 1_001; number += 1) {
    await recordAuditEvent(db(), {
      actor: { id: ADMIN.id, name: `=${number}` },
      action: "pipeline.publish",
      subjectType: "pipeline",
      subjectId: "shop",
      detail: { message: "Hello" },
    });
  }
  const [head, newest, ...others] = (await new Response(auditCsv(ADMIN)).text()).trimEnd().split("\r\n");
  expect(head).toBe("at,actor,action,subject,details");
  expect(newest).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z,'=1001,pipeline\.publish,pipeline shop,message: Hello$/);
  expect(others).toHaveLength(1_000);
  expect(others.at(-1)).toContain("'=1,");
});

it("is not for a viewer to read", () => {
  expect(() => auditCsv({ ...ADMIN, role: "viewer" })).toThrow(expect.objectContaining({ code: "forbidden" }));
});
