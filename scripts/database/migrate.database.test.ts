import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/db/testing/test-database";
import { migrate } from "./migrate.mjs";

const { db, url } = testDatabase();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "penstock-migrations-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await db().$executeRaw`DROP TABLE IF EXISTS apple, pear`;
  await db().$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name LIKE '2030%'`;
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, "migration.sql"), sql);
}

describe("migrate", () => {
  it("applies what is missing, in order, once", async () => {
    write("20300102000000_pear", "CREATE TABLE pear (apple_id int REFERENCES apple)");
    write("20300101000000_apple", "CREATE TABLE apple (id int PRIMARY KEY)");
    expect(await migrate(url(), folder)).toEqual(["20300101000000_apple", "20300102000000_pear"]);
    expect(await migrate(url(), folder)).toEqual([]);
  });

  it("lets only one of two starts apply a migration", async () => {
    write("20300101000000_apple", "CREATE TABLE apple (id int PRIMARY KEY)");
    const applied = await Promise.all([migrate(url(), folder), migrate(url(), folder)]);
    expect(applied.flat()).toEqual(["20300101000000_apple"]);
  });

  it("takes a failed migration back whole and says which one it was", async () => {
    write("20300101000000_apple", "CREATE TABLE apple (id int); CREATE TABLE apple (id int);");
    await expect(migrate(url(), folder)).rejects.toThrow("20300101000000_apple failed and was rolled back");
    write("20300101000000_apple", "CREATE TABLE apple (id int)");
    expect(await migrate(url(), folder)).toEqual(["20300101000000_apple"]);
  });

  it("refuses a migration that was changed after it was applied", async () => {
    write("20300101000000_apple", "CREATE TABLE apple (id int)");
    await migrate(url(), folder);
    write("20300101000000_apple", "CREATE TABLE apple (id bigint)");
    await expect(migrate(url(), folder)).rejects.toThrow("20300101000000_apple was changed after it was applied");
  });

  it("refuses to go on where Prisma left a migration half done", async () => {
    await db().$executeRaw`
      INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('half', 'x', '20300101000000_apple')`;
    write("20300101000000_apple", "CREATE TABLE apple (id int)");
    await expect(migrate(url(), folder)).rejects.toThrow("was begun and not finished");
  });
});
