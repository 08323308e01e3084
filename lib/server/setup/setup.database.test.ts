import { beforeEach, describe, expect, it } from "vitest";
import { checkCredentials } from "@/lib/auth/check-credentials";
import { testDatabase } from "@/lib/db/testing/test-database";
import { canCreateOwner, createOwner } from "./create-owner";
import { prepareFirstRun } from "./prepare-first-run";

const { db } = testDatabase();
const NOBODY = { ownerEmail: "", ownerPassword: "" };
const OWNER = { email: "olu@acme.example", name: "Olu", password: "a long enough password" };

beforeEach(async () => {
  await db().user.deleteMany();
  await db().setupLink.deleteMany();
});

describe("the first start", () => {
  it("prints a link that creates the owner once", async () => {
    const token = (await prepareFirstRun(NOBODY)) ?? "";
    expect(await canCreateOwner(token)).toBe(true);
    await createOwner(token, OWNER);
    expect((await checkCredentials({ ...OWNER, address: "192.0.2.1" })).outcome).toBe("right");
    expect(await canCreateOwner(token)).toBe(false);
    await expect(createOwner(token, { ...OWNER, email: "eve@acme.example" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await prepareFirstRun(NOBODY)).toBeNull();
  });

  it("withdraws the link of the start before", async () => {
    const first = (await prepareFirstRun(NOBODY)) ?? "";
    const second = (await prepareFirstRun(NOBODY)) ?? "";
    expect(await canCreateOwner(first)).toBe(false);
    expect(await canCreateOwner(second)).toBe(true);
  });

  it("makes one owner of two answers given at once", async () => {
    const token = (await prepareFirstRun(NOBODY)) ?? "";
    const forms = [OWNER, { ...OWNER, email: "eve@acme.example" }];
    const answers = await Promise.allSettled(forms.map((form) => createOwner(token, form)));
    expect(answers.map((answer) => answer.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await db().user.count()).toBe(1);
  });

  it("creates the owner whom the environment names, and refuses one it could not sign in", async () => {
    const weak = prepareFirstRun({ ownerEmail: OWNER.email, ownerPassword: "short" });
    await expect(weak).rejects.toThrow("Use at least 12 characters.");
    expect(await prepareFirstRun({ ownerEmail: "Olu@acme.example", ownerPassword: OWNER.password })).toBeNull();
    expect((await checkCredentials({ ...OWNER, address: "192.0.2.1" })).outcome).toBe("right");
  });
});
