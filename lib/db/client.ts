import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client";

export type Db = PrismaClient;
/** What a repository needs: the client itself, or the transaction it takes part in. */
export type DbOrTransaction = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

/** Opens a pool on `connectionString`. One per process; the caller ends it with `$disconnect`. */
export function createDb(connectionString: string): Db {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
}
