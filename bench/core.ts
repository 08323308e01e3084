import path from "node:path";
import { withFolder } from "@/scripts/testing/stack";
import { commitMs, withDatabase } from "./database";
import { median, type Report } from "./report";
import { declareMany, startScriptedEngine } from "./scripted-engine";

const ROUNDS = 7;

/**
 * What the engine itself takes per action, with actions that end at once, against one small commit of the same database
 * in the same run: an action in a chain needs one durable commit.
 */
export async function benchCore(report: Report): Promise<void> {
  await withFolder((folder) =>
    withDatabase(path.join(folder, "database"), async (url) => {
      const scripted = await startScriptedEngine(url);
      const commits: number[] = [];
      for (const count of [20, 200]) {
        for (const shape of ["chain", "fan-out"] as const) {
          const name = `${shape}-${count}`;
          await scripted.create(declareMany(name, count, shape === "chain"));
          const sample: number[] = [];
          for (let round = 0; round < ROUNDS; round += 1) {
            commits.push(await commitMs(url, 50));
            const startedAt = performance.now();
            await scripted.run(name);
            sample.push((performance.now() - startedAt) / count);
          }
          report(`core.${name}`, median(sample), "ms/action");
        }
      }
      report("core.commit", median(commits), "ms");
      await scripted.stop();
    }),
  );
}
