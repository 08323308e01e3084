import type { DbOrTransaction } from "./client";

export interface SignInAttempt {
  readonly id: bigint;
  readonly subject: string;
}

export async function insertSignInAttempts(
  db: DbOrTransaction,
  subjects: readonly string[],
  at: Date,
): Promise<SignInAttempt[]> {
  const data = subjects.map((subject) => ({ subject, at }));
  return db.signInFailure.createManyAndReturn({ data, select: { id: true, subject: true } });
}

/** The newest attempts made before this one, at most `limit`, newest first, as epoch milliseconds. */
export async function listAttemptsBefore(
  db: DbOrTransaction,
  { id, subject }: SignInAttempt,
  { since, limit }: { readonly since: Date; readonly limit: number },
): Promise<number[]> {
  const rows = await db.signInFailure.findMany({
    where: { subject, id: { lt: id }, at: { gt: since } },
    orderBy: { id: "desc" },
    take: limit,
    select: { at: true },
  });
  return rows.map((row) => row.at.getTime());
}

export async function deleteAttempts(db: DbOrTransaction, attempts: readonly SignInAttempt[]): Promise<void> {
  await db.signInFailure.deleteMany({ where: { id: { in: attempts.map((attempt) => attempt.id) } } });
}

export async function deleteAttemptsOf(db: DbOrTransaction, subject: string): Promise<void> {
  await db.signInFailure.deleteMany({ where: { subject } });
}

export async function deleteAttemptsUntil(db: DbOrTransaction, until: Date): Promise<void> {
  await db.signInFailure.deleteMany({ where: { at: { lte: until } } });
}
