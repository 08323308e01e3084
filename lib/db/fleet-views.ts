import type { DbOrTransaction } from "./client";

/** A named set of filters of the list of pipelines, of one person. */
export interface StoredFleetView {
  readonly id: string;
  readonly name: string;
  /** A query string without `?`. */
  readonly query: string;
}

const columns = { id: true, name: true, query: true } as const;

/** In the order they were first saved. */
export async function listFleetViews(
  db: DbOrTransaction,
  { userId, limit }: { readonly userId: string; readonly limit: number },
): Promise<StoredFleetView[]> {
  return db.fleetView.findMany({ where: { userId }, orderBy: { id: "asc" }, select: columns, take: limit });
}

/** Keeps it under its name, in place of what had that name. @returns its id */
export async function putFleetView(
  transaction: DbOrTransaction,
  { userId, name, query }: { readonly userId: string } & Omit<StoredFleetView, "id">,
): Promise<string> {
  const { id } = await transaction.fleetView.upsert({
    where: { userId_name: { userId, name } },
    create: { userId, name, query },
    update: { query },
    select: { id: true },
  });
  return id;
}

/** @returns what it was; null when this person has no such view */
export async function deleteFleetView(
  transaction: DbOrTransaction,
  { userId, id }: { readonly userId: string; readonly id: string },
): Promise<StoredFleetView | null> {
  const [view] = await transaction.fleetView.findMany({ where: { userId, id }, select: columns, take: 1 });
  if (!view) return null;
  const { count } = await transaction.fleetView.deleteMany({ where: { userId, id } });
  return count === 1 ? view : null;
}
