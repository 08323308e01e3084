import { beforeEach, describe, expect, it } from "vitest";
import { checkCredentials } from "@/lib/auth/check-credentials";
import type { Viewer } from "@/lib/auth/viewer";
import { insertPerson } from "@/lib/db/people";
import { testDatabase } from "@/lib/db/testing/test-database";
import { acceptInvitation, getInvitation } from "./accept-invitation";
import { invitePerson } from "./invite-person";
import { listInvitations } from "./list-invitations";
import { revokeInvitation } from "./revoke-invitation";

const { db } = testDatabase();
const FORM = { name: "Vik", password: "a long enough password" };
const VIK = { email: "vik@acme.example", role: "viewer" };
let admin: Viewer;

beforeEach(async () => {
  await db().user.deleteMany();
  await db().invitation.deleteMany();
  const ada = { email: "ada@acme.example", name: "Ada", role: "admin" as const };
  admin = { ...ada, id: (await insertPerson(db(), { ...ada, passwordHash: "-" })).id };
});

describe("an invitation", () => {
  it("lets the person in with the invited address and role, once", async () => {
    const { token } = await invitePerson(admin, { ...VIK, email: " VIK@acme.example " });
    expect(await getInvitation(token)).toEqual(VIK);
    expect(await acceptInvitation(token, FORM)).toEqual({ email: VIK.email });
    const check = await checkCredentials({ email: VIK.email, password: FORM.password, address: "192.0.2.1" });
    expect(check.outcome).toBe("right");
    expect(await db().user.findUnique({ where: { email: VIK.email } })).toMatchObject({ role: "viewer", name: "Vik" });
    await expect(acceptInvitation(token, FORM)).rejects.toThrow("was used already");
    expect(await listInvitations(admin)).toEqual([]);
  });

  it("makes one person of two answers given at once", async () => {
    const { token } = await invitePerson(admin, VIK);
    const answers = await Promise.allSettled([acceptInvitation(token, FORM), acceptInvitation(token, FORM)]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("is worthless after seven days", async () => {
    const { token, expiresAt } = await invitePerson(admin, VIK);
    expect(Math.round((expiresAt - Date.now()) / 86_400_000)).toBe(7);
    await db().invitation.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    await expect(acceptInvitation(token, FORM)).rejects.toThrow("has expired");
    expect(await listInvitations(admin)).toMatchObject([{ isExpired: true }]);
  });

  it("is worthless once it is withdrawn, or replaced by a newer one", async () => {
    const first = await invitePerson(admin, VIK);
    const second = await invitePerson(admin, VIK);
    await expect(getInvitation(first.token)).rejects.toThrow("was withdrawn");
    const [open] = await listInvitations(admin);
    await revokeInvitation(admin, open?.id ?? "");
    await expect(acceptInvitation(second.token, FORM)).rejects.toThrow("was withdrawn");
    await expect(revokeInvitation(admin, open?.id ?? "")).rejects.toMatchObject({ code: "conflict" });
  });

  it("says so when the link is not one, the address is in already, or the form is not filled in", async () => {
    await expect(getInvitation("made-up")).rejects.toThrow("not an invitation");
    await expect(invitePerson(admin, { email: admin.email, role: "viewer" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(invitePerson(admin, { email: "no address", role: "viewer" })).rejects.toThrow("not an e-mail address");
    const { token } = await invitePerson(admin, VIK);
    await expect(acceptInvitation(token, { name: " ", password: "short" })).rejects.toThrow(
      "Say how you want to be called. Use at least 12 characters.",
    );
  });

  it("to an admin's or owner's role is only for an owner to give", async () => {
    await expect(invitePerson(admin, { ...VIK, role: "admin" })).rejects.toMatchObject({ code: "forbidden" });
    const owner: Viewer = { ...admin, role: "owner" };
    await invitePerson(owner, { ...VIK, role: "owner" });
    const [open] = await listInvitations(admin);
    expect(open).toMatchObject({ role: "owner", isManageable: false });
    await expect(revokeInvitation(admin, open?.id ?? "")).rejects.toMatchObject({ code: "forbidden" });
  });
});
