import { buildAll } from "../start/build.mjs";
import { generatePrismaClient } from "../start/prisma-client.mjs";
import { readSettings } from "../start/settings.mjs";
import { countPlaywright, countVitest } from "./count-tests.mjs";
import { installChromium } from "./install-chromium.mjs";
import { runTool } from "./run-tool.mjs";

const VITEST_RESULTS = "test-results/vitest.json";
const PLAYWRIGHT_RESULTS = "test-results/playwright.json";

/** In order of how soon each tells something. A step passes, fails, or counts the tests it ran. */
const STEPS = {
  generate: generatePrismaClient,
  chromium: installChromium,
  format: () => runTool("oxfmt", ["--check", "."]),
  lint: () => runTool("oxlint", ["--quiet"]),
  types: async () => {
    await runTool("next", ["typegen"]);
    await runTool("tsc", ["--noEmit"]);
  },
  unused: () => runTool("knip", ["--no-progress"]),
  tests: () =>
    countVitest(VITEST_RESULTS, () =>
      runTool("vitest", [
        "run",
        "--reporter=default",
        "--silent=passed-only",
        "--reporter=json",
        `--outputFile=${VITEST_RESULTS}`,
      ]),
    ),
  build: () => buildAll(readSettings([], {}).parts),
  browser: () => countPlaywright(PLAYWRIGHT_RESULTS, () => runTool("playwright", ["test"], { CI: "1" })),
};

/** @returns whether everything passed */
export async function testEverything() {
  const total = { passed: 0, failed: 0 };
  for (const [name, step] of Object.entries(STEPS)) {
    const { passed, failed } = await perform(name, step);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0;
}

async function perform(name, step) {
  console.log(`── ${name}`);
  const startedAt = performance.now();
  const count = await Promise.resolve(step()).then(
    (tests) => tests ?? { passed: 1, failed: 0 },
    (error) => {
      console.log(error.message);
      return { passed: 0, failed: 1 };
    },
  );
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`── ${name}: ${count.passed} passed, ${count.failed} failed, ${seconds} s\n`);
  return count;
}
