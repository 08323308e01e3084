import { describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/db/testing/test-database";
import { migrate } from "../scripts/database/migrate.mjs";
import { readDatabaseTables } from "./testing/read-database";
import { readSchemaTables } from "./testing/read-schema";

const { url } = testDatabase();

describe("the migrations", () => {
  it("make exactly the tables that the Prisma schema describes", async () => {
    const wanted = readSchemaTables();
    expect(Object.keys(wanted)).toContain("public.pipeline_execution");
    expect(await readDatabaseTables(url())).toEqual(wanted);
  });

  it("are applied once, however often and from wherever they are run", async () => {
    expect(await Promise.all([migrate(url()), migrate(url())])).toEqual([[], []]);
  });
});
