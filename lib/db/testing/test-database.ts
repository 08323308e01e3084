import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, inject } from "vitest";
import { createDatabase, dropDatabase } from "../../../scripts/database/databases.mjs";
import type { Db } from "../client";
import { sharedDb } from "../shared-client";

/**
 * Gives a test file a database of its own, empty and with every migration applied, as a fresh copy of a template.
 * Call it at the top of a file named `*.database.test.ts`; only those run with a server. `DATABASE_URL` points at the
 * database, so use cases and repositories reach it through `sharedDb()`, which is also what `db()` returns.
 *
 * ```ts
 * const { db } = testDatabase();
 * it("keeps the draft", async () => { await db().draft.create(…) });
 * ```
 */
export function testDatabase(): { db(): Db; url(): string } {
  const { adminUrl, template } = inject("testServer");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const location = new URL(adminUrl);
  location.pathname = name;

  beforeAll(async () => {
    await createDatabase(adminUrl, name, { template });
    process.env["DATABASE_URL"] = location.href;
  });
  afterAll(async () => {
    await sharedDb().$disconnect();
    await dropDatabase(adminUrl, name);
  });
  return { db: sharedDb, url: () => location.href };
}
