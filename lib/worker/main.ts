import type { Db } from "@/lib/db/client";
import { beatHeart, HEARTBEAT_EVERY_MS } from "@/lib/db/worker-heartbeat";

/** Runs the background work of one worker process. @returns stops it, once what is under way has ended */
export async function startWorker(db: Db): Promise<() => Promise<void>> {
  await beatHeart(db, new Date());
  const beating = setInterval(() => {
    beatHeart(db, new Date()).catch((error: unknown) => {
      console.error("The heartbeat could not be stored; the database may be restarting.", error);
    });
  }, HEARTBEAT_EVERY_MS);
  return async () => clearInterval(beating);
}
