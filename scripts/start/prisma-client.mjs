import { spawnSync } from "node:child_process";
import path from "node:path";
import { whenStale } from "./fresh.mjs";
import { StartError } from "./say.mjs";
import { ROOT } from "./settings.mjs";

/**
 * Generates lib/db/generated. Prisma looks for a schema engine even though generating needs none; naming any
 * executable keeps it from downloading one.
 */
export function generatePrismaClient() {
  return whenStale({
    inputs: ["prisma/schema", "prisma.config.ts", "node_modules/prisma/package.json"],
    output: "lib/db/generated",
    work() {
      const prisma = spawnSync(process.execPath, [path.join(ROOT, "node_modules/prisma/build/index.js"), "generate"], {
        cwd: ROOT,
        encoding: "utf8",
        env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
      });
      if (prisma.status !== 0) throw new StartError(`prisma generate failed.\n${prisma.stdout}${prisma.stderr}`);
    },
  });
}
