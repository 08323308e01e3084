import { hasRow } from "../database/databases.mjs";
import { runOnce } from "./one-time-process.mjs";
import { say } from "./say.mjs";

const WAS_SEEDED = "SELECT 1 FROM audit_event WHERE action = 'demo.seed' LIMIT 1";

/**
 * Gives a new workspace its sample pipeline and its demo history. Needs the engine to answer; does nothing in a
 * workspace that had them before. Without them Penstock works, so a failure is told and no more.
 */
export async function seed(settings) {
  if (settings.env.PENSTOCK_DEMO === "off" || (await hasRow(settings.databaseUrl, WAS_SEEDED))) return;
  await runOnce("seed", settings).catch((error) => {
    say(`The sample and the demo data could not be added; the next start tries again. ${error.message}`);
  });
}
