import { beforeEach, describe, expect, it } from "vitest";
import { insertPerson, raiseSessionVersion, setDisabled } from "@/lib/db/people";
import { testDatabase } from "@/lib/db/testing/test-database";
import { PAUSE_MS, TRIES_PER_ADDRESS, TRIES_PER_EMAIL } from "./attempt-limit";
import { checkCredentials } from "./check-credentials";
import { hashPassword } from "./password";

const { db } = testDatabase();
const NOW = Date.UTC(2026, 10, 23, 12);
const PASSWORD = "a long enough password";
const noor = { email: "noor@acme.example", address: "192.0.2.1" };
let personId: string;

beforeEach(async () => {
  await db().user.deleteMany();
  await db().signInFailure.deleteMany();
  const passwordHash = await hashPassword(PASSWORD);
  personId = (await insertPerson(db(), { email: noor.email, name: "Noor", role: "viewer", passwordHash })).id;
});

async function guessWrong(times: number, guess: { email: string; address: string } = noor): Promise<void> {
  for (let count = 0; count < times; count += 1) await checkCredentials({ ...guess, password: "wrong" }, NOW);
}

describe("signing in", () => {
  it("accepts the password, however the e-mail is written, and tells the session version", async () => {
    await raiseSessionVersion(db(), personId);
    const check = await checkCredentials({ ...noor, email: " Noor@ACME.example", password: PASSWORD }, NOW);
    expect(check).toEqual({ outcome: "right", personId, sessionVersion: 2 });
  });

  it("says the same for a wrong password, an unknown e-mail and a removed person", async () => {
    const wrong = { outcome: "wrong", triesLeft: TRIES_PER_EMAIL - 1 };
    expect(await checkCredentials({ ...noor, password: "wrong" }, NOW)).toEqual(wrong);
    expect(await checkCredentials({ ...noor, email: "nobody@acme.example", password: PASSWORD }, NOW)).toEqual(wrong);
    await db().signInFailure.deleteMany();
    await setDisabled(db(), personId, new Date(NOW));
    expect(await checkCredentials({ ...noor, password: PASSWORD }, NOW)).toEqual(wrong);
  });

  it("pauses an e-mail after five wrong passwords, even for the right one, and ends the pause by itself", async () => {
    await guessWrong(TRIES_PER_EMAIL);
    const right = { ...noor, password: PASSWORD };
    expect(await checkCredentials(right, NOW + 1_000)).toEqual({ outcome: "paused", untilAt: NOW + PAUSE_MS });
    expect((await checkCredentials(right, NOW + PAUSE_MS)).outcome).toBe("right");
  });

  it("pauses an address that tries many e-mails, and no other address", async () => {
    await Promise.all(
      Array.from({ length: TRIES_PER_ADDRESS }, (_, index) =>
        guessWrong(1, { ...noor, email: `x${index}@acme.example` }),
      ),
    );
    expect((await checkCredentials({ ...noor, password: PASSWORD }, NOW)).outcome).toBe("paused");
    expect((await checkCredentials({ ...noor, address: "192.0.2.2", password: PASSWORD }, NOW)).outcome).toBe("right");
  });

  it("counts guesses made at the same moment", async () => {
    const checks = await Promise.all(
      Array.from({ length: 40 }, () => checkCredentials({ ...noor, password: "wrong" }, NOW)),
    );
    // Those under way at once may not see each other; there are never more of them than database connections.
    expect(checks.filter((check) => check.outcome === "wrong").length).toBeLessThanOrEqual(TRIES_PER_EMAIL + 10);
    expect((await checkCredentials({ ...noor, password: PASSWORD }, NOW)).outcome).toBe("paused");
  });

  it("forgets wrong passwords after a right one", async () => {
    await guessWrong(TRIES_PER_EMAIL - 1);
    await checkCredentials({ ...noor, password: PASSWORD }, NOW);
    const check = await checkCredentials({ ...noor, password: "wrong" }, NOW);
    expect(check).toEqual({ outcome: "wrong", triesLeft: TRIES_PER_EMAIL - 1 });
  });
});
