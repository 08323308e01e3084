import { sharedDb } from "@/lib/db/shared-client";
import { startWorker } from "@/lib/worker/main";

/** The worker process: everything it does is in lib/worker; this only starts it and ends it on a signal. */
const stop = await startWorker(sharedDb());
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await stop();
    await sharedDb().$disconnect();
    process.exit(0);
  });
}
