import { sharedDb } from "@/lib/db/shared-client";
import { readEnv } from "@/lib/env";
import { prepareLocalConnection } from "@/lib/server/connections/prepare-local-connection";
import { seedDemo } from "@/lib/server/demo/seed-demo";
import { createSample } from "@/lib/server/sample/create-sample";

/** Run by the start script once the engine answers: the sample pipeline and the demo history of a new workspace. */
const { PENSTOCK_DEMO, PENSTOCK_ENGINE } = readEnv();
try {
  if (PENSTOCK_DEMO === "on") {
    if (PENSTOCK_ENGINE === "on") {
      await prepareLocalConnection();
      await createSample();
    }
    await seedDemo(Date.now());
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await sharedDb().$disconnect();
}
