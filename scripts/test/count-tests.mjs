import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../start/settings.mjs";

/** Runs vitest and counts from its JSON report. */
export function countVitest(report, run) {
  return count(report, run, ({ numPassedTests, numFailedTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
  }));
}

/** Runs Playwright and counts from its JSON report. */
export function countPlaywright(report, run) {
  return count(report, run, ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }));
}

/** A run that fails although no test did, such as a file that does not load, counts as one failure. */
async function count(report, run, read) {
  const file = path.join(ROOT, report);
  rmSync(file, { force: true });
  const failure = await run().then(
    () => null,
    (error) => error,
  );
  if (failure) console.log(failure.message);
  const { passed, failed } = existsSync(file) ? read(JSON.parse(readFileSync(file, "utf8"))) : { passed: 0, failed: 0 };
  return { passed, failed: failure ? Math.max(failed, 1) : failed };
}
