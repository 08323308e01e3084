import { readEnv } from "@/lib/env";
import { PenstockError } from "@/lib/errors";
import { createDb, type Db } from "./client";

/** Next evaluates modules more than once per process, so the client hangs on the global object. */
const holder = globalThis as typeof globalThis & { penstockDb?: Db }; // the property is ours alone

/** The one database client of this process. @throws PenstockError `internal` when DATABASE_URL is not set */
export function sharedDb(): Db {
  holder.penstockDb ??= openDb();
  return holder.penstockDb;
}

function openDb(): Db {
  const { DATABASE_URL } = readEnv();
  if (!DATABASE_URL) {
    throw new PenstockError("internal", "DATABASE_URL is not set. Start Penstock with `npm start`, which sets it.");
  }
  return createDb(DATABASE_URL);
}
