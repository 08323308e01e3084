import { hasRow } from "../database/databases.mjs";
import { runOnce } from "./one-time-process.mjs";

/**
 * While nobody can sign in: creates the owner from the environment, or a one-time link that does.
 * @returns the link, or null when there is an owner
 */
export async function prepareFirstRun(settings) {
  if (!settings.parts.includes("web") || (await hasRow(settings.databaseUrl, "SELECT 1 FROM app_user LIMIT 1"))) {
    return null;
  }
  const { PENSTOCK_OWNER_EMAIL = "", PENSTOCK_OWNER_PASSWORD = "" } = settings.env;
  const printed = await runOnce("first-run", settings, { PENSTOCK_OWNER_EMAIL, PENSTOCK_OWNER_PASSWORD });
  const { token } = JSON.parse(printed);
  return token ? `${settings.publicUrl}/setup?token=${token}` : null;
}
