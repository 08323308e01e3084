/**
 * `npm start` and `npm run dev`: prepares what is not fresh, starts PostgreSQL, engine, worker and web, and stops them
 * together. Runs before any package is installed, so what needs a package is imported after `installPackages`.
 */
import { installPackages } from "./start/packages.mjs";
import { fail } from "./start/say.mjs";
import { readSettings } from "./start/settings.mjs";

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  installPackages();
  const { run } = await import("./start/run.mjs");
  await run(settings);
} catch (error) {
  fail(error);
}
