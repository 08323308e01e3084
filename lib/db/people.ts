import type { DbOrTransaction } from "./client";

/** A person as stored. `role` is one of `ROLES` in lib/auth, which parses it. */
export interface PersonRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly sessionVersion: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly disabledAt: number | null;
}

/** More people than this in one workspace are not listed. */
const MOST_PEOPLE = 1_000;

const PERSON = {
  id: true,
  email: true,
  name: true,
  role: true,
  sessionVersion: true,
  createdAt: true,
  disabledAt: true,
} as const;

export async function hasPeople(db: DbOrTransaction): Promise<boolean> {
  return (await db.user.findFirst({ select: { id: true } })) !== null;
}

export async function listPeople(db: DbOrTransaction): Promise<PersonRow[]> {
  const rows = await db.user.findMany({ select: PERSON, orderBy: { createdAt: "asc" }, take: MOST_PEOPLE });
  return rows.map(toPerson);
}

export async function findPerson(db: DbOrTransaction, id: string): Promise<PersonRow | null> {
  const row = await db.user.findUnique({ where: { id }, select: PERSON });
  return row && toPerson(row);
}

/** `email` in lower case. */
export async function findPersonByEmail(
  db: DbOrTransaction,
  email: string,
): Promise<(PersonRow & { readonly passwordHash: string }) | null> {
  const row = await db.user.findUnique({ where: { email }, select: { ...PERSON, passwordHash: true } });
  return row && { ...toPerson(row), passwordHash: row.passwordHash };
}

export async function findPasswordHash(db: DbOrTransaction, id: string): Promise<string | null> {
  const row = await db.user.findUnique({ where: { id }, select: { passwordHash: true } });
  return row?.passwordHash ?? null;
}

/** Keeps every other writer of people waiting until the transaction ends, so that "the last owner" stays true. */
export async function lockPeople(transaction: DbOrTransaction): Promise<void> {
  await transaction.$executeRaw`LOCK TABLE app_user IN SHARE ROW EXCLUSIVE MODE`;
}

export async function countOwners(db: DbOrTransaction): Promise<number> {
  return db.user.count({ where: { role: "owner", disabledAt: null } });
}

interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly passwordHash: string;
}

export async function insertPerson(db: DbOrTransaction, person: NewPerson): Promise<PersonRow> {
  return toPerson(await db.user.create({ data: person, select: PERSON }));
}

export async function setRole(db: DbOrTransaction, id: string, role: string): Promise<void> {
  await db.user.update({ where: { id }, data: { role }, select: { id: true } });
}

export async function setDisabled(db: DbOrTransaction, id: string, disabledAt: Date | null): Promise<void> {
  await db.user.update({ where: { id }, data: { disabledAt }, select: { id: true } });
}

/** Ends every session of this person, wherever it is open. @returns the version new sessions carry */
export async function raiseSessionVersion(db: DbOrTransaction, id: string): Promise<number> {
  const data = { sessionVersion: { increment: 1 } };
  return (await db.user.update({ where: { id }, data, select: { sessionVersion: true } })).sessionVersion;
}

export async function setPasswordHash(db: DbOrTransaction, id: string, passwordHash: string): Promise<void> {
  await db.user.update({ where: { id }, data: { passwordHash }, select: { id: true } });
}

function toPerson(row: Omit<PersonRow, "createdAt" | "disabledAt"> & { createdAt: Date; disabledAt: Date | null }) {
  return { ...row, createdAt: row.createdAt.getTime(), disabledAt: row.disabledAt?.getTime() ?? null };
}
