import { sharedDb } from "@/lib/db/shared-client";
import { readEnv } from "@/lib/env";
import { prepareFirstRun } from "@/lib/server/setup/prepare-first-run";

/** Run by the start script while nobody can sign in. Prints `{"token": …}` of the owner's one-time link, or null. */
const { PENSTOCK_OWNER_EMAIL: ownerEmail = "", PENSTOCK_OWNER_PASSWORD: ownerPassword = "" } = readEnv();
try {
  const token = await prepareFirstRun({ ownerEmail, ownerPassword });
  process.stdout.write(JSON.stringify({ token }));
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await sharedDb().$disconnect();
}
