import { execFileSync } from "node:child_process";
import path from "node:path";
import { median, type Report } from "./report";
import { startStack, withFolder } from "@/scripts/testing/stack";

const WARM_STARTS = 3;

/** A fresh clone with cached packages to its ready line, and the same checkout started again. */
export async function benchStart(report: Report): Promise<void> {
  await withFolder(async (folder) => {
    const directory = path.join(folder, "checkout");
    execFileSync("git", ["clone", "--quiet", process.cwd(), directory]);
    const dataDir = path.join(folder, "data");
    const cold = await startStack({ directory, dataDir });
    await cold.stop();
    report("start.cold", cold.readyMs / 1_000, "s");

    const warm: number[] = [];
    for (let count = 0; count < WARM_STARTS; count += 1) {
      const stack = await startStack({ directory, dataDir });
      await stack.stop();
      warm.push(stack.readyMs);
    }
    report("start.warm", median(warm) / 1_000, "s");
  });
}
