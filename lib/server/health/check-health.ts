import "server-only";
import type { Health } from "@/lib/contracts/health";
import { sharedDb } from "@/lib/db/shared-client";
import { findLastHeartbeat, HEARTBEAT_EVERY_MS } from "@/lib/db/worker-heartbeat";
import { readEnv } from "@/lib/env";
import { version } from "@/package.json";

/** A worker that is only busy may miss one beat, not three. */
const HEARTBEAT_COUNTS_FOR_MS = 3 * HEARTBEAT_EVERY_MS;
const ENGINE_ANSWERS_WITHIN_MS = 2_000;
const DATABASE_ANSWERS_WITHIN_MS = 3_000;

/** Whether each part behind the web process works. Needs no viewer: it tells nothing but that. */
export async function checkHealth(): Promise<Health> {
  const [heartbeat, engine] = await Promise.all([readHeartbeat(), checkEngine()]);
  const database = heartbeat === "unreachable" ? "down" : "ok";
  const beatAt = typeof heartbeat === "number" ? heartbeat : 0;
  const worker = Date.now() - beatAt < HEARTBEAT_COUNTS_FOR_MS ? "ok" : "down";
  const isUp = database === "ok" && engine !== "down" && worker === "ok";
  return { status: isUp ? "ok" : "down", version, database, engine, worker };
}

async function readHeartbeat(): Promise<number | null | "unreachable"> {
  const late = new Promise<"unreachable">((resolve) => {
    setTimeout(resolve, DATABASE_ANSWERS_WITHIN_MS, "unreachable").unref();
  });
  const read = findLastHeartbeat(sharedDb()).catch(() => "unreachable" as const); // told by the answer itself
  return Promise.race([read, late]);
}

/** Any HTTP answer will do: an unsigned request is refused by an engine that works. */
async function checkEngine(): Promise<Health["engine"]> {
  const { PENSTOCK_ENGINE, PENSTOCK_ENGINE_PORT } = readEnv();
  if (PENSTOCK_ENGINE === "off") return "off";
  try {
    const signal = AbortSignal.timeout(ENGINE_ANSWERS_WITHIN_MS);
    const response = await fetch(`http://127.0.0.1:${PENSTOCK_ENGINE_PORT}/`, { signal });
    await response.body?.cancel();
    return "ok";
  } catch {
    return "down"; // refused or too slow: either way it does not answer
  }
}
