/**
 * `npm test`: installs what it needs, then runs every check and every test. Goes on after a failure, so that one run
 * shows them all; ends with `N passed, N failed`, where each check counts as one.
 */
import { installPackages } from "./start/packages.mjs";
import { fail } from "./start/say.mjs";

try {
  installPackages();
  const { testEverything } = await import("./test/test-everything.mjs");
  process.exitCode = (await testEverything()) ? 0 : 1;
} catch (error) {
  fail(error);
}
