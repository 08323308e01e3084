import { beforeEach, describe, expect, it } from "vitest";
import type { Role } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/viewer";
import { findPerson, insertPerson } from "@/lib/db/people";
import { testDatabase } from "@/lib/db/testing/test-database";
import { listAuditEvents } from "../audit/list-audit-events";
import { changeRole } from "./change-role";
import { disablePerson, enablePerson } from "./disable-person";
import { listPeople } from "./list-people";

const { db } = testDatabase();

beforeEach(async () => {
  await db().user.deleteMany();
  await db().auditEvent.deleteMany();
});

async function person(name: string, role: Role): Promise<Viewer> {
  const email = `${name}@acme.example`;
  const { id } = await insertPerson(db(), { email, name, role, passwordHash: "-" });
  return { id, email, name, role };
}

describe("roles", () => {
  it("are changed by an admin, with a trace of who did it", async () => {
    const admin = await person("ada", "admin");
    const { id } = await person("vik", "viewer");
    await changeRole(admin, { personId: id, role: "editor" });
    expect(await findPerson(db(), id)).toMatchObject({ role: "editor" });
    expect((await listAuditEvents(admin, undefined)).entries).toMatchObject([
      {
        actorName: "ada",
        action: "person.change-role",
        details: ["email: vik@acme.example", "from: viewer", "to: editor"],
      },
    ]);
  });

  it.each(["viewer", "operator", "approver", "editor"] as const)("are not for a %s to change or see", async (role) => {
    const viewer = await person("vik", role);
    await expect(changeRole(viewer, { personId: viewer.id, role: "owner" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(listPeople(viewer)).rejects.toMatchObject({ code: "forbidden" });
    await expect(disablePerson(viewer, viewer.id)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("of admins and owners are only for an owner to touch", async () => {
    const [admin, owner, second] = [
      await person("ada", "admin"),
      await person("olu", "owner"),
      await person("bea", "admin"),
    ];
    const { id } = await person("vik", "viewer");
    for (const role of ["admin", "owner"] as const) {
      await expect(changeRole(admin, { personId: id, role })).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(changeRole(admin, { personId: second.id, role: "viewer" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(disablePerson(admin, owner.id)).rejects.toMatchObject({ code: "forbidden" });
    await changeRole(owner, { personId: second.id, role: "viewer" });
    expect(await findPerson(db(), second.id)).toMatchObject({ role: "viewer" });
  });

  it("always leave an owner, even when two owners step down at once", async () => {
    const owners = [await person("olu", "owner"), await person("omi", "owner")];
    const results = await Promise.allSettled(
      owners.map((owner) => changeRole(owner, { personId: owner.id, role: "viewer" })),
    );
    expect(results.map((result) => result.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await db().user.count({ where: { role: "owner" } })).toBe(1);
  });
});

describe("shutting a person out", () => {
  it("ends their sessions at once and can be taken back", async () => {
    const owner = await person("olu", "owner");
    const { id } = await person("vik", "viewer");
    await disablePerson(owner, id);
    expect(await findPerson(db(), id)).toMatchObject({ disabledAt: expect.any(Number), sessionVersion: 2 });
    await enablePerson(owner, id);
    expect(await findPerson(db(), id)).toMatchObject({ disabledAt: null, sessionVersion: 2 });
  });

  it("does not work on the last owner", async () => {
    const owner = await person("olu", "owner");
    await expect(disablePerson(owner, owner.id)).rejects.toMatchObject({ code: "conflict" });
  });
});
