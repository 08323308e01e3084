import type { DbOrTransaction } from "./client";

/** Web processes LISTEN here and tell their browsers what to fetch again. */
export const CHANGES_CHANNEL = "penstock_changes";

/** PostgreSQL takes less than 8000 bytes in one notification. */
const KEYS_PER_NOTIFICATION = 20;

/**
 * Says which query keys have new data, when and only if the transaction commits.
 * A key names one resource, or with a last element `*` everything below it; see `lib/contracts/live-change.ts`.
 */
export async function announceChanges(
  transaction: DbOrTransaction,
  keys: readonly (readonly string[])[],
): Promise<void> {
  for (let start = 0; start < keys.length; start += KEYS_PER_NOTIFICATION) {
    const payload = JSON.stringify({ keys: keys.slice(start, start + KEYS_PER_NOTIFICATION) });
    await transaction.$executeRaw`SELECT pg_notify(${CHANGES_CHANNEL}, ${payload})`;
  }
}
