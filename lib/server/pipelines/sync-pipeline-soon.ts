import "server-only";
import { PenstockError } from "@/lib/errors";
import { requestConnectionSync } from "@/lib/sync/jobs";
import { syncKnownPipeline } from "@/lib/sync/run-jobs";
import type { SyncTarget } from "@/lib/sync/sync-target";

/** As `syncSoon`, for a whole pipeline: shows at once what a call just changed, or has a worker do it. */
export async function syncPipelineSoon(target: SyncTarget, pipelineName: string): Promise<void> {
  try {
    await syncKnownPipeline(target, pipelineName);
  } catch (error) {
    if (!(error instanceof PenstockError)) throw error;
    await target.db.$transaction((transaction) =>
      requestConnectionSync(transaction, { connectionId: target.connection.id }),
    );
  }
}
