import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const TESTS = "{app,components,lib,scripts,prisma}/**/*.test.{ts,tsx}";
/** These get a PostgreSQL server: see lib/db/testing/test-database.ts. */
const DATABASE_TESTS = "{app,components,lib,scripts,prisma}/**/*.database.test.ts";

export default defineConfig({
  resolve: {
    alias: {
      "@": fileURLToPath(new URL(".", import.meta.url)),
      "server-only": fileURLToPath(new URL("node_modules/server-only/empty.js", import.meta.url)),
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: { name: "unit", include: [TESTS], exclude: [DATABASE_TESTS, "**/node_modules/**", "data/**"] },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: [DATABASE_TESTS],
          exclude: ["**/node_modules/**", "data/**"],
          globalSetup: "lib/db/testing/start-test-server.ts",
        },
      },
    ],
    // These end what hangs, and measure nothing: a machine that is busy with other things must not come near them.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
    maxWorkers: 2,
  },
});
