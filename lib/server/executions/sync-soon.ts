import "server-only";
import { PenstockError } from "@/lib/errors";
import { requestConnectionSync } from "@/lib/sync/jobs";
import { syncKnownExecution } from "@/lib/sync/run-jobs";
import type { SyncTarget } from "@/lib/sync/sync-target";

/**
 * Shows at once what a call just changed. The call itself has succeeded, so when the connection cannot be read now, a
 * worker does it as soon as it can.
 */
export async function syncSoon(
  target: SyncTarget,
  execution: { readonly pipelineName: string; readonly pipelineExecutionId: string },
): Promise<void> {
  try {
    await syncKnownExecution(target, execution);
  } catch (error) {
    if (!(error instanceof PenstockError)) throw error;
    await target.db.$transaction((transaction) =>
      requestConnectionSync(transaction, { connectionId: target.connection.id }),
    );
  }
}
