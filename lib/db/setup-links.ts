import type { DbOrTransaction } from "./client";

/** Only the newest link counts: making one withdraws those before it. */
export async function replaceSetupLink(db: DbOrTransaction, tokenHash: string): Promise<void> {
  await db.setupLink.deleteMany({ where: { usedAt: null } });
  await db.setupLink.create({ data: { tokenHash }, select: { tokenHash: true } });
}

export async function isSetupLinkOpen(db: DbOrTransaction, tokenHash: string): Promise<boolean> {
  return (await db.setupLink.findFirst({ where: { tokenHash, usedAt: null }, select: { tokenHash: true } })) !== null;
}

/** @returns whether the link was open until now; of two people who use it at once, one gets true */
export async function spendSetupLink(db: DbOrTransaction, tokenHash: string): Promise<boolean> {
  const { count } = await db.setupLink.updateMany({ where: { tokenHash, usedAt: null }, data: { usedAt: new Date() } });
  return count === 1;
}
