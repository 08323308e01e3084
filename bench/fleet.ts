import path from "node:path";
import { withSignedInPage } from "@/scripts/testing/signed-in-page";
import { startStack, withFolder } from "@/scripts/testing/stack";
import { framesWhile } from "./browser/frames";
import { reportPageLoad } from "./browser/page-load";
import { withDatabase } from "./database";
import { fillFleet } from "./fill-fleet";
import { atRate, openChanges } from "./live-changes";
import { reportFrames, type Report } from "./report";

const CONNECTION = "bench";
const PIPELINES = 500;
const RUNS = 30;
const CHANGES = { perSecond: 10, seconds: 20 };

/** The fleet page with 500 pipelines of 30 runs each: what it takes to open, and its frames while rows change. */
export async function benchFleet(report: Report): Promise<void> {
  await withFolder((folder) =>
    withDatabase(path.join(folder, "database"), async (database) => {
      await fillFleet(database, { connection: CONNECTION, pipelines: PIPELINES, runs: RUNS });
      const stack = await startStack({
        dataDir: path.join(folder, "data"),
        env: { DATABASE_URL: database, PENSTOCK_DEMO: "off" },
      });
      const changes = await openChanges(database, CONNECTION);
      try {
        await withSignedInPage(stack.url, async (page) => {
          const url = `${stack.url}/pipelines`;
          await reportPageLoad(page, { name: "fleet", url, selector: "[data-row-link]", report });
          // In the order of names, so that what changes stays in view.
          await page.goto(`${url}?sort=name`);
          await page.locator("[data-row-link]").first().waitFor();
          const frames = await framesWhile(page, () =>
            atRate(CHANGES, (index) => changes.toggleRun(`service-${String(1 + (index % 20)).padStart(3, "0")}`)),
          );
          reportFrames(report, "fleet.live", frames);
        });
      } finally {
        await changes.stop();
        await stack.stop();
      }
    }),
  );
}
